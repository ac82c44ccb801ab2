import { DIRECTION_BINS, type FlowSummary, isSingleScale, RELIABILITY_THRESHOLD } from "../../shared/flow";
import type { FlowJob } from "../protocol";
import { planesOf } from "./planes";
import type { WasmKernels } from "./wasm-kernels";
import { statisticsOf } from "./workspace";

/** What a field is of. */
export type FieldOrigin = Pick<FlowJob, "width" | "height" | "field" | "parameters" | "workspace">;

/**
 * Pixels whose flow is longer than this count as moving, in px/frame: well below any motion that one looks for, and
 * above the flow that the noise of a still camera makes in textured places. Direction means nothing below it.
 */
export const MOVING_SPEED = 0.05;

/** Offsets and bins of assembly/statistics.ts. */
const TOTALS = { u: 0, v: 1, speed: 2, maxSquare: 3, length: 4 };
const COUNTS_OFFSET = 32;
const COUNTS = { reliable: 0, moving: 1, length: 2 };
const DIRECTIONS_OFFSET = 64;
const SPEEDS_OFFSET = DIRECTIONS_OFFSET + 1024;
const BINS_OF_OCTAVE = 256;
const SMALLEST_SQUARE = 2 ** -20;
const SPEED_BINS = 40 * BINS_OF_OCTAVE;

/**
 * Summary of a field over its valid region. Median and 95th percentile come from a histogram of squared speeds: the
 * centre of a bin is within 1/512 of the squares in it, that is within 1/1000 of the speeds. All is 0 where the valid
 * region is empty.
 */
export function summarise(kernels: WasmKernels, origin: FieldOrigin): FlowSummary {
  const { width, height, parameters, workspace } = origin;
  // Where the window does not fit, the single-scale methods say nothing; dense-pyramidal speaks of every pixel.
  const margin = isSingleScale(parameters.method) ? parameters.windowRadius + 1 : 0;
  const pixels = Math.max(0, width - 2 * margin) * Math.max(0, height - 2 * margin);
  if (pixels === 0) return NOTHING;
  const { u, v, reliability } = planesOf(origin);
  const at = statisticsOf(workspace);
  const movingSquare = MOVING_SPEED * MOVING_SPEED;
  const threshold = RELIABILITY_THRESHOLD.default;
  kernels.call.fieldStatistics(u, v, reliability, width, height, margin, threshold, movingSquare, at);
  const totals = kernels.doubles(at, TOTALS.length);
  const counts = kernels.integers(at + COUNTS_OFFSET, COUNTS.length);
  const directions = kernels.integers(at + DIRECTIONS_OFFSET, DIRECTION_BINS);
  const speeds = kernels.integers(at + SPEEDS_OFFSET, SPEED_BINS);
  const maxSpeed = Math.sqrt(totals[TOTALS.maxSquare]);
  const moving = counts[COUNTS.moving];
  return {
    meanU: totals[TOTALS.u] / pixels,
    meanV: totals[TOTALS.v] / pixels,
    meanSpeed: totals[TOTALS.speed] / pixels,
    medianSpeed: Math.min(percentile(speeds, pixels - Math.ceil(0.5 * pixels)), maxSpeed),
    p95Speed: Math.min(percentile(speeds, pixels - Math.ceil(0.95 * pixels)), maxSpeed),
    maxSpeed,
    reliableShare: counts[COUNTS.reliable] / pixels,
    directions: Array.from(directions, (count) => (moving === 0 ? 0 : count / moving)),
  };
}

const NOTHING: FlowSummary = {
  meanU: 0,
  meanV: 0,
  meanSpeed: 0,
  medianSpeed: 0,
  p95Speed: 0,
  maxSpeed: 0,
  reliableShare: 0,
  directions: new Array<number>(DIRECTION_BINS).fill(0),
};

/** The speed that all but `above` of the counted pixels do not exceed. */
function percentile(speeds: Int32Array, above: number): number {
  let remaining = above;
  let bin = SPEED_BINS - 1;
  while (bin > 0 && speeds[bin] <= remaining) {
    remaining -= speeds[bin];
    bin--;
  }
  // The first bin also holds all that is below it.
  return bin === 0 ? 0 : Math.sqrt((lowerBound(bin) + lowerBound(bin + 1)) / 2);
}

/** Smallest squared speed of a bin: octaves, each cut into equal steps. */
function lowerBound(bin: number): number {
  const octave = Math.floor(bin / BINS_OF_OCTAVE);
  return SMALLEST_SQUARE * 2 ** octave * (1 + (bin % BINS_OF_OCTAVE) / BINS_OF_OCTAVE);
}
