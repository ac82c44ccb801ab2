import type { CoverageMask } from "./coverage-mask";

/**
 * Anti-aliased filling of polygons. The coverage of a pixel is the exact area of the polygon within it: every
 * edge adds the signed area to its right to the pixels it passes, and a running sum along the row turns these
 * into coverage (the method of font-rs, Raph Levien, and of the signed-area rasterisers before it). Canvas
 * renderers compute the same quantity, and lines thinner than a pixel get their true weight.
 *
 * The cost goes with the length of the edges and the area covered, whatever the size of the mask.
 */
export class PolygonRaster {
  /** Signed areas of the box around the present polygon, row by row; all zero between polygons. */
  private cells = new Float32Array(4096);
  /** The cells in use of each row of the box: [from, to). */
  private from = new Int32Array(64);
  private to = new Int32Array(64);
  // The box: its top left pixel, its size within the mask, and the cells of one of its rows.
  private left = 0;
  private top = 0;
  private columns = 0;
  private rows = 0;
  private stride = 0;

  /**
   * Unites a simple polygon (it may be concave, of either orientation) with the mask. Anything outside the
   * mask is cut off, however far; a polygon with a coordinate that is not finite is left out.
   *
   * @param points x, y of each corner in pixels of the mask, where pixel (i, j) covers [i, i+1) x [j, j+1)
   * @param count number of corners
   */
  fill(mask: CoverageMask, points: Float64Array, count: number): void {
    let minX = Infinity;
    let maxX = -Infinity;
    let minY = Infinity;
    let maxY = -Infinity;
    for (let i = 0; i < 2 * count; i += 2) {
      const x = points[i];
      const y = points[i + 1];
      // Zero for finite numbers, else NaN.
      if (x * 0 + y * 0 !== 0) return;
      if (x < minX) minX = x;
      if (x > maxX) maxX = x;
      if (y < minY) minY = y;
      if (y > maxY) maxY = y;
    }
    if (!(maxX > 0 && minX < mask.width && maxY > 0 && minY < mask.height && maxY > minY)) return;
    this.openBox(minX, maxX, minY, maxY, mask);
    const inside = minX >= 0 && maxX <= mask.width;
    let before = 2 * count - 2;
    for (let i = 0; i < 2 * count; i += 2) {
      if (points[i + 1] > points[before + 1]) this.addEdge(points, before, i, 1, inside);
      else if (points[i + 1] < points[before + 1]) this.addEdge(points, i, before, -1, inside);
      before = i;
    }
    this.unite(mask);
  }

  private openBox(minX: number, maxX: number, minY: number, maxY: number, mask: CoverageMask): void {
    this.left = Math.max(0, Math.floor(minX));
    this.top = Math.max(0, Math.floor(minY));
    this.columns = Math.min(mask.width, Math.ceil(maxX)) - this.left;
    this.rows = Math.min(mask.height, Math.ceil(maxY)) - this.top;
    // Edges on the right border add to the cell after the last pixel, or to the one after that.
    this.stride = this.columns + 2;
    if (this.stride * this.rows > this.cells.length) this.cells = new Float32Array(this.stride * this.rows);
    if (this.rows > this.from.length) {
      this.from = new Int32Array(this.rows);
      this.to = new Int32Array(this.rows);
    }
    for (let row = 0; row < this.rows; row++) {
      this.from[row] = this.columns;
      this.to[row] = 0;
    }
  }

  /**
   * Adds the edge from one corner down to another; `upper` and `lower` are their places in `points`. (Numbers with a
   * fraction as arguments would each be allocated.)
   */
  private addEdge(points: Float64Array, upper: number, lower: number, sign: number, inside: boolean): void {
    const x0 = points[upper] - this.left;
    const y0 = points[upper + 1] - this.top;
    const x1 = points[lower] - this.left;
    const y1 = points[lower + 1] - this.top;
    const slope = (x1 - x0) / (y1 - y0);
    const bottom = y1 < this.rows ? y1 : this.rows;
    let y = y0;
    let x = x0;
    if (y0 < 0) {
      x -= y0 * slope;
      y = 0;
    }
    let row = Math.floor(y);
    while (y < bottom) {
      const nextY = row + 1 < bottom ? row + 1 : bottom;
      const dy = nextY - y;
      const nextX = x + dy * slope;
      const a = x < nextX ? x : nextX;
      const b = x < nextX ? nextX : x;
      if (inside) this.addPart(row, a, b, dy * sign);
      else this.addClipped(row, a, b, dy * sign);
      x = nextX;
      y = nextY;
      row++;
    }
  }

  /** Adds an edge that passes from x = a to x = b >= a within one row over `dy` of its height (signed), cut to the box. */
  private addClipped(row: number, a: number, b: number, dy: number): void {
    const { columns } = this;
    if (a >= columns) {
      // All pixels of the row lie to the left of it, but the row must be summed up to its end.
      this.to[row] = columns;
    } else if (b <= 0) {
      this.addPart(row, 0, 0, dy);
    } else {
      const before = a < 0 ? (-a / (b - a)) * dy : 0;
      const after = b > columns ? ((b - columns) / (b - a)) * dy : 0;
      if (before !== 0) this.addPart(row, 0, 0, before);
      if (after !== 0) this.to[row] = columns;
      this.addPart(row, a < 0 ? 0 : a, b > columns ? columns : b, dy - before - after);
    }
  }

  /** Adds an edge that lies within the box. */
  private addPart(row: number, a: number, b: number, dy: number): void {
    const { cells, from, to } = this;
    // Truncation is floor: coordinates of the box are positive but for rounding.
    const first = a | 0;
    const last = b | 0;
    const cell = row * this.stride + first;
    if (first < from[row]) from[row] = first;
    // The pixel after the last one passed receives area too.
    if (last + 2 > to[row]) to[row] = last + 2;
    if (last === first) {
      const beyond = dy * ((a + b) * 0.5 - first);
      cells[cell] += dy - beyond;
      cells[cell + 1] += beyond;
      return;
    }
    // The area to the right of a slanted edge grows as a triangle in the first pixel, evenly in those between, and
    // what is left of a triangle remains for the last one and the one after.
    const perPixel = dy / (b - a);
    const inFirst = first + 1 - a;
    const inLast = b - last;
    const firstArea = 0.5 * perPixel * inFirst * inFirst;
    cells[cell] += firstArea;
    const passed = last - first;
    // Cumulative area within the pixel before the last one, to which the running sum has come.
    let sum = firstArea;
    for (let i = 1; i < passed; i++) {
      const area = perPixel * (inFirst + i - 0.5);
      cells[cell + i] += area - sum;
      sum = area;
    }
    const lastArea = dy - 0.5 * perPixel * inLast * inLast;
    cells[cell + passed] += lastArea - sum;
    cells[cell + passed + 1] += dy - lastArea;
  }

  /** Sums the rows of the box up, unites them with the mask, and leaves all cells zero. */
  private unite(mask: CoverageMask): void {
    const { cells, columns, stride, left, top, rows } = this;
    const { coverage, width } = mask;
    for (let row = 0; row < rows; row++) {
      const from = this.from[row];
      const used = this.to[row];
      if (from >= used) continue;
      const to = used < columns ? used : columns;
      const line = (top + row) * width + left;
      const base = row * stride;
      let sum = 0;
      for (let x = from; x < to; x++) {
        sum += cells[base + x];
        cells[base + x] = 0;
        const level = (sum < 0 ? -sum : sum) * 255 + 0.5;
        const covered = level >= 255 ? 255 : level | 0;
        if (covered > coverage[line + x]) coverage[line + x] = covered;
      }
      for (let x = to; x < used; x++) cells[base + x] = 0;
      if (from < to) mask.use(top + row, left + from, left + to);
    }
  }
}
