import {
  applyMatrix,
  type Calibration,
  displacementMatrix,
  type PixelGrid,
  placeOf,
  velocityMatrix,
} from "./measure/calibration";
import type { TrackPoint } from "./tracks";

/** The columns of a table of tracks. */
export const TRACK_COLUMNS = ["track", "frame", "time", "x", "y", "u", "v", "state"] as const;

/** What the numbers of a table of tracks mean. */
export interface TracksOrigin {
  /** Presentation times of all frames in seconds. */
  readonly times: ArrayLike<number>;
  readonly calibration: Calibration;
  readonly grid: Pick<PixelGrid, "pixelAspect">;
}

/** What a table says of a track in a frame, in the units and along the axes of the calibration; NaN for what is not known. */
export interface TrackRow extends Pick<TrackPoint, "frame" | "x" | "y" | "state"> {
  /** Seconds. */
  readonly time: number;
  /** Velocity to the track's place in the next frame. */
  readonly u: number;
  readonly v: number;
  /** Length of the way from the track's first place to this one, along all places between; ways that were not followed add nothing. */
  readonly way: number;
}

/**
 * The rows of a track's table.
 *
 * @param points of one track, in the order of their frames
 */
export function* trackRows(points: readonly TrackPoint[], origin: TracksOrigin): Iterable<TrackRow> {
  const { times, calibration, grid } = origin;
  const lengths = displacementMatrix(calibration, grid);
  let [way, wasSet] = [0, false];
  for (const [at, point] of points.entries()) {
    const next = points[at + 1];
    wasSet ||= point.state === "set";
    // Where a person has set a track anew, it has not come there by itself.
    const isLeap = next?.state === "set" && wasSet;
    const isFollowed = next !== undefined && next.frame === point.frame + 1 && !isLeap;
    const [right, down] = isFollowed ? [next.x - point.x, next.y - point.y] : [Number.NaN, Number.NaN];
    const seconds = isFollowed ? timeOf(times, next.frame) - timeOf(times, point.frame) : Number.NaN;
    const [u, v] = isFollowed
      ? applyMatrix(velocityMatrix(calibration, grid, seconds), [right, down])
      : [Number.NaN, Number.NaN];
    const [x, y] = placeOf(calibration, grid, [point.x, point.y]);
    yield { frame: point.frame, time: timeOf(times, point.frame), x, y, u, v, state: point.state, way };
    const step = Math.hypot(...applyMatrix(lengths, [right, down]));
    if (!Number.isNaN(step)) way += step;
  }
}

function timeOf(times: ArrayLike<number>, frame: number): number {
  return times[frame] ?? Number.NaN;
}

/** A line of the table as its cells have it, {@link TRACK_COLUMNS}. */
export function trackCells(name: string, { frame, time, x, y, u, v, state }: TrackRow): readonly string[] {
  return [name, ...[frame, time, x, y, u, v].map(cellText), state];
}

/** Nine digits, which is more than is known; empty where nothing is. */
function cellText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : "";
}
