import type { LumaSamples } from "../../shared/luma-samples";
import { REPEAT } from "../../shared/repeats";
import { toGreyOf } from "../../workers/kernel/grey-levels";
import { type PartChange, partChange } from "../../workers/part-change";
import type { FrameSize } from "../../workers/protocol";
import { isBlack } from "./pair-facts";

/**
 * How much a picture differs from the next one, cheaply; all in grey levels (of their pair, where samples have 16 bits). Unlike `PictureChange`, which tells whether a picture
 * changes as a whole, it sees the smallest thing that moves.
 */
export interface PairChange extends PartChange {
  /** True where one of the two is black. */
  readonly black: boolean;
}

/** Less than this, in all parts, is no change: what a coder leaves of a repeated picture. */
const EQUAL = { mean: 0.02, most: REPEAT.equal } as const;

/** Measures two luma planes of the same size (row by row, without padding). Takes about as long whatever their size. */
export function pairChange(first: LumaSamples, second: LumaSamples, size: FrameSize): PairChange {
  const toGrey = toGreyOf(first, second, size);
  return { ...partChange(first, second, size), black: isBlack(first, toGrey) || isBlack(second, toGrey) };
}

/** Whether a picture is repeated by the next one, or there is nothing to be seen: such a pair says nothing of speeds. */
export function isTelling({ mean, most, black }: PairChange): boolean {
  return !black && (mean >= EQUAL.mean || most >= EQUAL.most);
}
