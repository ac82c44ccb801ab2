import { z } from "zod";
import { viewPresetSchema } from "../shared/contract/overlay";
import { DEFAULT_ARROW_SPACING } from "../shared/overlay/settings";
import { MOST_PRESETS, type ViewPreset } from "../shared/presets";
import type { HandlersOf } from "./ipc-router";
import { JsonFile } from "./json-file";

/** The presets of a person's own, kept in a file. What there is damaged, or of another version, is left out. */
export class PresetsService {
  readonly #file: JsonFile;
  #presets: readonly ViewPreset[];

  constructor(path: string) {
    this.#file = new JsonFile(path);
    this.#presets = presetsOf(this.#file.read());
  }

  get list(): readonly ViewPreset[] {
    return this.#presets;
  }

  /**
   * Keeps these presets in place of all others, also for the next start. Of two with the same name the last one is kept.
   *
   * @throws KinoflowError `output-unwritable` or `disk-full`; they count until the app ends then
   */
  async keep(presets: readonly ViewPreset[]): Promise<readonly ViewPreset[]> {
    this.#presets = distinct(presets);
    await this.#file.write({ presets: this.#presets });
    return this.#presets;
  }

  /** Answers what the window asks of this. */
  handlers(): HandlersOf<"presets:list" | "presets:keep"> {
    return {
      "presets:list": () => this.list,
      "presets:keep": ({ presets }) => this.keep(presets),
    };
  }

  /** Resolves when everything is written. */
  get idle(): Promise<unknown> {
    return this.#file.idle;
  }
}

function presetsOf(kept: unknown): readonly ViewPreset[] {
  if (typeof kept !== "object" || kept === null || !("presets" in kept) || !Array.isArray(kept.presets))
    return [];
  const readable = kept.presets.flatMap((preset: unknown) => {
    const parsed = viewPresetSchema.safeParse(withArrowsOfToday(preset));
    return parsed.success ? [parsed.data] : [];
  });
  return distinct(readable).slice(0, MOST_PRESETS);
}

/** Where a lowest speed was of the arrows alone, lengths were in pixels of the movie: they are left to the movie now. */
function withArrowsOfToday(preset: unknown): unknown {
  const old = presetOfOld.safeParse(preset);
  if (!old.success) return preset;
  const { settings, ...named } = old.data;
  const { minimumSpeed: _, ...arrows } = settings.overlay.arrows;
  return {
    ...named,
    settings: {
      ...settings,
      overlay: { ...settings.overlay, arrows: { ...arrows, spacing: DEFAULT_ARROW_SPACING } },
      arrowScaling: "auto",
    },
  };
}

const presetOfOld = z.looseObject({
  settings: z.looseObject({
    overlay: z.looseObject({ arrows: z.looseObject({ minimumSpeed: z.number() }) }),
  }),
});

function distinct(presets: readonly ViewPreset[]): readonly ViewPreset[] {
  return [...new Map(presets.map((preset) => [preset.name, preset])).values()];
}
