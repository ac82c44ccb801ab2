import { failure, toErrorValue } from "../../shared/errors";
import { MOST_MASK_NUMBERS } from "../../shared/marks/marks";
import { maskOf, spansOfMask } from "../../shared/measure/region";
import type { MovieInfo } from "../../shared/movie";
import { request } from "../api";
import { currentTexts } from "../texts/use-texts";
import { currentMarks, markActions } from "./marks-store";
import { reportProblem, useMovieStore } from "./movie-store";

type Picture = Pick<MovieInfo, "token" | "width" | "height">;

/** Everything that changes a mask as a whole. */
export const maskActions = {
  /** A mask of more pieces than can be kept changes nothing, and a person is told. */
  set(mask: readonly number[]): void {
    if (mask.length <= MOST_MASK_NUMBERS) markActions.change(null, () => ({ mask }));
    else reportProblem(toErrorValue(failure("maskPieces")), currentTexts().regions.maskSubject);
  },
  /** Has a person choose a picture; what is white in it is the mask, if the recording is still open by then. */
  async fromFile({ token }: Picture): Promise<void> {
    const outcome = await request("mask:from-file", { token });
    if (useMovieStore.getState().movie?.token !== token) return;
    if (!outcome.ok) reportProblem(outcome.error, currentTexts().regions.maskSubject);
    else if (outcome.value !== null) maskActions.set(outcome.value);
  },
  /** Masks what was not masked, and nothing else. */
  invert({ width, height }: Picture): void {
    const mask = maskOf(currentMarks().mask, width, height).map((value) => 1 - value);
    maskActions.set(spansOfMask(mask, width, height));
  },
  /** Masks these pixels, too. */
  add(mask: readonly number[], { width, height }: Picture): void {
    const both = maskOf(mask, width, height);
    const present = maskOf(currentMarks().mask, width, height);
    for (let at = 0; at < both.length; at += 1) if (present[at] === 1) both[at] = 1;
    maskActions.set(spansOfMask(both, width, height));
  },
} as const;

/** How much of a picture a mask covers, 0 to 1. */
export function maskShare(mask: readonly number[], { width, height }: Omit<Picture, "token">): number {
  let pixels = 0;
  for (let at = 0; at + 2 < mask.length; at += 3) pixels += (mask[at + 2] ?? 0) - (mask[at + 1] ?? 0);
  return pixels / (width * height);
}
