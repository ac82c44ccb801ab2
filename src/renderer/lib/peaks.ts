/** A local maximum of a series. */
export interface Peak {
  readonly frame: number;
  /**
   * How far the series comes down on either side before it rises higher than here, on the side where that is less: what a
   * walker has to climb down from a summit on the way to a higher one. Small wiggles have little, however high they lie.
   */
  readonly prominence: number;
}

/** Of the greatest value: less prominence is none that anybody looks for. */
const LEAST_SHARE = 0.1;
/** Times the usual difference of neighbours: less prominence may be noise of the figures. */
const NOISE_FACTOR = 4;
/** Of the greatest value: where neighbours differ by that much, it is not noise. */
const MOST_NOISE = 0.35;

/** The frame with the greatest value, the first one of several; null where no frame has a value. */
export function greatestFrame(values: ArrayLike<number>, length: number): number | null {
  let greatest: number | null = null;
  for (let frame = 0; frame < length; frame += 1) {
    const value = values[frame] ?? Number.NaN;
    if (!Number.isNaN(value) && (greatest === null || value > (values[greatest] ?? 0))) greatest = frame;
  }
  return greatest;
}

/**
 * The frames where a series has a peak, rising: those that stand out from what is around them by a tenth of the greatest value and by
 * four times the usual step from one frame to the next (but no more than a third of the greatest), whichever is more. Frames without a number part the series: what lies
 * on either side of a scene cut is not compared.
 */
export function peakFrames(values: ArrayLike<number>, length: number): readonly number[] {
  const greatest = greatestFrame(values, length);
  if (greatest === null) return [];
  const top = values[greatest] ?? 0;
  const noise = Math.min(NOISE_FACTOR * usualStep(values, length), MOST_NOISE * top);
  const least = Math.max(LEAST_SHARE * top, noise);
  return stretches(values, length)
    .flatMap(([first, last]) => peaksWithin(values, first, last))
    .filter(({ prominence }) => prominence > 0 && prominence >= least)
    .map(({ frame }) => frame);
}

/** Median of the differences between neighbours; 0 where there are none. */
function usualStep(values: ArrayLike<number>, length: number): number {
  const steps: number[] = [];
  for (let frame = 0; frame + 1 < length; frame += 1) {
    const step = Math.abs((values[frame + 1] ?? Number.NaN) - (values[frame] ?? Number.NaN));
    if (!Number.isNaN(step)) steps.push(step);
  }
  steps.sort((a, b) => a - b);
  return steps[steps.length >> 1] ?? 0;
}

/** First and last frame of each run of numbers. */
function stretches(values: ArrayLike<number>, length: number): readonly (readonly [number, number])[] {
  const runs: (readonly [number, number])[] = [];
  let first: number | null = null;
  for (let frame = 0; frame <= length; frame += 1) {
    const known = frame < length && !Number.isNaN(values[frame] ?? Number.NaN);
    if (known) first ??= frame;
    else if (first !== null) {
      runs.push([first, frame - 1]);
      first = null;
    }
  }
  return runs;
}

/** The local maxima of a run; of a plateau its first frame. */
function peaksWithin(values: ArrayLike<number>, first: number, last: number): readonly Peak[] {
  const before = waysBack(values, first, last, 1);
  const after = waysBack(values, last, first, -1);
  const peaks: Peak[] = [];
  for (let frame = first; frame <= last; frame += 1) {
    const value = values[frame] ?? Number.NaN;
    if (frame > first && values[frame - 1] === value) continue;
    const ways = [before[frame - first], after[last - frame]].filter((way) => way !== undefined);
    const toHigher = ways.filter((way) => way.leadsHigher).map((way) => way.lowest);
    // Nothing of the run is higher than its summit, which stands above all of it.
    const base = toHigher.length > 0 ? Math.max(...toHigher) : Math.min(...ways.map((way) => way.lowest));
    peaks.push({ frame, prominence: value - base });
  }
  return peaks;
}

/** The way from a frame back to the nearest higher one, or to where the walk began. */
interface WayBack {
  /** The lowest value on it, the frame's own included. */
  readonly lowest: number;
  readonly leadsHigher: boolean;
}

/** @returns in the order of the walk */
function waysBack(values: ArrayLike<number>, from: number, to: number, step: 1 | -1): readonly WayBack[] {
  const ways: WayBack[] = [];
  // Those that came by and are higher than all since, each with the lowest value before it back to the one before it here.
  const higher: { readonly value: number; readonly lowest: number }[] = [];
  for (let frame = from; frame !== to + step; frame += step) {
    const value = values[frame] ?? Number.NaN;
    let lowest = value;
    for (let top = higher.at(-1); top !== undefined && top.value <= value; top = higher.at(-1)) {
      lowest = Math.min(lowest, top.lowest);
      higher.pop();
    }
    ways.push({ lowest, leadsHigher: higher.length > 0 });
    higher.push({ value, lowest });
  }
  return ways;
}
