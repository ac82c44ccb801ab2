/** Where timestamps differ by less from those of a rate, they are those. */
const EXACT_TICKS = 1e-6;
/** Timestamps that are rounded in one way lie within a tick around those they were rounded from; halves go either way. */
const ROUNDING_TICKS = 1 + EXACT_TICKS;

/**
 * Timestamps that a container rounded to its ticks (Matroska to milliseconds), of frames at a rate that it states. Each is put
 * where the rate has it, as long as one way of rounding explains it and all before; after the first that is not explained they
 * stay as they are, so that what was said of a frame stays true while more become known.
 */
export class SteadyGrid {
  #lowest = 0;
  #highest = 0;
  #last = -1;
  #explains: boolean;

  /** @param period ticks of a frame at the stated rate */
  constructor(readonly period: number) {
    // At a rate beyond the ticks every timestamp would be a multiple.
    this.#explains = period >= 1 - EXACT_TICKS && Number.isFinite(period);
  }

  /** True while the rate explains all timestamps. */
  get explains(): boolean {
    return this.#explains;
  }

  /**
   * To be told of every frame, in order.
   *
   * @param ticks from the first frame on
   * @returns the frame of the steady rate that is shown then; null where the rate does not explain it
   */
  place(ticks: number): number | null {
    if (!this.#explains) return null;
    const frame = Math.round(ticks / this.period);
    const rest = ticks - frame * this.period;
    this.#lowest = Math.min(this.#lowest, rest);
    this.#highest = Math.max(this.#highest, rest);
    // A whole tick is no rounding: what is written next could be as early.
    const isRounding = Math.abs(rest) < 1 - EXACT_TICKS && this.#highest - this.#lowest <= ROUNDING_TICKS;
    this.#explains = isRounding && frame > this.#last;
    this.#last = frame;
    return this.#explains ? frame : null;
  }

  /** True where a frame of the steady rate is shown at these very ticks. */
  isAt(frame: number, ticks: number): boolean {
    return Math.abs(frame * this.period - ticks) < EXACT_TICKS;
  }
}
