import type { MovieNotice } from "../../../shared/movie";
import { movieNotice } from "../../../shared/movie";
import type { PageTiming } from "../paged/paged-file";

/** What the rate of the stamps may differ from the one that is stated, as a share. */
const TOLERANCE = 0.01;

/** The time of a stamp in whole microseconds, which doubles hold exactly; null where its parts make no sense. */
export function stampMicroseconds(bytes: Uint8Array, microseconds: boolean): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const seconds = view.getUint32(0, true);
  const thousandths = view.getUint16(4, true);
  const millionths = microseconds ? view.getUint16(6, true) : 0;
  if (thousandths > 999 || millionths > 999) return null;
  return seconds * 1e6 + thousandths * 1e3 + millionths;
}

/** Takes the stamps of a recording one after the other, and makes rising times of them. */
export class StampedTimes {
  #seconds: Float64Array;
  #count = 0;
  #first = 0;
  #repaired = 0;
  /** From one frame to the next where stamps say nothing. */
  readonly #step: number;

  constructor(
    frames: number,
    readonly framesPerSecond: number | null,
  ) {
    this.#seconds = new Float64Array(frames);
    this.#step = 1 / (framesPerSecond ?? 25);
  }

  add(stamp: number | null): void {
    if (this.#count === 0) this.#first = stamp ?? 0;
    const last = this.#count === 0 ? -1 : this.#seconds[this.#count - 1];
    const seconds = stamp === null ? Number.NaN : (stamp - this.#first) / 1e6;
    const rises = seconds > last;
    if (!rises) this.#repaired++;
    this.#seconds[this.#count++] = rises ? seconds : this.#count === 1 ? 0 : last + this.#step;
  }

  /** Stamps that did not rise, so that their frames have times of ours. */
  get repaired(): number {
    return this.#repaired;
  }

  /** The times of the frames so far. */
  get timing(): PageTiming {
    return { kind: "times", seconds: this.#seconds.subarray(0, this.#count) };
  }

  /** What is to be said of them when all are there. */
  notices(): readonly MovieNotice[] {
    const span = this.#count < 2 ? 0 : this.#seconds[this.#count - 1];
    const stamped = (this.#count - 1) / span;
    const stated = this.framesPerSecond;
    const differs = stated !== null && span > 0 && Math.abs(stamped / stated - 1) > TOLERANCE;
    return [
      ...(this.#repaired > 0 ? [movieNotice("recordingStampsRepaired", this.#repaired)] : []),
      ...(differs && this.#repaired === 0
        ? [movieNotice("recordingStampsDiffer", rounded(stated), rounded(stamped))]
        : []),
    ];
  }
}

function rounded(rate: number): number {
  return Number(rate.toPrecision(5));
}
