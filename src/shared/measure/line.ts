import type { FieldPlanes } from "../overlay/field-planes";
import type { Matrix } from "./calibration";

/** A place between pixels: whole numbers are the middles of pixels, x right, y down, of the recording. */
export type LinePoint = readonly [x: number, y: number];

/** A line, straight or with corners, that motion is measured along and across. */
export interface Line {
  readonly name: string;
  /** In the order in which one goes along it; at least two, no two neighbours the same. */
  readonly points: readonly LinePoint[];
}

/**
 * Places along a line at equal steps of about the height of a pixel, from its first point to its last one. Each stands for the piece
 * of the line from halfway to the place before it to halfway to the next one; at the ends, for half of one.
 */
export interface LineSamples {
  readonly count: number;
  /** Length of the line; as all lengths here, as the matrix of the displacements has them. */
  readonly length: number;
  /** Where they are, in pixels. */
  readonly x: Float64Array;
  readonly y: Float64Array;
  /** Way along the line from its first point. */
  readonly distance: Float64Array;
  /** From the one end of its piece to the other, in pixels. All of them together lead from the first point to the last one. */
  readonly wayX: Float64Array;
  readonly wayY: Float64Array;
  /** Lengths of the pieces: together that of the line. */
  readonly piece: Float64Array;
}

/** More are not taken, however long the line is: steps are longer then. */
const MOST_SAMPLES = 20_000;
/** Nearer to the middle of a pixel than this, a place is there. */
const SNAP = 1e-6;
/** Motions beyond are unknown ones; see `UNKNOWN_FLOW`. */
const KNOWN = 1e9;

/**
 * The places of a line.
 *
 * @param displacement turns displacements in pixels into those whose lengths count: steps are equal there
 */
export function sampleLine(points: readonly LinePoint[], displacement: Matrix): LineSamples {
  const ways = waysTo(points, displacement);
  const length = ways.at(-1) ?? 0;
  const pixel = Math.hypot(displacement[1], displacement[3]);
  const steps = Math.max(1, Math.min(MOST_SAMPLES - 1, Math.round(length / pixel)));
  const step = length / steps;
  const placeAt = alongLine(points, ways);
  const places = Array.from({ length: steps + 1 }, (_, k) => placeAt(k * step));
  // Where pieces begin and end: one more than there are places.
  const borders = Array.from({ length: steps + 2 }, (_, k) =>
    Math.min(length, Math.max(0, (k - 0.5) * step)),
  );
  const ends = borders.map(placeAt);
  const each = (of: (k: number) => number): Float64Array => Float64Array.from(places, (_, k) => of(k));
  return {
    count: places.length,
    length,
    x: each((k) => snapped(places[k][0])),
    y: each((k) => snapped(places[k][1])),
    distance: each((k) => k * step),
    wayX: each((k) => ends[k + 1][0] - ends[k][0]),
    wayY: each((k) => ends[k + 1][1] - ends[k][1]),
    piece: each((k) => borders[k + 1] - borders[k]),
  };
}

/** How long the way to each point is. */
function waysTo(points: readonly LinePoint[], [a, b, c, d]: Matrix): readonly number[] {
  let sum = 0;
  return points.map(([x, y], k) => {
    const [fromX, fromY] = points[Math.max(0, k - 1)];
    const [right, down] = [x - fromX, y - fromY];
    sum += Math.hypot(a * right + b * down, c * right + d * down);
    return sum;
  });
}

/** Where one is after a way along the line. Asked for rising ways, it goes on from the one before. */
function alongLine(points: readonly LinePoint[], ways: readonly number[]): (way: number) => LinePoint {
  let side = 1;
  return (way) => {
    if (way < ways[side - 1]) side = 1;
    while (side < points.length - 1 && ways[side] < way) side++;
    const share = Math.min(1, (way - ways[side - 1]) / (ways[side] - ways[side - 1]));
    const [fromX, fromY] = points[side - 1];
    const [toX, toY] = points[side];
    return [fromX + share * (toX - fromX), fromY + share * (toY - fromY)];
  };
}

function snapped(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < SNAP ? whole : value;
}

/** The motion at the places of a line, in pixels as the flow says it; NaN where it is not known. */
export interface LineMotion {
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** Of the least reliable of the pixels that a motion is interpolated from; NaN beside the picture. */
  readonly reliability: Float64Array;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** Reads a field at the places of a line, bilinearly between the middles of pixels. */
export function readAlong(field: FieldPlanes, size: Size, samples: LineSamples): LineMotion {
  const { count } = samples;
  const empty = (): Float64Array => new Float64Array(count).fill(Number.NaN);
  const [u, v, reliability] = [empty(), empty(), empty()];
  for (let k = 0; k < count; k++) {
    let [sumU, sumV, least] = [0, 0, Number.POSITIVE_INFINITY];
    const isInside = visitPixels(samples, k, size, (pixel, weight) => {
      const isKnown = Math.abs(field.u[pixel]) + Math.abs(field.v[pixel]) < KNOWN;
      sumU += weight * (isKnown ? field.u[pixel] : Number.NaN);
      sumV += weight * (isKnown ? field.v[pixel] : Number.NaN);
      least = Math.min(least, field.reliability[pixel]);
    });
    if (isInside) [u[k], v[k], reliability[k]] = [sumU, sumV, least];
  }
  return { u, v, reliability };
}

/** Reads one number a pixel at the places of a line, bilinearly; NaN beside the picture. */
export function readNumbersAlong(values: ArrayLike<number>, size: Size, samples: LineSamples): Float64Array {
  return Float64Array.from(samples.x, (_, k) => {
    let sum = 0;
    const isInside = visitPixels(samples, k, size, (pixel, weight) => {
      sum += weight * values[pixel];
    });
    return isInside ? sum : Number.NaN;
  });
}

/**
 * Which places of a line may count: those in the picture that have no pixel of a mask beside them, as 1; the others as 0.
 *
 * @param mask a byte a pixel, above 0 where nothing counts; null for none
 */
export function openSamples(samples: LineSamples, size: Size, mask: Uint8Array | null): Uint8Array {
  return Uint8Array.from(samples.x, (_, k) => {
    let isOpen = true;
    const isInside = visitPixels(samples, k, size, (pixel) => {
      isOpen &&= mask === null || mask[pixel] === 0;
    });
    return isInside && isOpen ? 1 : 0;
  });
}

/** Shows the pixels around a place that have a weight, which are 1 together. False beside the picture, whose pixels reach half of one beyond their middles. */
function visitPixels(
  { x: xs, y: ys }: LineSamples,
  k: number,
  { width, height }: Size,
  visit: (pixel: number, weight: number) => void,
): boolean {
  const [x, y] = [xs[k], ys[k]];
  if (!(x >= -0.5 && x <= width - 0.5 && y >= -0.5 && y <= height - 0.5)) return false;
  const [column, row] = [Math.min(width - 1, Math.max(0, x)), Math.min(height - 1, Math.max(0, y))];
  const [left, top] = [Math.floor(column), Math.floor(row)];
  const [right, down] = [column - left, row - top];
  const at = top * width + left;
  if ((1 - right) * (1 - down) > 0) visit(at, (1 - right) * (1 - down));
  if (right > 0) visit(at + 1, right * (1 - down));
  if (down > 0) visit(at + width, (1 - right) * down);
  if (right > 0 && down > 0) visit(at + width + 1, right * down);
  return true;
}
