/**
 * How much of each pixel the shapes drawn so far cover: 0 (nothing) to 255 (all of it). Shapes are united
 * (the larger coverage wins), so that a half-transparent colour blended through the mask is as dark where
 * two shapes overlap as elsewhere. Remembers which part of each row is in use; the cost of blending and
 * of clearing goes with the area that is drawn on, not with the size of the picture.
 */
export class CoverageMask {
  readonly width: number;
  readonly height: number;
  /** Row-major, width * height; zero outside the spans. */
  readonly coverage: Uint8Array;
  /** The used span [spanStart[y], spanEnd[y]) of row y; empty when start >= end. */
  readonly spanStart: Int32Array;
  readonly spanEnd: Int32Array;
  /** The used rows [top, bottom). */
  top: number;
  bottom = 0;

  constructor(width: number, height: number) {
    this.width = width;
    this.height = height;
    this.coverage = new Uint8Array(width * height);
    this.spanStart = new Int32Array(height).fill(width);
    this.spanEnd = new Int32Array(height);
    this.top = height;
  }

  /** Marks [start, end) of row y as in use. */
  use(y: number, start: number, end: number): void {
    if (start < this.spanStart[y]) this.spanStart[y] = start;
    if (end > this.spanEnd[y]) this.spanEnd[y] = end;
    if (y < this.top) this.top = y;
    if (y >= this.bottom) this.bottom = y + 1;
  }

  /** Makes the mask empty again. */
  clear(): void {
    for (let y = this.top; y < this.bottom; y++) {
      const start = this.spanStart[y];
      const end = this.spanEnd[y];
      if (start < end) this.coverage.fill(0, y * this.width + start, y * this.width + end);
      this.spanStart[y] = this.width;
      this.spanEnd[y] = 0;
    }
    this.top = this.height;
    this.bottom = 0;
  }
}
