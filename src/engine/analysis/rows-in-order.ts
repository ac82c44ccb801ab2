import type { FrameAnalysis } from "../../shared/analysis";

/** Hands rows on in the order of the frames, each as soon as all before it are there. */
export class RowsInOrder {
  readonly #waiting = new Map<number, FrameAnalysis>();
  #next: number;
  readonly #handOn: (row: FrameAnalysis) => void;
  readonly #stride: number;

  /**
   * @param next the frame of the first row
   * @param stride frames from one row to the next
   */
  constructor(next: number, handOn: (row: FrameAnalysis) => void, stride = 1) {
    this.#next = next;
    this.#handOn = handOn;
    this.#stride = stride;
  }

  add(row: FrameAnalysis): void {
    this.#waiting.set(row.frame, row);
    for (let ready = this.#waiting.get(this.#next); ready; ready = this.#waiting.get(this.#next)) {
      this.#waiting.delete(this.#next);
      this.#next += this.#stride;
      this.#handOn(ready);
    }
  }
}
