import type { FieldPlanes } from "../../shared/overlay/field-planes";
import type { TrackState } from "../../shared/tracks";

/** The flow between two frames, there and back, each at the pixels of the frame that it starts from. */
export interface BothWays {
  readonly there: FieldPlanes;
  readonly back: FieldPlanes;
  readonly width: number;
  readonly height: number;
}

export interface FollowedPoint {
  readonly x: number;
  readonly y: number;
  readonly state: Extract<TrackState, "ok" | "unsure" | "lost">;
}

/** Of the squares of both motions, and in px²: see {@link follow}. */
const RELATIVE = 0.01;
const ABSOLUTE = 0.5;
/** A track that comes back so many times as far from where it started as one may is not on the same thing any more. */
const LOST = 4;

/** What a point is that cannot be followed. */
export const NOWHERE: FollowedPoint = { x: Number.NaN, y: Number.NaN, state: "lost" };

/**
 * Follows a point from one frame to the other, between pixels too (the motion of the four around it, weighed by how near they are). The way
 * back has to lead to where it started: the criterion of Sundaram, Brox and Keutzer, "Dense point trajectories by GPU-accelerated large
 * displacement optical flow" (ECCV 2010), equation 5: |w + w'|² < 0.01 (|w|² + |w'|²) + 0.5, where w' is the flow back at the
 * end of w. A point that misses it is unsure, as is one whose motion is unreliable; one that misses by four times the distance, or
 * leaves the picture, is lost.
 *
 * @param minimumReliability below which a motion is unsure
 */
export function follow(
  { there, back, width, height }: BothWays,
  [x, y]: readonly [number, number],
  minimumReliability: number,
): FollowedPoint {
  const size = { width, height };
  const way = sample(there, size, x, y);
  if (way === null) return NOWHERE;
  const [toX, toY] = [x + way.u, y + way.v];
  const home = sample(back, size, toX, toY);
  if (home === null) return NOWHERE;
  const miss = (way.u + home.u) ** 2 + (way.v + home.v) ** 2;
  const allowed = RELATIVE * (way.u ** 2 + way.v ** 2 + home.u ** 2 + home.v ** 2) + ABSOLUTE;
  // A motion that is not known is NaN, and no miss at all.
  if (!(miss <= LOST ** 2 * allowed)) return NOWHERE;
  const isSure = miss <= allowed && way.reliability >= minimumReliability;
  return { x: toX, y: toY, state: isSure ? "ok" : "unsure" };
}

/** Pixels to each side that the change of the flow from place to place is measured over. */
const REACH = 3;

/**
 * How the flow turns and stretches what is around a point on its way: the matrix `[a, b, c, d]` by which a small way (right, down) from there
 * becomes (a right + b down, c right + d down).
 */
export function stretchAt(
  { there, width, height }: Pick<BothWays, "there" | "width" | "height">,
  [x, y]: readonly [number, number],
): readonly [number, number, number, number] {
  const size = { width, height };
  const at = (right: number, down: number): Motion | null => sample(there, size, x + right, y + down);
  const [east, west, south, north] = [at(REACH, 0), at(-REACH, 0), at(0, REACH), at(0, -REACH)];
  const slope = (one: Motion | null, other: Motion | null, of: "u" | "v"): number =>
    one && other ? (one[of] - other[of]) / (2 * REACH) : 0;
  return [
    1 + slope(east, west, "u"),
    slope(south, north, "u"),
    slope(east, west, "v"),
    1 + slope(south, north, "v"),
  ];
}

interface Motion {
  readonly u: number;
  readonly v: number;
  /** The least of the pixels that count. */
  readonly reliability: number;
}

/** The motion at a place; null outside the picture. */
function sample(
  { u, v, reliability }: FieldPlanes,
  { width, height }: { readonly width: number; readonly height: number },
  x: number,
  y: number,
): Motion | null {
  if (!(x >= -0.5 && x < width - 0.5 && y >= -0.5 && y < height - 0.5)) return null;
  // Beyond the middle of a pixel at the border there is no other one.
  const [column, row] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
  const left = Math.min(Math.floor(column), Math.max(width - 2, 0));
  const top = Math.min(Math.floor(row), Math.max(height - 2, 0));
  const [right, down] = [column - left, row - top];
  let [sumU, sumV, least] = [0, 0, Number.POSITIVE_INFINITY];
  for (const [dx, dy, weight] of [
    [0, 0, (1 - right) * (1 - down)],
    [1, 0, right * (1 - down)],
    [0, 1, (1 - right) * down],
    [1, 1, right * down],
  ] as const) {
    if (weight === 0) continue;
    const at = (top + dy) * width + left + dx;
    sumU += weight * u[at];
    sumV += weight * v[at];
    least = Math.min(least, reliability[at]);
  }
  return { u: sumU, v: sumV, reliability: least };
}
