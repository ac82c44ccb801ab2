import type { Streamlines } from "../picture";
import { UNKNOWN_FLOW } from "./colour-wheel";
import type { FieldPlanes } from "./field-planes";

/**
 * Evenly spaced streamlines after Bruno Jobard and Wilfrid Lefer, "Creating Evenly-Spaced Streamlines of Arbitrary
 * Density", 1997: a line starts a whole spacing away from those that are there, and ends where it would come nearer than
 * half of that to one of them, or to itself. Lines that come back to where they began are closed. They follow the
 * direction of the motion only, by fourth-order Runge-Kutta steps of equal length, through bilinearly interpolated flow.
 *
 * The same field gives the same lines. Lengths are in movie pixels, also where these are not square.
 */

/** Lines end this near to others, as a share of the spacing. */
const TEST_SHARE = 0.5;
/** Steps per spacing: short enough that lines bend smoothly and no other line passes unseen between two points. */
const STEPS_PER_SPACING = 12;
const LONGEST_STEP = 2.5;
/** Shorter lines are left out, as a share of the spacing. */
const LEAST_LENGTH_SHARE = 1;
/** So far along itself, in spacings, a line may be near to itself without being the worse for it: it is a bend. */
const BEND_SHARE = 1.5;

export interface StreamlineField extends FieldPlanes {
  readonly width: number;
  readonly height: number;
}

/**
 * @param spacing of the lines in movie pixels
 * @param minimumReliability lines keep to pixels that are at least as reliable; 0 lets them pass everywhere
 * @param minimumSpeed slower motions, in pixels per frame, carry no line
 */
export function streamlines(
  field: StreamlineField,
  spacing: number,
  minimumReliability: number,
  minimumSpeed = 0,
): Streamlines {
  return new Tracer(field, spacing, minimumReliability, minimumSpeed).trace();
}

class Tracer {
  private readonly step: number;
  private readonly test: number;
  private readonly bendSteps: number;
  private readonly columns: number;
  private readonly rows: number;
  /** Newest point of each cell of the grid, -1 for none; `next` leads on to the older ones. */
  private readonly heads: Int32Array;
  private next = new Int32Array(4096);
  private xs = new Float32Array(4096);
  private ys = new Float32Array(4096);
  /** Steps from the seed of its line, negative against the motion. */
  private places = new Int32Array(4096);
  private count = 0;
  private readonly lines: Float32Array[] = [];
  // The direction that the last `direct` found.
  private dx = 0;
  private dy = 0;
  // Where the last `advance` came to.
  private toX = 0;
  private toY = 0;

  constructor(
    private readonly field: StreamlineField,
    private readonly spacing: number,
    private readonly minimumReliability: number,
    private readonly minimumSpeed: number,
  ) {
    this.step = Math.min(LONGEST_STEP, spacing / STEPS_PER_SPACING);
    this.test = TEST_SHARE * spacing;
    this.bendSteps = Math.ceil((BEND_SHARE * spacing) / this.step);
    this.columns = Math.ceil(field.width / spacing);
    this.rows = Math.ceil(field.height / spacing);
    this.heads = new Int32Array(this.columns * this.rows).fill(-1);
  }

  trace(): Streamlines {
    const { width, height } = this.field;
    const { spacing } = this;
    // Regions of motion may be islands: every place is tried, and from a line that starts there the whole of its region is
    // filled, one line beside the other.
    let filled = 0;
    for (let y = spacing / 2; y < height; y += spacing) {
      for (let x = spacing / 2; x < width; x += spacing) {
        this.startAt(x, y);
        for (; filled < this.lines.length; filled++) this.startBeside(this.lines[filled]);
      }
    }
    return packed(this.lines);
  }

  private startBeside(line: Float32Array): void {
    const { spacing } = this;
    for (let i = 0; i < line.length; i += 2) {
      if (!this.direct(line[i], line[i + 1])) continue;
      const { dx, dy } = this;
      this.startAt(line[i] - dy * spacing, line[i + 1] + dx * spacing);
      this.startAt(line[i] + dy * spacing, line[i + 1] - dx * spacing);
    }
  }

  /** Adds the line through a point, if there is room for it. */
  private startAt(x: number, y: number): void {
    // A hair of tolerance, or seeds would fail by the rounding of the distance that they were placed at.
    if (!this.direct(x, y) || this.nearest(x, y, 0.999 * this.spacing, this.count) >= 0) return;
    const first = this.count;
    this.add(x, y, 0);
    const closed = this.follow(first, x, y, 1);
    const forward = this.count;
    if (!closed) this.follow(first, x, y, -1);
    const steps = this.count - first - 1;
    if (steps * this.step < LEAST_LENGTH_SHARE * this.spacing) {
      this.removeFrom(first);
      return;
    }
    const line = new Float32Array(2 * (steps + 1 + (closed ? 1 : 0)));
    let at = 0;
    // Those against the motion came last, the farthest at the very end.
    for (let i = this.count - 1; i >= forward; i--) at = this.put(line, at, i);
    for (let i = first; i < forward; i++) at = this.put(line, at, i);
    if (closed) this.put(line, at, first);
    this.lines.push(line);
  }

  private put(line: Float32Array, at: number, point: number): number {
    line[at] = this.xs[point];
    line[at + 1] = this.ys[point];
    return at + 2;
  }

  /**
   * Goes on from the seed, along the motion (sign 1) or against it (-1), for as long as there is room. True when the line
   * came back to its seed.
   */
  private follow(first: number, startX: number, startY: number, sign: 1 | -1): boolean {
    let x = startX;
    let y = startY;
    for (let place = sign; ; place += sign) {
      if (!this.advance(x, y, sign * this.step)) return false;
      x = this.toX;
      y = this.toY;
      if (this.nearest(x, y, this.test, first) >= 0) return false;
      const own = this.nearestOwn(x, y, first, place);
      if (own >= 0) {
        return sign === 1 && this.places[own] <= this.bendSteps && this.close(first, x, y, place);
      }
      this.add(x, y, place);
    }
  }

  /** Follows a line that has come near its seed up to it. False, and as before, where it passes by. */
  private close(first: number, startX: number, startY: number, startPlace: number): boolean {
    const before = this.count;
    const seedX = this.xs[first];
    const seedY = this.ys[first];
    let x = startX;
    let y = startY;
    for (let i = 0; i <= 2 * this.bendSteps; i++) {
      const distance = Math.hypot(x - seedX, y - seedY);
      if (distance <= this.step) return true;
      this.add(x, y, startPlace + i);
      if (!this.advance(x, y, this.step)) break;
      x = this.toX;
      y = this.toY;
    }
    this.removeFrom(before);
    return false;
  }

  /** Unit direction of the motion at a point; false where there is none to follow. */
  private direct(x: number, y: number): boolean {
    const { width, height, u, v, reliability } = this.field;
    if (!(x >= 0 && x < width && y >= 0 && y < height)) return false;
    // Values are those of the centres of pixels.
    const px = Math.min(Math.max(x - 0.5, 0), width - 1);
    const py = Math.min(Math.max(y - 0.5, 0), height - 1);
    const left = px | 0;
    const top = py | 0;
    const fx = px - left;
    const fy = py - top;
    const a = top * width + left;
    const b = left < width - 1 ? a + 1 : a;
    const c = top < height - 1 ? a + width : a;
    const d = c + b - a;
    const least = this.minimumReliability;
    if (
      least > 0 &&
      !(
        reliability[a] >= least &&
        reliability[b] >= least &&
        reliability[c] >= least &&
        reliability[d] >= least
      )
    ) {
      return false;
    }
    const wa = (1 - fx) * (1 - fy);
    const wb = fx * (1 - fy);
    const wc = (1 - fx) * fy;
    const wd = fx * fy;
    const mu = wa * u[a] + wb * u[b] + wc * u[c] + wd * u[d];
    const mv = wa * v[a] + wb * v[b] + wc * v[c] + wd * v[d];
    const speed = Math.sqrt(mu * mu + mv * mv);
    // Not true of NaN.
    if (!(speed > 0 && speed >= this.minimumSpeed && speed <= UNKNOWN_FLOW)) return false;
    this.dx = mu / speed;
    this.dy = mv / speed;
    return true;
  }

  /** Moves a point by a step of Runge-Kutta; false where it leaves what can be followed, or the direction turns around. */
  private advance(x: number, y: number, h: number): boolean {
    if (!this.direct(x, y)) return false;
    const x1 = this.dx;
    const y1 = this.dy;
    if (!this.direct(x + (h / 2) * x1, y + (h / 2) * y1)) return false;
    const x2 = this.dx;
    const y2 = this.dy;
    if (!this.direct(x + (h / 2) * x2, y + (h / 2) * y2)) return false;
    const x3 = this.dx;
    const y3 = this.dy;
    if (!this.direct(x + h * x3, y + h * y3)) return false;
    const meanX = (x1 + 2 * x2 + 2 * x3 + this.dx) / 6;
    const meanY = (y1 + 2 * y2 + 2 * y3 + this.dy) / 6;
    // Where directions within a step disagree there is a centre, or an edge between motions: no line leads across.
    if (meanX * meanX + meanY * meanY < 0.5) return false;
    this.toX = x + h * meanX;
    this.toY = y + h * meanY;
    return this.toX >= 0 && this.toX < this.field.width && this.toY >= 0 && this.toY < this.field.height;
  }

  /** A point nearer than `distance` (a spacing at most) among those before `end`; -1 if there is none. */
  private nearest(x: number, y: number, distance: number, end: number): number {
    const { columns, rows, spacing, heads, next, xs, ys } = this;
    const limit = distance * distance;
    const lastColumn = Math.min(columns - 1, Math.floor((x + distance) / spacing));
    const lastRow = Math.min(rows - 1, Math.floor((y + distance) / spacing));
    for (let row = Math.max(0, Math.floor((y - distance) / spacing)); row <= lastRow; row++) {
      for (let column = Math.max(0, Math.floor((x - distance) / spacing)); column <= lastColumn; column++) {
        for (let i = heads[row * columns + column]; i >= 0; i = next[i]) {
          const dx = xs[i] - x;
          const dy = ys[i] - y;
          if (i < end && dx * dx + dy * dy < limit) return i;
        }
      }
    }
    return -1;
  }

  /** A point of the line from `first` on that is too near, and not just because it is a little before; -1 if there is none. */
  private nearestOwn(x: number, y: number, first: number, place: number): number {
    const { columns, rows, spacing, test, heads, next, xs, ys, places, bendSteps } = this;
    const limit = test * test;
    const lastColumn = Math.min(columns - 1, Math.floor((x + test) / spacing));
    const lastRow = Math.min(rows - 1, Math.floor((y + test) / spacing));
    for (let row = Math.max(0, Math.floor((y - test) / spacing)); row <= lastRow; row++) {
      for (let column = Math.max(0, Math.floor((x - test) / spacing)); column <= lastColumn; column++) {
        // The newest points come first, and are of this line.
        for (let i = heads[row * columns + column]; i >= first; i = next[i]) {
          if (Math.abs(places[i] - place) <= bendSteps) continue;
          const dx = xs[i] - x;
          const dy = ys[i] - y;
          if (dx * dx + dy * dy < limit) return i;
        }
      }
    }
    return -1;
  }

  private cellOf(x: number, y: number): number {
    return Math.floor(y / this.spacing) * this.columns + Math.floor(x / this.spacing);
  }

  private add(x: number, y: number, place: number): void {
    if (this.count === this.xs.length) this.grow();
    const i = this.count++;
    this.xs[i] = x;
    this.ys[i] = y;
    this.places[i] = place;
    // Of the rounded numbers, for it to be found again.
    const cell = this.cellOf(this.xs[i], this.ys[i]);
    this.next[i] = this.heads[cell];
    this.heads[cell] = i;
  }

  /** Takes back the newest points down to `first`. */
  private removeFrom(first: number): void {
    while (this.count > first) {
      const i = --this.count;
      this.heads[this.cellOf(this.xs[i], this.ys[i])] = this.next[i];
    }
  }

  private grow(): void {
    const longer = <T extends Float32Array | Int32Array>(from: T, to: T): T => {
      to.set(from);
      return to;
    };
    const length = 2 * this.xs.length;
    this.xs = longer(this.xs, new Float32Array(length));
    this.ys = longer(this.ys, new Float32Array(length));
    this.next = longer(this.next, new Int32Array(length));
    this.places = longer(this.places, new Int32Array(length));
  }
}

function packed(lines: readonly Float32Array[]): Streamlines {
  const points = new Float32Array(lines.reduce((sum, line) => sum + line.length, 0));
  let at = 0;
  for (const line of lines) {
    points.set(line, at);
    at += line.length;
  }
  return { points, lengths: Int32Array.from(lines, (line) => line.length / 2) };
}
