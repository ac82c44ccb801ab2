import type { BrowserWindow } from "electron";
import { type Settings, type SettingsChange, settingsOf } from "../shared/settings";
import type { HandlersOf } from "./ipc-router";
import { JsonFile } from "./json-file";

/** What a person set, kept in a file. A file that is gone or damaged counts as nothing set. */
export class SettingsService {
  readonly #file: JsonFile;
  #settings: Settings;
  readonly #changed: (settings: Settings) => void;

  /** @param changed called with the settings whenever they change */
  constructor(path: string, changed: (settings: Settings) => void) {
    this.#changed = changed;
    this.#file = new JsonFile(path);
    this.#settings = settingsOf(this.#file.read());
  }

  get current(): Settings {
    return this.#settings;
  }

  /**
   * Answers what the window asks of the settings.
   *
   * @param chooseFfmpeg has a person choose a program, and checks it; null where nobody does
   */
  handlers(
    chooseFfmpeg: (window: BrowserWindow) => Promise<string | null>,
  ): HandlersOf<"settings:get" | "settings:set" | "settings:choose-ffmpeg" | "settings:forget-ffmpeg"> {
    return {
      "settings:get": () => this.current,
      "settings:set": (change) => this.change(change),
      "settings:choose-ffmpeg": async (_payload, window) => {
        const ffmpegPath = await chooseFfmpeg(window);
        return ffmpegPath === null ? null : this.change({ ffmpegPath });
      },
      "settings:forget-ffmpeg": () => this.change({ ffmpegPath: null }),
    };
  }

  /** Keeps the settings, also for the next start. Where they cannot be written, they count until the app ends. */
  async change(change: SettingsChange | Pick<Settings, "ffmpegPath">): Promise<Settings> {
    const stated = Object.entries(change).filter(([, value]) => value !== undefined);
    this.#settings = settingsOf({ ...this.#settings, ...Object.fromEntries(stated) });
    this.#changed(this.#settings);
    await this.#file.write(this.#settings);
    return this.#settings;
  }
}
