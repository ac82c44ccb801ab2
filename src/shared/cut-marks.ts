/**
 * What a person says of the cuts of a movie, by the frame at which a new scene begins (or does not); rising, and no frame is in both.
 * It goes before what is found.
 */
export interface CutMarks {
  /** Cuts, found or not. */
  readonly set: readonly number[];
  /** No cuts, whatever is found there. */
  readonly deleted: readonly number[];
}

export const NO_CUT_MARKS: CutMarks = { set: [], deleted: [] };

/** How the cuts of a movie are known. */
export interface CutWish {
  readonly marks: CutMarks;
  /** False finds none: only those count that are set. */
  readonly find: boolean;
}

/** Those that are found. */
export const FOUND_CUTS: CutWish = { marks: NO_CUT_MARKS, find: true };

/** More than anybody sets by hand. */
export const MOST_CUT_MARKS = 10_000;

/** Whether a person said of the pair of a frame and its next one that it crosses a cut, or that it does not; null for neither. */
export function markOfPair({ set, deleted }: CutMarks, frame: number): boolean | null {
  if (set.includes(frame + 1)) return true;
  return deleted.includes(frame + 1) ? false : null;
}

/** The marks with one more cut, or with none there. */
export function withCutMark({ set, deleted }: CutMarks, cut: number, isCut: boolean): CutMarks {
  return isCut
    ? { set: withNumber(set, cut), deleted: without(deleted, cut) }
    : { set: without(set, cut), deleted: withNumber(deleted, cut) };
}

/** The cuts that are found, as the marks correct them; rising. */
export function markedCuts(found: readonly number[], { set, deleted }: CutMarks): readonly number[] {
  if (set.length === 0 && deleted.length === 0) return found;
  const cuts = new Set([...found, ...set]);
  for (const cut of deleted) cuts.delete(cut);
  return [...cuts].sort((a, b) => a - b);
}

function withNumber(numbers: readonly number[], one: number): readonly number[] {
  return numbers.includes(one) ? numbers : [...numbers, one].sort((a, b) => a - b);
}

function without(numbers: readonly number[], one: number): readonly number[] {
  return numbers.filter((number) => number !== one);
}
