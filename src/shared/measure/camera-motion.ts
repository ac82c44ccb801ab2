import type { FieldPlanes } from "../overlay/field-planes";
import { cholesky, solveFactored } from "./solve-symmetric";

/**
 * What a camera may do from one frame to the next: shift the picture, turn and zoom it too (similarity), or move in space before something flat, or turn in place
 * (homography).
 */
export const CAMERA_MODELS = ["shift", "similarity", "homography"] as const;
export type CameraModel = (typeof CAMERA_MODELS)[number];

/**
 * The motion of the picture as a whole: what is at (x, y) comes to ((a x + b y + c) / w, (d x + e y + f) / w) with w = g x + h y + 1, in
 * lengths from the middle of the picture, in half of its longer side: a turn is one also where pixels are not square.
 */
export type CameraMotion = readonly [
  a: number,
  b: number,
  c: number,
  d: number,
  e: number,
  f: number,
  g: number,
  h: number,
];

/** The pixels of a picture, and the width of one by its height. */
export interface PictureGrid {
  readonly width: number;
  readonly height: number;
  readonly pixelAspect: number;
}

/** Vectors that are looked at, evenly spread, and of these such as guesses are judged by. */
const SAMPLES = 4000;
const JUDGES = 300;
/** With fewer, nothing can be said of the whole. */
const LEAST_SAMPLES = 24;
/** Guesses: with 200 of four vectors each, one has none of another motion, nearly for certain, where that is 40 of 100. */
const GUESSES = 200;
const ROUNDS = 8;
/** What is left of a motion that fits, in px: flows are not more exact. */
const LEAST_SCALE = 0.05;
/** Standard deviations in a median absolute deviation. */
const OF_MEDIAN = 1.4826;

/**
 * The motion that most reliable vectors agree on, as long as more than half of them do: of guesses from a few vectors each that with the
 * least median of misses (Rousseeuw 1984), then least squares, weighed anew in each round by how far a vector is off (Geman and
 * McClure's weights). The same field gives the same motion.
 *
 * @param minimumReliability of the vectors that are looked at
 * @returns null where too little is reliable
 */
export function cameraMotion(
  field: FieldPlanes,
  grid: PictureGrid,
  model: CameraModel,
  minimumReliability: number,
): CameraMotion | null {
  const samples = sampled(field, grid, minimumReliability);
  if (samples.length < LEAST_SAMPLES) return null;
  let motion = bestGuess(samples, model);
  for (let round = 0; round < ROUNDS && motion !== null; round++) {
    const misses = missesOf(motion, samples);
    const scale = Math.max(LEAST_SCALE / unitOf(grid), 2 * OF_MEDIAN * middle(misses));
    const weights = misses.map((miss) => (1 + (miss / scale) ** 2) ** -2);
    motion = solve(samples, weights, model, motion);
  }
  return motion;
}

function bestGuess(samples: readonly Sample[], model: CameraModel): CameraMotion | null {
  const random = randomOf(samples.length);
  const judges = Array.from({ length: JUDGES }, () => samples[random(samples.length)]);
  let best: CameraMotion | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (let guess = 0; guess < GUESSES; guess++) {
    const few = Array.from({ length: VECTORS[model] }, () => samples[random(samples.length)]);
    const motion = solve(few, [1, 1, 1, 1], model, STILL);
    const miss = motion === null ? Number.NaN : middle(missesOf(motion, judges));
    if (miss < least) [least, best] = [miss, motion];
  }
  return best;
}

const STILL: CameraMotion = [1, 0, 0, 0, 1, 0, 0, 0];
/** Vectors that decide a motion. */
const VECTORS = { shift: 1, similarity: 2, homography: 4 } as const satisfies Record<CameraModel, number>;

/** Whole numbers below a limit, the same ones for the same seed. */
function randomOf(seed: number): (limit: number) => number {
  let state = seed >>> 0;
  return (limit) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * limit);
  };
}

function missesOf(motion: CameraMotion, samples: readonly Sample[]): readonly number[] {
  return samples.map((sample) => missOf(motion, sample));
}

function solve(
  samples: readonly Sample[],
  weights: readonly number[],
  model: CameraModel,
  before: CameraMotion,
): CameraMotion | null {
  return model === "shift" ? meanShift(samples, weights) : fitted(samples, weights, model, before);
}

/** The displacement of a pixel by the motion, in pixels. */
export function cameraVector(
  [a, b, c, d, e, f, g, h]: CameraMotion,
  grid: PictureGrid,
  [column, row]: readonly [number, number],
): readonly [u: number, v: number] {
  const { width, height, pixelAspect } = grid;
  const unit = unitOf(grid);
  const [x, y] = [(pixelAspect * (column - (width - 1) / 2)) / unit, (row - (height - 1) / 2) / unit];
  const w = g * x + h * y + 1;
  return [(unit * ((a * x + b * y + c) / w - x)) / pixelAspect, unit * ((d * x + e * y + f) / w - y)];
}

/** Takes the motion out of a field, in place. */
export function withoutCamera({ u, v }: FieldPlanes, grid: PictureGrid, motion: CameraMotion): void {
  const [a, b, c, d, e, f, g, h] = motion;
  const { width, height, pixelAspect } = grid;
  const unit = unitOf(grid);
  const [left, top] = [(pixelAspect * -(width - 1)) / 2 / unit, -(height - 1) / 2 / unit];
  for (let row = 0, at = 0; row < height; row++) {
    const y = top + row / unit;
    for (let column = 0; column < width; column++, at++) {
      const x = left + (pixelAspect * column) / unit;
      const w = g * x + h * y + 1;
      u[at] -= (unit * ((a * x + b * y + c) / w - x)) / pixelAspect;
      v[at] -= unit * ((d * x + e * y + f) / w - y);
    }
  }
}

/** What a motion does to the middle of the picture: degrees from x towards y, and by how many times it grows. */
export function turnAndZoom([a, b, c, d, e, f, g, h]: CameraMotion): {
  readonly turn: number;
  readonly zoom: number;
} {
  // Derivatives of the map at the middle, where w is 1.
  const [xx, xy, yx, yy] = [a - c * g, b - c * h, d - f * g, e - f * h];
  return {
    turn: (Math.atan2(yx - xy, xx + yy) * 180) / Math.PI,
    zoom: Math.sqrt(Math.abs(xx * yy - xy * yx)),
  };
}

/** A vector, in half sides of the picture from its middle. */
interface Sample {
  readonly x: number;
  readonly y: number;
  readonly toX: number;
  readonly toY: number;
}

function unitOf({ width, height, pixelAspect }: PictureGrid): number {
  return Math.max(pixelAspect * width, height) / 2;
}

function sampled({ u, v, reliability }: FieldPlanes, grid: PictureGrid, minimum: number): readonly Sample[] {
  const { width, height, pixelAspect } = grid;
  const step = Math.max(1, Math.floor(Math.sqrt((width * height) / SAMPLES)));
  const unit = unitOf(grid);
  const samples: Sample[] = [];
  for (let row = step >> 1; row < height; row += step) {
    for (let column = step >> 1; column < width; column += step) {
      const at = row * width + column;
      if (!(reliability[at] >= minimum && Number.isFinite(u[at] + v[at]))) continue;
      const [x, y] = [(pixelAspect * (column - (width - 1) / 2)) / unit, (row - (height - 1) / 2) / unit];
      samples.push({ x, y, toX: x + (pixelAspect * u[at]) / unit, toY: y + v[at] / unit });
    }
  }
  return samples;
}

function missOf([a, b, c, d, e, f, g, h]: CameraMotion, { x, y, toX, toY }: Sample): number {
  const w = g * x + h * y + 1;
  return Math.hypot((a * x + b * y + c) / w - toX, (d * x + e * y + f) / w - toY);
}

function meanShift(samples: readonly Sample[], weights: readonly number[]): CameraMotion {
  let [sum, u, v] = [0, 0, 0];
  for (const [at, { x, y, toX, toY }] of samples.entries()) {
    sum += weights[at];
    u += weights[at] * (toX - x);
    v += weights[at] * (toY - y);
  }
  return [1, 0, u / sum, 0, 1, v / sum, 0, 0];
}

/** Equations of one sample: rows of the unknowns, and what they make up. */
type Equations = (sample: Sample) => readonly (readonly [row: readonly number[], right: number])[];

const EQUATIONS: Readonly<Record<Exclude<CameraModel, "shift">, Equations>> = {
  // x' = p x - q y + c, y' = q x + p y + f
  similarity: ({ x, y, toX, toY }) => [
    [[x, -y, 1, 0], toX],
    [[y, x, 0, 1], toY],
  ],
  // Multiplied by w, whose weight is that of the round before.
  homography: ({ x, y, toX, toY }) => [
    [[x, y, 1, 0, 0, 0, -x * toX, -y * toX], toX],
    [[0, 0, 0, x, y, 1, -x * toY, -y * toY], toY],
  ],
};

function fitted(
  samples: readonly Sample[],
  weights: readonly number[],
  model: Exclude<CameraModel, "shift">,
  [, , , , , , g, h]: CameraMotion,
): CameraMotion | null {
  const order = model === "similarity" ? 4 : 8;
  const normal = new Float64Array(order * order);
  const right = new Float64Array(order);
  for (const [at, sample] of samples.entries()) {
    const weight = weights[at] / (g * sample.x + h * sample.y + 1) ** 2;
    for (const [row, value] of EQUATIONS[model](sample)) {
      for (let i = 0; i < order; i++) {
        right[i] += weight * row[i] * value;
        for (let j = 0; j <= i; j++) normal[i * order + j] += weight * row[i] * row[j];
      }
    }
  }
  const factor = cholesky(normal, order);
  if (factor === null) return null;
  solveFactored(factor, right);
  const [p, q, c, f, e, third, slopeX, slopeY] = right;
  return model === "similarity" ? [p, -q, c, q, p, f, 0, 0] : [p, q, c, f, e, third, slopeX, slopeY];
}

function middle(values: readonly number[]): number {
  const sorted = Float64Array.from(values).sort();
  return sorted[sorted.length >> 1];
}
