import type { MovieNotice } from "../../../shared/movie";

/** What the order of pictures is read from. */
export type NamingKind = "numbers" | "times" | "pairs" | "alphabetical";

/** An order of the pictures of a folder that their names have. */
export interface NamingRule {
  /** Names the rule among those of the same pictures, for {@link NamingRule} to be chosen by: "numbers:2", "times". */
  readonly id: string;
  readonly kind: NamingKind;
  /** The rule in one sentence, for people. */
  readonly says: MovieNotice;
  /** Names in order; null where a number is missing, which is a frame that has no picture. The first and last are names. */
  readonly names: readonly (string | null)[];
  /** Of "times": seconds of each frame from the first one on, rising; null otherwise. */
  readonly seconds: Float64Array | null;
  /** Of "times": seconds of one unit of what is written. */
  readonly resolution: number | null;
  /** Of "numbers": how ffmpeg may count them, where that is by one, with nothing missing. */
  readonly run: NumberRun | null;
  /** Of "numbers": the first and last picture of those that numbers set apart so far that they are another recording; null where none are. */
  readonly leftOut: { readonly before: boolean; readonly after: boolean };
}

/** Pictures whose numbers rise by one. */
export interface NumberRun {
  readonly before: string;
  readonly after: string;
  /** Least number of digits, with leading zeros. */
  readonly digits: number;
  readonly start: number;
}

/** A rule without what only some have. */
export function plainRule(
  rule: Pick<NamingRule, "id" | "kind" | "says" | "names"> & Partial<NamingRule>,
): NamingRule {
  return { seconds: null, resolution: null, run: null, leftOut: { before: false, after: false }, ...rule };
}
