import { failure } from "../../../shared/errors";
import { RAW_LIMITS, type RawLayout } from "../../../shared/raw-layout";
import { checkPageSize } from "../paged/page-limits";

/**
 * What is wrong with a layout, in the order in which a person states it.
 *
 * @throws KinoflowError `invalid-argument`, with one sentence
 */
export function checkRawLayout(layout: RawLayout): void {
  const { side, depth: depths, framesPerSecond: rates } = RAW_LIMITS;
  const { width, height, bits, depth, headerBytes, gapBytes, framesPerSecond: rate } = layout;
  if (!isWhole(width, side) || !isWhole(height, side)) throw failure("rawLayoutSize");
  if (!isWhole(depth, depths) || depth > bits) throw failure("rawLayoutDepth", bits);
  const bytes = { min: 0, max: Number.MAX_SAFE_INTEGER };
  if (!isWhole(headerBytes, bytes) || !isWhole(gapBytes, bytes)) throw failure("rawLayoutBytes");
  if (rate !== null && !(rate > 0 && rate <= rates.max)) throw failure("rawLayoutRate");
  checkPageSize("raw", width, height, layout);
}

function isWhole(value: number, { min, max }: { readonly min: number; readonly max: number }): boolean {
  return Number.isInteger(value) && value >= min && value <= max;
}
