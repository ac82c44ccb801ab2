import type { LumaSamples } from "../shared/luma-samples";
import { type ToGrey, toGreyOf } from "./kernel/grey-levels";
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

// One measurement at a time: nothing of it lasts.
const sums = new Float64Array(PARTS * PARTS);
const counts = new Int32Array(PARTS * PARTS);

/** Measures two luma planes of the same size (row by row, without padding). Takes about as long whatever their size. */
export function partChange(first: LumaSamples, second: LumaSamples, size: FrameSize): PartChange {
  const { width, height } = size;
  const isBytes = first instanceof Uint8Array && second instanceof Uint8Array;
  const toGrey = isBytes ? null : toGreyOf(first, second, size);
  const stepX = Math.max(1, Math.floor(width / SAMPLES_A_SIDE));
  const stepY = Math.max(1, Math.floor(height / SAMPLES_A_SIDE));
  sums.fill(0);
  counts.fill(0);
  let total = 0;
  let samples = 0;
  for (let y = stepY >> 1; y < height; y += stepY) {
    const line = y * width;
    let part = Math.floor((y * PARTS) / height) * PARTS;
    let x = stepX >> 1;
    for (let column = 1; column <= PARTS; column++, part++) {
      const wide = Math.ceil((Math.ceil((column * width) / PARTS) - x) / stepX);
      if (wide <= 0) continue;
      const from = line + x;
      const end = from + wide * stepX;
      // Of bytes the sums are whole numbers: in whatever order they are added up, they are the same.
      if (toGrey === null) {
        const sum = differencesOfBytes(first, second, from, end, stepX);
        sums[part] += sum;
        total += sum;
      } else {
        total = addDifferences(first, second, toGrey, from, end, stepX, part, total);
      }
      counts[part] += wide;
      samples += wide;
      x += wide * stepX;
    }
  }
  let most = 0;
  for (const [part, sum] of sums.entries()) {
    if (counts[part] > 0) most = Math.max(most, sum / counts[part]);
  }
  return { mean: samples > 0 ? total / samples : 0, most };
}

function differencesOfBytes(
  first: LumaSamples,
  second: LumaSamples,
  from: number,
  end: number,
  step: number,
): number {
  let sum = 0;
  for (let place = from; place < end; place += step) {
    const difference = first[place] - second[place];
    sum += difference < 0 ? -difference : difference;
  }
  return sum;
}

/** Adds up the differences to those of a part, and to a total, which it returns. */
function addDifferences(
  first: LumaSamples,
  second: LumaSamples,
  toGrey: ToGrey,
  from: number,
  end: number,
  step: number,
  part: number,
  total: number,
): number {
  let all = total;
  for (let place = from; place < end; place += step) {
    const difference = Math.abs(toGrey(first[place]) - toGrey(second[place]));
    sums[part] += difference;
    all += difference;
  }
  return all;
}
