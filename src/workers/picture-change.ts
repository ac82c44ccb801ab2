import type { PictureChange } from "../shared/analysis";
import type { LumaSamples } from "../shared/luma-samples";
import type { WholeChange } from "../shared/scene-cuts";
import { type ToGrey, toGreyOf } from "./kernel/grey-levels";
import { partChange } from "./part-change";
import type { FrameSize } from "./protocol";

/** Counts up whenever {@link pictureChange} tells other numbers: analyses that are kept hold them. */
export const PICTURE_CHANGE_VERSION = 2;

/** The picture is looked at in this many parts a side. */
const SIDE = 8;
const PARTS = SIDE * SIDE;
/** About as many pixels are looked at, evenly spread: more of them would not change what can be said of a whole picture. */
const SAMPLES = 1 << 13;
const LEVELS = 256;

/** A part whose levels differ by no more than this is plain: a bar beside the picture, as noisy as compression leaves it. */
const PLAIN_RANGE = 12;
/** What is plain in both pictures and changes by less is the same in both. */
const PLAIN_CHANGE = 3;
/** So much of the parts that count must change: less than half, as a picture whose one half stands still has some on the border. */
const CHANGING_SHARE = 0.4;
/** Where fewer parts count, what changes in them is too small a part of the picture to be a change of the picture. */
const LEAST_COUNTING = 16;
/** A part that changes by less than this share of the change of the picture stands still beside it. */
const STILL_SHARE = 0.25;

// One measurement at a time: nothing of it lasts.
const firstSamples = new Uint8Array(4 * SAMPLES);
const secondSamples = new Uint8Array(4 * SAMPLES);
const sums = new Float64Array(PARTS);
const counts = new Int32Array(PARTS);
const ends = new Int32Array(PARTS);
const balance = new Int32Array(LEVELS);
const means = new Float64Array(PARTS);

/**
 * Measures how much a picture changes, from two luma planes of the same size (row by row, without padding). Large ones
 * are sampled: it takes a small part of a millisecond, whatever their size. Samples of 16 bits count as grey levels of their pair.
 */
export function pictureChange(first: LumaSamples, second: LumaSamples, size: FrameSize): PictureChange {
  return { ...wholeChange(first, second, size), partChange: partChange(first, second, size).most };
}

/** What of it tells of the picture as a whole, in half the time. */
export function wholeChange(first: LumaSamples, second: LumaSamples, size: FrameSize): WholeChange {
  sampleParts(first, second, size);
  const lumaDifference = changeOfMost();
  return { lumaDifference, histogramDistance: distanceWithin(STILL_SHARE * lumaDifference) };
}

/** Collects the samples of each part one after the other, and sums up how much each changes. */
function sampleParts(first: LumaSamples, second: LumaSamples, size: FrameSize): void {
  const { width, height } = size;
  const isBytes = first instanceof Uint8Array && second instanceof Uint8Array;
  const toGrey = isBytes ? null : toGreyOf(first, second, size);
  const step = Math.max(Math.round(Math.sqrt((width * height) / SAMPLES)), 1);
  const offset = step >> 1;
  sums.fill(0);
  counts.fill(0);
  const lefts = Array.from({ length: SIDE + 1 }, (_, column) => firstAt(column, width, step, offset));
  let place = 0;
  for (let part = 0; part < PARTS; part++) {
    const column = part % SIDE;
    const row = (part - column) / SIDE;
    const [left, right] = [lefts[column], lefts[column + 1]];
    const [top, bottom] = [firstAt(row, height, step, offset), firstAt(row + 1, height, step, offset)];
    const start = place;
    for (let y = top; y < bottom; y += step) {
      const [from, end] = [y * width + left, y * width + right];
      if (toGrey === null) sampleBytes(first, second, from, end, step, place, part);
      else sampleGrey(first, second, toGrey, from, end, step, place, part);
      place += Math.max(0, Math.ceil((right - left) / step));
    }
    counts[part] = place - start;
    ends[part] = place;
  }
}

function sampleBytes(
  first: LumaSamples,
  second: LumaSamples,
  from: number,
  end: number,
  step: number,
  place: number,
  part: number,
): void {
  let sum = 0;
  let to = place;
  for (let pixel = from; pixel < end; pixel += step) {
    const a = first[pixel];
    const b = second[pixel];
    firstSamples[to] = a;
    secondSamples[to] = b;
    to++;
    sum += a > b ? a - b : b - a;
  }
  sums[part] += sum;
}

/** The same of samples that become grey levels first. */
function sampleGrey(
  first: LumaSamples,
  second: LumaSamples,
  toGrey: ToGrey,
  from: number,
  end: number,
  step: number,
  place: number,
  part: number,
): void {
  let to = place;
  for (let pixel = from; pixel < end; pixel += step) {
    const a = toGrey(first[pixel]);
    const b = toGrey(second[pixel]);
    firstSamples[to] = a;
    secondSamples[to] = b;
    to++;
    sums[part] += a > b ? a - b : b - a;
  }
}

/** The first sample at or beyond the edge of a part. */
function firstAt(part: number, length: number, step: number, offset: number): number {
  const edge = Math.ceil((part * length) / SIDE);
  return edge <= offset ? offset : offset + Math.ceil((edge - offset) / step) * step;
}

/** What at least {@link CHANGING_SHARE} of the parts that count change by. */
function changeOfMost(): number {
  let counting = 0;
  let seen = 0;
  for (let part = 0; part < PARTS; part++) {
    if (counts[part] === 0) continue;
    seen++;
    const mean = sums[part] / counts[part];
    if (mean < PLAIN_CHANGE && isPlain(part)) continue;
    means[counting++] = mean;
  }
  const of = Math.max(counting, Math.min(LEAST_COUNTING, seen));
  const rank = Math.ceil(CHANGING_SHARE * of);
  if (rank > counting || counting === 0) return 0;
  means.subarray(0, counting).sort();
  return means[counting - rank];
}

/** True for a part without any structure, in either picture. */
function isPlain(part: number): boolean {
  const end = ends[part];
  let least = LEVELS;
  let greatest = 0;
  for (let place = end - counts[part]; place < end; place++) {
    const a = firstSamples[place];
    const b = secondSamples[place];
    if (a < least) least = a;
    if (a > greatest) greatest = a;
    if (b < least) least = b;
    if (b > greatest) greatest = b;
    if (greatest - least > PLAIN_RANGE) return false;
  }
  return true;
}

/**
 * Earth mover's distance of the histograms of those parts that change by more than `still`, in grey levels; in one dimension it
 * is the area between the cumulative histograms.
 */
function distanceWithin(still: number): number {
  balance.fill(0);
  let samples = 0;
  for (let part = 0; part < PARTS; part++) {
    const count = counts[part];
    if (count === 0 || sums[part] <= still * count) continue;
    samples += count;
    const end = ends[part];
    for (let place = end - count; place < end; place++) {
      balance[firstSamples[place]]++;
      balance[secondSamples[place]]--;
    }
  }
  if (samples === 0) return 0;
  let moved = 0;
  let surplus = 0;
  for (let level = 0; level < LEVELS; level++) {
    surplus += balance[level];
    moved += Math.abs(surplus);
  }
  return moved / samples;
}
