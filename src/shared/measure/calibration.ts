import type { Length } from "./length";

/**
 * How places and motions in the pixels of a recording become those of the world: the size of a pixel, and the axes that are laid over
 * the picture.
 */
export interface Calibration {
  /** Height of a pixel, which is its width too where pixels are square; null keeps to pixels. */
  readonly pixel: Length | null;
  readonly axes: Axes;
}

/** Axes on the picture. */
export interface Axes {
  /** Where they start: a column and a row of the recording, whole numbers at the middles of pixels. */
  readonly origin: readonly [x: number, y: number];
  /** Degrees by which the x axis is turned from the rows of the picture, as one sees it counter-clockwise. */
  readonly turn: number;
  /** True where y counts up, as one sees it; false for down, as rows do. */
  readonly yUp: boolean;
}

/** What of a recording decides its calibration. */
export interface PixelGrid {
  readonly width: number;
  readonly height: number;
  /** Width of a pixel by its height. */
  readonly pixelAspect: number;
}

/** Rows of a matrix that turns (u, v) into those along the axes: `[a, b, c, d]` gives (a u + b v, c u + d v). */
export type Matrix = readonly [number, number, number, number];

/** Pixels of the recording, from the middle of its first one on, y down. */
export const IN_PIXELS: Calibration = { pixel: null, axes: { origin: [0, 0], turn: 0, yUp: false } };

/** Axes that nobody has placed: from the first pixel, or where y counts up, from the first one of the last row. */
export function usualAxes(yUp: boolean, { height }: Pick<PixelGrid, "height">): Axes {
  return { origin: yUp ? [0, height - 1] : [0, 0], turn: 0, yUp };
}

/** True where what is said is that of the recording's own pixels. */
export function isInPixels({ pixel, axes }: Calibration): boolean {
  const [x, y] = axes.origin;
  return pixel === null && x === 0 && y === 0 && axes.turn === 0 && !axes.yUp;
}

/**
 * How displacements in pixels, x right and y down, become those along the axes, in the unit of {@link lengthUnit}. Without a size of
 * the pixel and turned axes, pixels count as they are, square or not.
 */
export function displacementMatrix(
  { pixel, axes }: Calibration,
  { pixelAspect }: Pick<PixelGrid, "pixelAspect">,
): Matrix {
  const size = pixel?.value ?? 1;
  const wide = size * (pixel === null && axes.turn === 0 ? 1 : pixelAspect);
  const angle = (axes.turn * Math.PI) / 180;
  // At multiples of a right angle, exactly.
  const [cos, sin] =
    axes.turn % 90 === 0
      ? RIGHT_ANGLES[(((axes.turn / 90) % 4) + 4) % 4]
      : [Math.cos(angle), Math.sin(angle)];
  const sign = axes.yUp ? -1 : 1;
  return [cos * wide, -sin * size, sign * sin * wide, sign * cos * size].map(
    (entry) => entry + 0,
  ) as unknown as Matrix;
}

const RIGHT_ANGLES = [
  [1, 0],
  [0, 1],
  [-1, 0],
  [0, -1],
] as const;

/**
 * How displacements in pixels become those whose lengths are counted as speeds: in heights of a pixel along rows and columns, or in pixels
 * as they are where these are said, square or not. The size of a pixel and axes of right angles change no such length but by a factor, so
 * that what was counted once can be said in all units.
 */
export function speedMatrix(
  { pixel, axes }: Calibration,
  { pixelAspect }: Pick<PixelGrid, "pixelAspect">,
): Matrix {
  return [pixel === null && axes.turn === 0 ? 1 : pixelAspect, 0, 0, 1];
}

/** A place of the recording along the axes, in the unit of {@link lengthUnit}. */
export function placeOf(
  calibration: Calibration,
  grid: Pick<PixelGrid, "pixelAspect">,
  [x, y]: readonly [number, number],
): readonly [x: number, y: number] {
  const [left, top] = calibration.axes.origin;
  return applyMatrix(displacementMatrix(calibration, grid), [x - left, y - top]);
}

export function applyMatrix(
  [a, b, c, d]: Matrix,
  [u, v]: readonly [number, number],
): readonly [u: number, v: number] {
  return [a * u + b * v, c * u + d * v];
}

/**
 * How motions as a flow says them (px/frame, or px of a pair) become velocities along the axes, in the unit of {@link speedUnit}: those
 * of the world are per second, and NaN where nobody knows how long the motion took.
 *
 * @param seconds that the motion takes
 */
export function velocityMatrix(
  calibration: Calibration,
  grid: Pick<PixelGrid, "pixelAspect">,
  seconds: number,
): Matrix {
  const rate = rateOf(calibration, seconds);
  return displacementMatrix(calibration, grid).map((entry) => entry * rate) as unknown as Matrix;
}

/**
 * What motions in the unit of length are multiplied by to be velocities: 1 where these are said in pixels; NaN where nobody knows how long a motion took,
 * or it took no time. Below 0 for motions since a later frame: then only vectors may turn round, lengths do not.
 */
export function rateOf({ pixel }: Calibration, seconds: number): number {
  if (pixel === null) return 1;
  return seconds === 0 ? Number.NaN : 1 / seconds;
}

/** What places are said in. */
export function lengthUnit({ pixel }: Calibration): string {
  return pixel?.unit ?? "px";
}

/** What velocities are said in. */
export function speedUnit({ pixel }: Calibration): string {
  return pixel === null ? "px/frame" : `${pixel.unit}/s`;
}

/** What derivatives of velocities are said in. */
export function rateUnit({ pixel }: Calibration): string {
  return pixel === null ? "1/frame" : "1/s";
}

/** What circulations are said in: velocity times length. */
export function circulationUnit({ pixel }: Calibration): string {
  return pixel === null ? "px^2/frame" : `${pixel.unit}^2/s`;
}

/** The axes in words, for tables and the command line, which speak English. */
export function axesInWords({ axes: { origin, turn, yUp } }: Calibration): string {
  const turned = turn === 0 ? "x right" : `x turned by ${turn} degrees counter-clockwise from the rows`;
  return `${turned}, y ${yUp ? "up" : "down"}, from the middle of pixel ${origin.join(", ")} (counted from 0)`;
}
