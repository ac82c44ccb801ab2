import { TRACK_STATES, type TrackPoint, type TrackState } from "./tracks";

/** Codes of states as they cross from process to process: places in {@link TRACK_STATES}. */
export type StateCode = number;

/** Where no step led to yet, in place of a code. */
const UNKNOWN = 255;
const FIRST_ROOM = 64;

/**
 * Where a track is in the frames that it was followed to, 17 bytes a frame. Frames may come in any order, best one beside the other, and
 * again.
 */
export class TrackPath {
  /** Frame that the first element of the arrays is of. */
  #base = 0;
  #xs = new Float64Array(0);
  #ys = new Float64Array(0);
  #states = new Uint8Array(0);
  #first = Number.POSITIVE_INFINITY;
  #last = Number.NEGATIVE_INFINITY;

  /** The first frame that something is known of; infinite where there is none, as {@link last}. */
  get first(): number {
    return this.#first;
  }

  get last(): number {
    return this.#last;
  }

  /** Whether it was followed to a frame, or was lost there. */
  has(frame: number): boolean {
    return this.stateAt(frame) !== null;
  }

  /** How it came to a frame; null where it was not followed to. */
  stateAt(frame: number): TrackState | null {
    const code = this.#states[frame - this.#base];
    return code === undefined || code === UNKNOWN ? null : TRACK_STATES[code];
  }

  /** Column in a frame, whole numbers at the middles of pixels; NaN where it has no place there. */
  xAt(frame: number): number {
    return this.#xs[frame - this.#base] ?? Number.NaN;
  }

  /** Row in a frame, as {@link xAt}. */
  yAt(frame: number): number {
    return this.#ys[frame - this.#base] ?? Number.NaN;
  }

  /** What is known of a frame; null where the track was not followed to it. */
  at(frame: number): TrackPoint | null {
    const state = this.stateAt(frame);
    return state && { frame, x: this.xAt(frame), y: this.yAt(frame), state };
  }

  set({ frame, x, y, state }: TrackPoint): void {
    this.#makeRoom(frame);
    const at = frame - this.#base;
    this.#xs[at] = x;
    this.#ys[at] = y;
    this.#states[at] = TRACK_STATES.indexOf(state);
    this.#first = Math.min(this.#first, frame);
    this.#last = Math.max(this.#last, frame);
  }

  /** All that is known, in the order of the frames. */
  *points(): Iterable<TrackPoint> {
    for (let frame = this.#first; frame <= this.#last; frame++) {
      const point = this.at(frame);
      if (point !== null) yield point;
    }
  }

  #makeRoom(frame: number): void {
    const room = this.#states.length;
    if (frame >= this.#base && frame < this.#base + room) return;
    const known = this.#first <= this.#last;
    const [least, most] = known
      ? [Math.min(this.#base, frame), Math.max(this.#base + room, frame + 1)]
      : [frame, frame + 1];
    const length = Math.max(FIRST_ROOM, 2 * room, most - least);
    // More is to come on the side that this frame is on.
    const base = known && frame < this.#base ? Math.max(0, Math.min(most - length, least)) : least;
    const size = Math.max(length, most - base);
    const [xs, ys, states] = [
      new Float64Array(size).fill(Number.NaN),
      new Float64Array(size).fill(Number.NaN),
      new Uint8Array(size).fill(UNKNOWN),
    ];
    if (known) {
      const at = this.#base - base;
      xs.set(this.#xs, at);
      ys.set(this.#ys, at);
      states.set(this.#states, at);
    }
    [this.#base, this.#xs, this.#ys, this.#states] = [base, xs, ys, states];
  }
}
