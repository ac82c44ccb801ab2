import { FAILED_FLAGS, VECTOR_FLAGS } from "../validation";
import type { OverlaySettings } from "./settings";

/** Colours of arrows that were flagged: apart from each other for every eye, and from arrows that nobody has coloured. */
export const FLAGGED_COLOURS = { failed: "#ff6a3d", replaced: "#4cc2ff" } as const;
export type Flagged = keyof typeof FLAGGED_COLOURS;
export const FLAGGED = ["failed", "replaced"] as const satisfies readonly Flagged[];

/** What is flagged of a vector; null of one that is valid, or was not checked. */
export function flaggedAs(flags: number): Flagged | null {
  if ((flags & FAILED_FLAGS) === 0) return null;
  return (flags & VECTOR_FLAGS.replaced) === 0 ? "failed" : "replaced";
}

/**
 * The samples of arrows (u, v, row by row) that are flagged so, or of those that are not (null); all others are NaN, which is no arrow.
 *
 * @param out filled and returned when it is long enough, else a new array is
 */
export function samplesFlagged(
  samples: Float32Array,
  flags: Uint8Array,
  flagged: Flagged | null,
  out?: Float32Array,
): Float32Array {
  const chosen = out !== undefined && out.length >= samples.length ? out : new Float32Array(samples.length);
  for (let at = 0; at < flags.length; at++) {
    const isChosen = flaggedAs(flags[at]) === flagged;
    chosen[2 * at] = isChosen ? samples[2 * at] : Number.NaN;
    chosen[2 * at + 1] = isChosen ? samples[2 * at + 1] : Number.NaN;
  }
  return chosen;
}

/** The settings with which arrows that are flagged so are drawn: as all others, but of one colour. */
export function settingsFlagged(settings: OverlaySettings, flagged: Flagged): OverlaySettings {
  const { arrows } = settings;
  return { ...settings, arrows: { ...arrows, colouring: "plain", colour: FLAGGED_COLOURS[flagged] } };
}
