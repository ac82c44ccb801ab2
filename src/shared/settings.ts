import { z } from "zod";

/** Limits of the memory for decoded frames, in bytes. */
export const FRAME_BUDGET = { min: 64 * 2 ** 20, max: 1024 * 2 ** 20 } as const;
/** Limits of the worker threads. */
export const THREAD_COUNT = { min: 1, max: 64 } as const;
/** "system" follows the desktop. */
export const THEMES = ["system", "dark", "light"] as const;
/** "system" follows the desktop where it speaks one of them, and is English otherwise. */
export const LANGUAGES = ["system", "en", "zh-CN"] as const;
/** How times are written: 4.10 s, 00:00:04:03 or 123. */
export const TIME_UNITS = ["seconds", "timecode", "frames"] as const;

const fields = {
  /** Bytes for decoded frames; null leaves the choice to the app: a quarter of the free memory, at most 1 GiB. */
  frameBudgetBytes: z.int().min(FRAME_BUDGET.min).max(FRAME_BUDGET.max).nullable(),
  /** Worker threads from the next start on; null is one a core. */
  threads: z.int().min(THREAD_COUNT.min).max(THREAD_COUNT.max).nullable(),
  theme: z.enum(THEMES),
  language: z.enum(LANGUAGES),
  timeUnit: z.enum(TIME_UNITS),
  /** False plays movies without their sound. */
  sound: z.boolean(),
  /** From 0 to 1. */
  volume: z.number().min(0).max(1),
};

type ChangeableSettings = Readonly<z.infer<z.ZodObject<typeof fields>>>;

/**
 * What the window may set, some of it or all. The path of a program is not among it: only a person can choose one, in
 * main's dialog.
 */
export const settingsChangeSchema = z.strictObject(fields).partial();

export type SettingsChange = Readonly<z.infer<typeof settingsChangeSchema>>;

/** What a person set once and for all. */
export interface Settings extends ChangeableSettings {
  /** The ffmpeg to use from the next start on; null looks for one. */
  readonly ffmpegPath: string | null;
}

export const DEFAULT_SETTINGS: Settings = {
  frameBudgetBytes: null,
  threads: null,
  theme: "system",
  language: "system",
  timeUnit: "seconds",
  sound: true,
  volume: 0.7,
  ffmpegPath: null,
};

const stored = z.looseObject({
  frameBudgetBytes: fields.frameBudgetBytes.catch(DEFAULT_SETTINGS.frameBudgetBytes),
  threads: fields.threads.catch(DEFAULT_SETTINGS.threads),
  theme: fields.theme.catch(DEFAULT_SETTINGS.theme),
  language: fields.language.catch(DEFAULT_SETTINGS.language),
  timeUnit: fields.timeUnit.catch(DEFAULT_SETTINGS.timeUnit),
  sound: fields.sound.catch(DEFAULT_SETTINGS.sound),
  volume: fields.volume.catch(DEFAULT_SETTINGS.volume),
  ffmpegPath: z.string().min(1).nullable().catch(DEFAULT_SETTINGS.ffmpegPath),
});

/** Settings as they were kept, by this version or another one: what does not fit any more counts as not set. */
export function settingsOf(kept: unknown): Settings {
  const parsed = stored.safeParse(kept);
  if (!parsed.success) return DEFAULT_SETTINGS;
  const { frameBudgetBytes, threads, theme, language, timeUnit, sound, volume, ffmpegPath } = parsed.data;
  return { frameBudgetBytes, threads, theme, language, timeUnit, sound, volume, ffmpegPath };
}
