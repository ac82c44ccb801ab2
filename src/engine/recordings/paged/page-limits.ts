import { failure } from "../../../shared/errors";
import type { PageSamples } from "./paged-file";

/** Longest side of a page: what does not fit is damage. */
const LONGEST_SIDE = 65_535;
/** Bytes of a page. Several are in memory at a time. */
const MOST_BYTES = 1 << 29;

/** @throws KinoflowError where pages of that size are absurd, so that no memory is taken for them */
export function checkPageSize(
  kind: string,
  width: number,
  height: number,
  { channels, bits }: Pick<PageSamples, "channels" | "bits">,
): void {
  const sides = [width, height];
  const sound = sides.every((side) => Number.isInteger(side) && side >= 1 && side <= LONGEST_SIDE);
  if (!sound || width * height * channels * (bits / 8) > MOST_BYTES) {
    throw failure("recordingSize", kind, width, height);
  }
}
