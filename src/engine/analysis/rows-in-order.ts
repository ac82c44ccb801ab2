import type { FrameAnalysis } from "../../shared/analysis";

/** Hands rows on in the order of the frames, each as soon as all before it are there. */
export class RowsInOrder {
  private readonly waiting = new Map<number, FrameAnalysis>();

  /**
   * @param next the frame of the first row
   * @param stride frames from one row to the next
   */
  constructor(
    private next: number,
    private readonly handOn: (row: FrameAnalysis) => void,
    private readonly stride = 1,
  ) {}

  add(row: FrameAnalysis): void {
    this.waiting.set(row.frame, row);
    for (let ready = this.waiting.get(this.next); ready; ready = this.waiting.get(this.next)) {
      this.waiting.delete(this.next);
      this.next += this.stride;
      this.handOn(ready);
    }
  }
}
