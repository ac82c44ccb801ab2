import { z } from "zod";

/** Limits of the memory for decoded frames, in bytes. */
export const FRAME_BUDGET = { min: 64 * 2 ** 20, max: 1024 * 2 ** 20 } as const;

/** What a person set once and for all. */
export const settingsSchema = z.strictObject({
  /** Bytes for decoded frames; null leaves the choice to the app: a quarter of the free memory, at most 1 GiB. */
  frameBudgetBytes: z.int().min(FRAME_BUDGET.min).max(FRAME_BUDGET.max).nullable(),
});

export type Settings = Readonly<z.infer<typeof settingsSchema>>;

export const DEFAULT_SETTINGS: Settings = { frameBudgetBytes: null };
