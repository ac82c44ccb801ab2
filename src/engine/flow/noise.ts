import type { LumaSamples } from "../../shared/luma-samples";
import { toGreyOf } from "../../workers/kernel/grey-levels";

/** Responses of the mask are sums of grey levels with weights of 16 in all. */
const MOST = 8 * 255;
/** The median of |x| of a normal distribution is 0.6745 standard deviations. */
const MEDIAN_OF_NORMAL = 0.6745;
/** Root of the sum of the squared weights of the mask. */
const GAIN = 6;
/** So many pixels tell as much as all. */
const ENOUGH_ROWS = 256;

/**
 * Standard deviation of the noise of a picture in grey levels. The mask 1 -2 1 / -2 4 -2 / 1 -2 1 (J. Immerkaer, 1996)
 * is blind to plains, slopes and straight edges along the axes; the median of its responses leaves out what texture there
 * is in less than half of the picture. 0 for pictures too small for the mask. Samples of 16 bits count as grey levels.
 *
 * @param luma row by row, one value a pixel
 */
export function noiseOf(luma: LumaSamples, width: number, height: number): number {
  if (width < 3 || height < 3) return 0;
  const histogram = new Uint32Array(MOST + 1);
  const step = Math.max(Math.floor(height / ENOUGH_ROWS), 1);
  const rowsAround = greyRows(luma, width, height);
  let count = 0;
  for (let y = 1; y < height - 1; y += step) {
    const { grey, start } = rowsAround(y);
    for (let x = 1; x < width - 1; x++) {
      const at = start + x;
      const row = (i: number): number => grey[i - 1] - 2 * grey[i] + grey[i + 1];
      histogram[Math.abs(row(at - width) - 2 * row(at) + row(at + width))]++;
      count++;
    }
  }
  return medianOf(histogram, count) / (MEDIAN_OF_NORMAL * GAIN);
}

/** Gives grey levels in which the row `y`, and the ones above and below it, are: it begins at `start`. */
function greyRows(
  luma: LumaSamples,
  width: number,
  height: number,
): (y: number) => { readonly grey: Uint8Array; readonly start: number } {
  if (luma instanceof Uint8Array) return (y) => ({ grey: luma, start: y * width });
  const toGrey = toGreyOf(luma, luma, { width, height });
  const grey = new Uint8Array(3 * width);
  return (y) => {
    const from = (y - 1) * width;
    for (let i = 0; i < grey.length; i++) grey[i] = toGrey(luma[from + i]);
    return { grey, start: width };
  };
}

/** The median of whole numbers, each taken as evenly spread over the unit around it. */
function medianOf(histogram: Uint32Array, count: number): number {
  let below = 0;
  for (let value = 0; value < histogram.length; value++) {
    const here = histogram[value];
    if (below + here >= count / 2) {
      const within = (count / 2 - below) / here;
      // Absolute values: that of 0 is half as wide as the others.
      return value === 0 ? 0.5 * within : value - 0.5 + within;
    }
    below += here;
  }
  return 0;
}
