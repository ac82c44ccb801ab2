import type { PictureChange } from "../shared/analysis";
import type { FrameSize } from "./protocol";

/** The picture is looked at in this many parts a side. */
const PARTS = 8;
/** About as many pixels are looked at, evenly spread: more of them would not change what can be said of a whole picture. */
const SAMPLES = 1 << 13;
const LEVELS = 256;

/**
 * Measures how much a picture changes, from two luma planes of the same size (row by row, without padding). Large ones
 * are sampled: it takes a small part of a millisecond, whatever their size.
 */
export function pictureChange(
  first: Uint8Array,
  second: Uint8Array,
  { width, height }: FrameSize,
): PictureChange {
  const step = Math.max(Math.floor(Math.sqrt((width * height) / SAMPLES)), 1);
  const sums = new Float64Array(PARTS * PARTS);
  const counts = new Float64Array(PARTS * PARTS);
  const balance = new Int32Array(LEVELS);
  let samples = 0;
  for (let y = step >> 1; y < height; y += step) {
    const row = y * width;
    const partRow = Math.floor((y * PARTS) / height) * PARTS;
    let x = step >> 1;
    for (let column = 0; column < PARTS; column++) {
      const end = Math.ceil(((column + 1) * width) / PARTS);
      let sum = 0;
      let count = 0;
      for (; x < end; x += step) {
        const a = first[row + x];
        const b = second[row + x];
        sum += Math.abs(a - b);
        count++;
        balance[a]++;
        balance[b]--;
      }
      sums[partRow + column] += sum;
      counts[partRow + column] += count;
      samples += count;
    }
  }
  const means = sums.map((sum, part) => sum / counts[part]).filter((mean) => !Number.isNaN(mean));
  means.sort();
  const half = means.length >> 1;
  const lumaDifference = means.length % 2 === 1 ? means[half] : (means[half - 1] + means[half]) / 2;
  // In one dimension the earth mover's distance is the area between the cumulative histograms.
  let moved = 0;
  let surplus = 0;
  for (const difference of balance) {
    surplus += difference;
    moved += Math.abs(surplus);
  }
  return { lumaDifference, histogramDistance: moved / samples };
}
