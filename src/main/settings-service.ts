import { mkdirSync, readFileSync } from "node:fs";
import { dirname } from "node:path";
import { writeFileAtomically } from "../engine/field-io/atomic-file";
import { DEFAULT_SETTINGS, type Settings, settingsSchema } from "../shared/settings";

/** What a person set, kept in a file. A file that is gone or damaged counts as nothing set. */
export class SettingsService {
  private settings: Settings;

  constructor(private readonly path: string) {
    this.settings = read(path);
  }

  get current(): Settings {
    return this.settings;
  }

  /** Keeps the settings, also for the next start. @throws when the file cannot be written; they count all the same. */
  async change(settings: Settings): Promise<Settings> {
    this.settings = settings;
    mkdirSync(dirname(this.path), { recursive: true });
    await writeFileAtomically(this.path, Buffer.from(`${JSON.stringify(settings, null, 2)}\n`));
    return settings;
  }
}

function read(path: string): Settings {
  try {
    const parsed = settingsSchema.safeParse(JSON.parse(readFileSync(path, "utf8")));
    return parsed.success ? parsed.data : DEFAULT_SETTINGS;
  } catch {
    return DEFAULT_SETTINGS;
  }
}
