import {
  DEFAULT_DENSE_PRESET,
  DEFAULT_FLOW_PARAMETERS,
  DENSE_LIMITS,
  DENSE_PRESET_PARAMETERS,
  type DensePreset,
  type FlowParameters,
  WINDOW_RADIUS,
} from "../../shared/flow";
import type { FlowSuggestion, PairMeasurement } from "../../shared/suggestion";

/** Slower than this is noise of the measurement rather than motion, px/frame. */
const STILL = 0.05;
/**
 * Lucas-Kanade linearises the picture once: that holds for about a pixel, the shortest distance over which a sampled
 * texture can rise and fall. Where 95 % of the motion is within that, one scale is enough.
 */
const SINGLE_SCALE_SPEED = 1;
/** But only where the rest is not much faster: things of a few pixels per frame would be lost. */
const SINGLE_SCALE_MAXIMUM = 2;
/** What moves up to two pixels moves up to one at half the size, which is where the preset `fast` ends. */
const FAST_SPEED = 2;
/** Motions of many pixels may be lost by a pyramid; `accurate` searches for them. */
const ACCURATE_SPEED = 16;
/** Standard deviations in grey levels from which noise matters: compressed movies have about one. */
const NOISE = 2.5;
const STRONG_NOISE = 6;
/** Below this share of pixels with texture, windows have to reach to where there is some: the aperture problem. */
const BARE_SHARE = 0.5;
/** A pyramid that ends no sooner than this costs next to nothing more, and stands up to a guess that was too low. */
const COARSEST_SIDE = 64;
const DEFAULT_SIDE = DEFAULT_FLOW_PARAMETERS.dense.smallestSide;

/**
 * What to compute the flow of a movie with, given what some of its pairs were measured to have.
 *
 * - The sample speaks by its second fastest pair, where there are enough of them: a cut between two frames of a pair looks
 *   like a very fast motion, and is rare.
 * - Method: a single scale where it holds; the preset `fast` where half the size makes it hold; `accurate` for motions
 *   of many pixels; `balanced` for all others.
 * - Pyramid: as many levels as bring the largest motion down to about a pixel at the coarsest one.
 * - Window: its error falls with its side (n pixels average noise by sqrt(n)), so it grows with noise; and with the share
 *   of pixels that see no texture by themselves.
 */
export function suggestFlow(
  measured: readonly PairMeasurement[],
  size: { readonly width: number; readonly height: number },
): FlowSuggestion {
  const found = summarise(measured);
  const still = !(found.p95Speed >= STILL);
  const noisy = found.noise >= NOISE;
  const bare = found.reliableShare < BARE_SHARE;
  const facts = { found, pairs: measured.length, still, noisy, bare };
  if (still) {
    return {
      ...facts,
      flow: DEFAULT_FLOW_PARAMETERS,
      preset: DEFAULT_DENSE_PRESET,
      levels: pyramidLevels(size, DEFAULT_SIDE),
    };
  }
  const singleScale =
    !noisy && found.p95Speed <= SINGLE_SCALE_SPEED && found.maxSpeed <= SINGLE_SCALE_MAXIMUM;
  if (singleScale) {
    const windowRadius = Math.min(WINDOW_RADIUS.default + 1 + (bare ? 3 : 0), WINDOW_RADIUS.max);
    const flow: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius };
    return { ...facts, flow, preset: DEFAULT_DENSE_PRESET, levels: 1 };
  }
  const preset = presetFor(found, noisy);
  const base = DENSE_PRESET_PARAMETERS[preset];
  const smallestSide = smallestSideFor(largestMotion(found), size);
  const windowRadius = Math.min(
    base.windowRadius + (noisy ? 2 : 0) + (found.noise >= STRONG_NOISE ? 3 : 0) + (bare ? 2 : 0),
    DENSE_LIMITS.windowRadius.max,
  );
  const flow: FlowParameters = {
    ...DEFAULT_FLOW_PARAMETERS,
    method: "dense-pyramidal",
    dense: { ...base, smallestSide, windowRadius },
  };
  return { ...facts, flow, preset, levels: pyramidLevels(size, smallestSide) };
}

function presetFor({ p95Speed }: PairMeasurement, noisy: boolean): DensePreset {
  if (p95Speed > ACCURATE_SPEED) return "accurate";
  return p95Speed <= FAST_SPEED && !noisy ? "fast" : "balanced";
}

/** The fastest pixel of a pair is often a mistake: it counts up to four times the speed of the fast ones. */
function largestMotion({ p95Speed, maxSpeed }: PairMeasurement): number {
  return Math.max(p95Speed, Math.min(maxSpeed, 4 * p95Speed));
}

/** The largest power of two, up to {@link COARSEST_SIDE}, that leaves levels enough for this motion; else the least. */
function smallestSideFor(motion: number, size: { width: number; height: number }): number {
  const wanted = 1 + Math.max(Math.ceil(Math.log2(motion)), 0);
  let side = COARSEST_SIDE;
  while (side > DENSE_LIMITS.smallestSide.min && pyramidLevels(size, side) < wanted) side /= 2;
  return side;
}

/** Most levels of a pyramid; that of the kernel. */
const MAX_LEVELS = 12;

/** Levels of a pyramid that is halved, rounding up, until the smaller side would fall below `smallestSide`. */
export function pyramidLevels(
  { width, height }: { readonly width: number; readonly height: number },
  smallestSide: number,
): number {
  let [levels, side] = [1, Math.min(width, height)];
  while (levels < MAX_LEVELS && Math.ceil(side / 2) >= smallestSide) {
    side = Math.ceil(side / 2);
    levels++;
  }
  return levels;
}

function summarise(measured: readonly PairMeasurement[]): PairMeasurement {
  const column = (name: keyof PairMeasurement): number[] =>
    measured
      .map((pair) => pair[name])
      .filter(Number.isFinite)
      .sort((a, b) => a - b);
  return {
    p95Speed: upper(column("p95Speed")),
    maxSpeed: upper(column("maxSpeed")),
    reliableShare: median(column("reliableShare")),
    noise: median(column("noise")),
  };
}

/** From this many pairs on the one that stands out is left out. */
const ENOUGH_PAIRS = 5;

/** The second largest of many, the largest of few; 0 of none. */
function upper(rising: readonly number[]): number {
  return rising.at(rising.length >= ENOUGH_PAIRS ? -2 : -1) ?? 0;
}

function median(rising: readonly number[]): number {
  return rising[rising.length >> 1] ?? 0;
}
