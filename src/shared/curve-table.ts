import { CURVE_VALUES, type CurvePoint } from "./curves";

/** So many points are remembered: those of the present pins, and some that were moved or may be brought back. */
const MOST_POINTS = 24;

/** What is known of one point. */
export interface KnownCurve {
  /** 1 where a frame was read. */
  readonly frames: Uint8Array;
  /** {@link CURVE_VALUES} a frame. */
  readonly values: Float32Array;
}

/** What has been read of a movie's flow at single points, computed one way. */
export class CurveTable {
  /** The one asked for last is the last one. */
  private readonly points = new Map<string, KnownCurve>();

  /** Those of some frames that are not known at all of these points. */
  missing(points: readonly CurvePoint[], frames: Iterable<number>): readonly number[] {
    const known = points.map((point) => this.points.get(keyOf(point)));
    return [...frames].filter((frame) => known.some((point) => point?.frames[frame] !== 1));
  }

  /** Takes in what was read in a frame, {@link CURVE_VALUES} for each point. */
  take(points: readonly CurvePoint[], frame: number, values: Float32Array): void {
    for (const [at, point] of points.entries()) {
      const known = this.room(point, frame + 1);
      known.frames[frame] = 1;
      known.values.set(values.subarray(at * CURVE_VALUES, (at + 1) * CURVE_VALUES), frame * CURVE_VALUES);
    }
    while (this.points.size > Math.max(MOST_POINTS, points.length)) {
      const [oldest] = this.points.keys();
      if (oldest === undefined) return;
      this.points.delete(oldest);
    }
  }

  /** What is known of some points in a frame, as {@link take} took it; NaN where nothing is. */
  valuesOf(points: readonly CurvePoint[], frame: number): Float32Array {
    const values = new Float32Array(points.length * CURVE_VALUES).fill(Number.NaN);
    for (const [at, point] of points.entries()) {
      const known = this.points.get(keyOf(point));
      if (known?.frames[frame] !== 1) continue;
      values.set(known.values.subarray(frame * CURVE_VALUES, (frame + 1) * CURVE_VALUES), at * CURVE_VALUES);
    }
    return values;
  }

  /** All that is known of a point; null where nothing is. */
  of(point: CurvePoint): KnownCurve | null {
    return this.points.get(keyOf(point)) ?? null;
  }

  private room(point: CurvePoint, length: number): KnownCurve {
    const key = keyOf(point);
    const before = this.points.get(key);
    // Put in again, it is the last one.
    this.points.delete(key);
    if (before !== undefined && before.frames.length >= length) {
      this.points.set(key, before);
      return before;
    }
    const capacity = Math.max(length, 2 * (before?.frames.length ?? 0), 1024);
    const known = { frames: new Uint8Array(capacity), values: new Float32Array(capacity * CURVE_VALUES) };
    if (before !== undefined) {
      known.frames.set(before.frames);
      known.values.set(before.values);
    }
    this.points.set(key, known);
    return known;
  }
}

function keyOf([column, row]: CurvePoint): string {
  return `${column} ${row}`;
}
