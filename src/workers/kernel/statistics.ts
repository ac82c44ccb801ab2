import type { FigureChoice } from "../../shared/figures";
import { type FlowParameters, isSingleScale } from "../../shared/flow";
import { DIRECTION_BINS, type FlowSummary } from "../../shared/flow-report";
import { RELIABILITY_THRESHOLD } from "../../shared/reliability";
import type { FlowJob } from "../protocol";
import { maskedPixels } from "../treated-pixels";
import { rowsOf } from "./bands";
import { contrastOfFirst } from "./frame-contrast";
import { planesOf } from "./planes";
import type { WasmKernels } from "./wasm-kernels";
import { rowSumsOf, scratchOf, statisticsOf } from "./workspace";

/** What a field is of, and which of its pixels its figures are over. */
export type FieldOrigin = Pick<
  FlowJob,
  "width" | "height" | "field" | "parameters" | "figures" | "workspace" | "bands"
>;

/**
 * Pixels whose flow is longer than this count as moving, in px/frame: well below any motion that one looks for, and
 * above the flow that the noise of a still camera makes in textured places. Direction means nothing below it.
 */
export const MOVING_SPEED = 0.05;
const MOVING_SQUARE = MOVING_SPEED * MOVING_SPEED;

/** Offsets and bins of assembly/statistics.ts. */
const TOTALS = { u: 0, v: 1, speed: 2, maxSquare: 3, length: 4 };
const COUNTS_OFFSET = 32;
const COUNTS = { reliable: 0, moving: 1, maxX: 2, maxY: 3, length: 4 };
const DIRECTIONS_OFFSET = 64;
const BINS_OF_OCTAVE = 256;
const SMALLEST_SQUARE = 2 ** -20;
const SPEED_BINS = 40 * BINS_OF_OCTAVE;

/** Where the rows of a band are counted: addresses in the workspace. */
export interface Count {
  /** Sums of every row of the field. */
  readonly rows: number;
  /** The band's block of assembly/statistics.ts. */
  readonly block: number;
}

/** Makes ready to count the rows of a band. */
export function beginCount(kernels: WasmKernels, origin: FieldOrigin, band: number): Count {
  const { workspace, bands } = origin;
  const block = statisticsOf(kernels, workspace, band);
  const { threshold, all } = countingOf(origin);
  kernels.call.beginStatistics(block, threshold, all, MOVING_SQUARE);
  return { rows: rowSumsOf(kernels, workspace, bands), block };
}

/** Counts the rows of a band, whose flow and reliability have been computed. */
export function countBand(kernels: WasmKernels, origin: FieldOrigin, band: number): void {
  const { width, height, bands, parameters } = origin;
  const { u, v, reliability } = planesOf(origin);
  const { rows, block } = beginCount(kernels, origin, band);
  const [from, to] = rowsOf(height, band, bands);
  kernels.call.countRows(u, v, reliability, width, height, marginOf(parameters), from, to, rows, block);
}

/** The threshold as the kernels need it: above 0. Where every pixel reaches it, nobody asks for what they have counted. */
function thresholdOf({ minimumReliability }: FigureChoice): number {
  return minimumReliability > 0 ? minimumReliability : RELIABILITY_THRESHOLD.max;
}
/** Above the reliability of what counts nowhere, and below that of all else. */
const ANY_RELIABILITY = -0.5;

/** Of a treated field not even all pixels are all. */
function countingOf({ figures, parameters }: Pick<FieldOrigin, "figures" | "parameters">): {
  readonly threshold: number;
  readonly all: boolean;
} {
  const all = countsAll(figures);
  if (all && parameters.treatment !== undefined) return { threshold: ANY_RELIABILITY, all: false };
  return { threshold: thresholdOf(figures), all };
}

/** A threshold that every pixel reaches leaves no choice. */
function countsAll({ figurePixels, minimumReliability }: FigureChoice): boolean {
  return figurePixels === "all" || minimumReliability <= 0;
}

/**
 * Summary of a field all of whose bands have been counted, over the pixels of its valid region that count. Means are off by at
 * most 2^-20 of those of the magnitudes. Percentiles come from a histogram of squared speeds: the centre of a bin is
 * within 1/512 of the squares in it, that is within 1/1000 of the speeds. The maximum and its place are exact. Nothing
 * depends on the number of bands.
 */
export function summarise(kernels: WasmKernels, origin: FieldOrigin): FlowSummary {
  const { width, height, parameters, figures, workspace, bands } = origin;
  const margin = marginOf(parameters);
  const pixels = Math.max(0, width - 2 * margin) * Math.max(0, height - 2 * margin);
  if (pixels === 0) return nothingOf(figures);
  const at = statisticsOf(kernels, workspace, 0);
  kernels.call.mergeStatistics(at, bands, rowSumsOf(kernels, workspace, bands), margin, height - margin);
  const { treatment } = parameters;
  if (treatment === undefined) return summaryAt(kernels, at, pixels, figures);
  const left = pixels - maskedPixels(treatment.mask, origin, margin);
  return left <= 0 ? nothingOf(figures) : treatedSummaryAt(kernels, at, left, origin);
}

/** The summary of a field of which some pixels count nowhere; the shares are of those that are not masked. */
function treatedSummaryAt(kernels: WasmKernels, at: number, left: number, origin: FieldOrigin): FlowSummary {
  const { figures } = origin;
  const counted = kernels.integers(at + COUNTS_OFFSET, COUNTS.length)[COUNTS.reliable];
  const all = countsAll(figures);
  const summary = summaryAt(kernels, at, all ? Math.max(counted, 1) : left, figures);
  if (!all) return summary;
  const reliablePixels = figures.minimumReliability > 0 ? reliableIn(kernels, origin) : counted;
  const reliable = { reliablePixels, reliableShare: reliablePixels / left };
  return counted === 0 ? { ...nothingOf(figures), ...reliable } : { ...summary, ...reliable };
}

/** What does not count is below any threshold, the margin of a treated field too. */
function reliableIn(kernels: WasmKernels, origin: FieldOrigin): number {
  const { width, height, figures } = origin;
  let count = 0;
  for (const value of kernels.floats(planesOf(origin).reliability, width * height))
    if (value >= figures.minimumReliability) count++;
  return count;
}

/**
 * The same of a pair of frames by `lucas-kanade`, whose field nobody needs.
 *
 * @param directions whether to count them, which takes a fifth of the time; else there are none in the summary
 */
export function summariseLucasKanade(
  kernels: WasmKernels,
  pair: Omit<FieldOrigin, "field" | "bands"> & Pick<FlowJob, "first" | "second">,
  directions: boolean,
): FlowSummary {
  const { width, height, parameters, figures, workspace, first, second } = pair;
  const at = statisticsOf(kernels, workspace, 0);
  const { windowRadius } = parameters;
  const margin = windowRadius + 1;
  const { call } = kernels;
  call.beginStatistics(at, thresholdOf(figures), countsAll(figures), directions ? MOVING_SQUARE : -1);
  const summariseRows = first.bits === 16 ? call.deepLucasKanadeSummary : call.lucasKanadeSummary;
  summariseRows(
    first.byteOffset,
    second.byteOffset,
    width,
    height,
    windowRadius,
    contrastOfFirst(kernels, pair),
    at,
    scratchOf(kernels, workspace, parameters, { width, height }, 1, 0),
  );
  call.mergeStatistics(at, 1, 0, 0, 0);
  const summary = summaryAt(kernels, at, (width - 2 * margin) * (height - 2 * margin), figures);
  return directions ? summary : { ...summary, directions: [] };
}

/** The summary in a merged block of a valid region of `valid` pixels, at least one. */
function summaryAt(kernels: WasmKernels, at: number, valid: number, figures: FigureChoice): FlowSummary {
  const totals = kernels.doubles(at, TOTALS.length);
  const counts = kernels.integers(at + COUNTS_OFFSET, COUNTS.length);
  const directions = kernels.integers(at + DIRECTIONS_OFFSET, DIRECTION_BINS);
  const speeds = kernels.integers(at + kernels.speedsOffset, SPEED_BINS);
  const reliablePixels = figures.minimumReliability > 0 ? counts[COUNTS.reliable] : valid;
  const pixels = countsAll(figures) ? valid : reliablePixels;
  const reliable = { reliablePixels, reliableShare: reliablePixels / valid };
  if (pixels === 0) return { ...nothingOf(figures), ...reliable };
  const maxSpeed = Math.sqrt(totals[TOTALS.maxSquare]);
  const moving = counts[COUNTS.moving];
  const [p999Speed, p95Speed, medianSpeed] = speedsBelow(
    speeds,
    [1000, 20, 2].map((part) => Math.floor(pixels / part)),
  ).map((speed) => Math.min(speed, maxSpeed));
  return {
    figures,
    pixels,
    meanU: totals[TOTALS.u] / pixels,
    meanV: totals[TOTALS.v] / pixels,
    meanSpeed: totals[TOTALS.speed] / pixels,
    ...{ medianSpeed, p95Speed, p999Speed },
    maxSpeed,
    maxSpeedX: maxSpeed > 0 ? counts[COUNTS.maxX] : -1,
    maxSpeedY: maxSpeed > 0 ? counts[COUNTS.maxY] : -1,
    ...reliable,
    directions: Array.from(directions, (count) => (moving === 0 ? 0 : count / moving)),
  };
}

/** Where the window does not fit, the single-scale methods say nothing; dense-pyramidal speaks of every pixel. */
export function marginOf({ method, windowRadius }: FlowParameters): number {
  return isSingleScale(method) ? windowRadius + 1 : 0;
}

/** Of a field no pixel of which counts. */
function nothingOf(figures: FigureChoice): FlowSummary {
  return {
    figures,
    pixels: 0,
    meanU: Number.NaN,
    meanV: Number.NaN,
    meanSpeed: Number.NaN,
    medianSpeed: Number.NaN,
    p95Speed: Number.NaN,
    p999Speed: Number.NaN,
    maxSpeed: Number.NaN,
    maxSpeedX: -1,
    maxSpeedY: -1,
    reliablePixels: 0,
    reliableShare: 0,
    directions: new Array<number>(DIRECTION_BINS).fill(0),
  };
}

/** The speeds that all but so many of the counted pixels do not exceed: `above`, rising. One walk, as there are thousands of bins. */
function speedsBelow(speeds: Int32Array, above: readonly number[]): readonly number[] {
  let passed = 0;
  let bin = SPEED_BINS - 1;
  return above.map((most) => {
    while (bin > 0 && passed + speeds[bin] <= most) {
      passed += speeds[bin];
      bin--;
    }
    // The first bin stands for all that is below it, too, and has what does not count.
    return bin === 0 ? 0 : Math.sqrt((lowerBound(bin) + lowerBound(bin + 1)) / 2);
  });
}

/** Smallest squared speed of a bin: octaves, each cut into equal steps. */
function lowerBound(bin: number): number {
  const octave = Math.floor(bin / BINS_OF_OCTAVE);
  return SMALLEST_SQUARE * 2 ** octave * (1 + (bin % BINS_OF_OCTAVE) / BINS_OF_OCTAVE);
}
