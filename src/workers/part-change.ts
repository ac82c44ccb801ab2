import type { LumaSamples } from "../shared/luma-samples";
import { toGreyOf } from "./kernel/grey-levels";
import type { FrameSize } from "./protocol";

/** How much a picture differs from another one, in grey levels (of their pair, where samples have 16 bits): mean absolute differences of luma. */
export interface PartChange {
  /** Over the picture. */
  readonly mean: number;
  /** Of the part of the picture that differs most: of a small thing that moves on a still ground. */
  readonly most: number;
}

/** The picture is looked at in this many parts a side: a small thing fills one of them. */
const PARTS = 16;
/** Pixels looked at a side. */
const SAMPLES_A_SIDE = 160;

/** Measures two luma planes of the same size (row by row, without padding). Takes about as long whatever their size. */
export function partChange(first: LumaSamples, second: LumaSamples, size: FrameSize): PartChange {
  const { width, height } = size;
  const toGrey = toGreyOf(first, second, size);
  const stepX = Math.max(1, Math.floor(width / SAMPLES_A_SIDE));
  const stepY = Math.max(1, Math.floor(height / SAMPLES_A_SIDE));
  const sums = new Float64Array(PARTS * PARTS);
  const counts = new Float64Array(PARTS * PARTS);
  let total = 0;
  let samples = 0;
  for (let y = stepY >> 1; y < height; y += stepY) {
    const partRow = Math.floor((y * PARTS) / height) * PARTS;
    for (let x = stepX >> 1; x < width; x += stepX) {
      const a = toGrey(first[y * width + x]);
      const b = toGrey(second[y * width + x]);
      const difference = Math.abs(a - b);
      const part = partRow + Math.floor((x * PARTS) / width);
      sums[part] += difference;
      counts[part]++;
      total += difference;
      samples++;
    }
  }
  const most = sums.reduce(
    (greatest, sum, part) => (counts[part] > 0 ? Math.max(greatest, sum / counts[part]) : greatest),
    0,
  );
  return { mean: samples > 0 ? total / samples : 0, most };
}
