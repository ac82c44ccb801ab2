import type { LumaSamples } from "../../shared/luma-samples";
import type { PairFacts } from "../../shared/picture";
import { type ToGrey, toGreyOf } from "../../workers/kernel/grey-levels";
import type { FrameSize } from "../../workers/protocol";

/** Limited-range black is 16; noise and compression lift some of it. */
const BLACK_LEVEL = 28;
const BLACK_SHARE = 0.999;
/** About so many pixels are looked at. */
const SAMPLES = 16_384;

/**
 * Whether a picture is black, but for a spot. One of samples of 16 bits, whose black may be any number, is it where it has
 * nothing that is brighter than the darkest places of its pair.
 *
 * @param toGrey that of its pair
 */
export function isBlack(luma: LumaSamples, toGrey: ToGrey): boolean {
  // No divisor of any width, or only some columns would be looked at.
  const step = Math.max(1, Math.floor(luma.length / SAMPLES)) | 1;
  let black = 0;
  let samples = 0;
  for (let at = 0; at < luma.length; at += step) {
    if (toGrey(luma[at]) <= BLACK_LEVEL) black++;
    samples++;
  }
  return samples > 0 && black >= BLACK_SHARE * samples;
}

/** What two luma planes of one size say for themselves. */
export function pairFacts(first: LumaSamples, second: LumaSamples, size: FrameSize): PairFacts {
  const toGrey = toGreyOf(first, second, size);
  const bytes = (luma: LumaSamples): Buffer => Buffer.from(luma.buffer, luma.byteOffset, luma.byteLength);
  return {
    equal: bytes(first).equals(bytes(second)),
    black: isBlack(first, toGrey) || isBlack(second, toGrey),
  };
}
