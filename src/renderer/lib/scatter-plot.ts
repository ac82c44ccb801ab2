import type { VectorScatter } from "../../shared/picture";
import type { SpeedLimits } from "../../shared/validation";

/** A part of the plane of u and v: a square one pixel of the plot stands for as much of the one as of the other. */
export interface ScatterRange {
  /** Half of its sides, in px/frame, about no motion at all. */
  readonly half: number;
}

/** Of one side nothing farther away than this share of the vectors is left out. */
const FARTHEST = 0.001;
/** So much of the plot stays empty around what it shows. */
const MARGIN = 1.25;
const LEAST_HALF = 0.5;
const NO_LIMITS: SpeedLimits = { minU: 0, maxU: 0, minV: 0, maxV: 0 };

/** What a plot of vectors shows: all of them but strays, all limits, and no motion in its middle. */
export function scatterRange({ samples }: VectorScatter, limits: SpeedLimits | null): ScatterRange {
  const sizes = Float32Array.from(samples, Math.abs).sort();
  const most = sizes.length === 0 ? 0 : sizes[Math.floor((1 - FARTHEST) * (sizes.length - 1))];
  const { minU, maxU, minV, maxV } = limits ?? NO_LIMITS;
  const sides = [minU, maxU, minV, maxV].map(Math.abs);
  return { half: roundUp(MARGIN * Math.max(LEAST_HALF, most, ...sides)) };
}

/** The next of 1, 2 and 5 times a power of ten: a plot does not change with every frame. */
function roundUp(value: number): number {
  const power = 10 ** Math.floor(Math.log10(value));
  return [1, 2, 5, 10].map((digit) => digit * power).find((round) => round >= value) ?? value;
}

/** Limits that leave out the farthest vectors on each side. */
export function limitsAround({ samples }: VectorScatter): SpeedLimits | null {
  const count = samples.length / 2;
  if (count === 0) return null;
  const component = (offset: 0 | 1): Float32Array =>
    Float32Array.from({ length: count }, (_, at) => samples[2 * at + offset]).sort();
  const [u, v] = [component(0), component(1)];
  const at = (sorted: Float32Array, share: number): number =>
    sorted[Math.min(count - 1, Math.round(share * (count - 1)))];
  return {
    minU: floored(at(u, FARTHEST)),
    maxU: ceiled(at(u, 1 - FARTHEST)),
    minV: floored(at(v, FARTHEST)),
    maxV: ceiled(at(v, 1 - FARTHEST)),
  };
}

const floored = (value: number): number => Math.floor(100 * value) / 100;
const ceiled = (value: number): number => Math.ceil(100 * value) / 100;

/** The box between two places of a plot, from 0, 0 at its top left to 1, 1; u to the right, v down, to the hundredth. */
export function limitsBetween(
  { half }: ScatterRange,
  [ax, ay]: readonly [number, number],
  [bx, by]: readonly [number, number],
): SpeedLimits {
  const motion = (share: number): number =>
    Math.round(100 * half * (2 * Math.min(1, Math.max(0, share)) - 1)) / 100;
  return {
    minU: motion(Math.min(ax, bx)),
    maxU: motion(Math.max(ax, bx)),
    minV: motion(Math.min(ay, by)),
    maxV: motion(Math.max(ay, by)),
  };
}

/** Where in such a plot a motion is; beyond 0 to 1 outside. */
export function placeOfMotion({ half }: ScatterRange, motion: number): number {
  return (motion / half + 1) / 2;
}
