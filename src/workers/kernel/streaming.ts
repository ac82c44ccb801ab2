import {
  checkArguments,
  type FlowPlanes,
  type ImagePair,
  type KernelContext,
  type LucasKanade,
  validRegion,
} from "./method";

/**
 * The fast one, and the default. It walks down the picture once and holds a few rows only:
 *
 *     gradients of the last 2r+1 rows (a ring)     . . . o o o . . .   the row that leaves
 *                                                  . . . o o o . . .
 *     column sums: the ring added up downwards     . . . n n n . . .   the row that enters
 *     window sums: 2r+1 neighbouring column sums         |   |
 *                                               leaves <-+   +<- enters
 *
 * Each new row of gradients enters the column sums while the oldest leaves; each step to the right takes
 * one column sum in and one out. So the cost is a few additions a pixel whatever the radius.
 *
 * Bytes are computed in integers: with the doubled derivatives gx = 2 Ix and gy = 2 Iy every product is a
 * whole number of at most 255^2, and a sum over the largest window (91^2 pixels) stays below 2^30, so the
 * sums are exact and sliding them never drifts. Cramer's rule takes the doubling back:
 *
 *     u = 2 (Gyy Gxt - Gxy Gyt) / (Gxx Gyy - Gxy^2)      v = 2 (Gxx Gyt - Gxy Gxt) / (Gxx Gyy - Gxy^2)
 *
 * Reals slide in doubles and carry the rounding noise of the sums that have passed.
 */
export const streaming: LucasKanade = (pair, windowRadius, field, context) => {
  checkArguments(pair, windowRadius, field);
  const { first, second } = pair;
  field.u.fill(0);
  field.v.fill(0);
  if (!validRegion(pair.width, pair.height, windowRadius)) {
    context.holdsMost({ buffers: 0, lists: 0 });
  } else if (first instanceof Uint8Array && second instanceof Uint8Array) {
    streamBytes(pair.width, pair.height, first, second, windowRadius, field, context);
  } else {
    streamReals(pair, windowRadius, field, context);
  }
};

/** Column sums of one column: Gxx, Gyy, Gxy, Gxt, Gyt, side by side because they are used together. */
const SUMS = 5;

/** The rows that are held while bytes stream by. */
interface ByteRows {
  readonly width: number;
  readonly windowRadius: number;
  /** (2r+1) rows of gradients, each packed into one word. */
  readonly ring: Int32Array;
  /** Sums of the ring's products down every column, {@link SUMS} a column: whole numbers, kept as doubles. */
  readonly columns: Float64Array;
}

/** The rows of the last call, so that frame after frame of a movie allocates nothing. One set a thread. */
let lastRows: ByteRows | null = null;

function rowsFor(width: number, windowRadius: number): ByteRows {
  if (lastRows?.width === width && lastRows.windowRadius === windowRadius) {
    lastRows.ring.fill(0);
    lastRows.columns.fill(0);
    return lastRows;
  }
  lastRows = {
    width,
    windowRadius,
    ring: new Int32Array((2 * windowRadius + 1) * width),
    columns: new Float64Array(SUMS * width),
  };
  return lastRows;
}

function streamBytes(
  width: number,
  height: number,
  first: Uint8Array,
  second: Uint8Array,
  windowRadius: number,
  field: FlowPlanes,
  context: KernelContext,
): void {
  const rows = rowsFor(width, windowRadius);
  context.holdsMost({ buffers: rows.ring.byteLength + rows.columns.byteLength, lists: 0 });
  const side = 2 * windowRadius + 1;
  let slot = 0;
  for (let y = 1; y < height - 1; y++) {
    context.throwIfCancelled();
    streamByteRow(rows, slot * width, first, second, y * width, field, y >= side);
    slot = slot + 1 === side ? 0 : slot + 1;
  }
}

/** Above this radius a product of two window sums may exceed 2^53: 255^2 * (2 * 18 + 1)^2 < 2^26.5. */
const LARGEST_EXACT_RADIUS = 18;

/**
 * Takes in the row of pixels that starts at `start`, its gradients into the ring from `ringStart` on, and
 * writes the flow of the row `radius` above it once that has its window full of rows. All in one loop, and
 * sums in doubles, because this is where the time goes: half a nanosecond here is a fifth of a millisecond
 * for a frame.
 */
function streamByteRow(
  { width, windowRadius, ring, columns }: ByteRows,
  ringStart: number,
  first: Uint8Array,
  second: Uint8Array,
  start: number,
  { u, v }: FlowPlanes,
  isWindowFull: boolean,
): void {
  const side = 2 * windowRadius + 1;
  const firstFull = isWindowFull ? side : width;
  const outStart = start - windowRadius * width - windowRadius;
  const isLarge = windowRadius > LARGEST_EXACT_RADIUS;
  let sxx = 0;
  let syy = 0;
  let sxy = 0;
  let sxt = 0;
  let syt = 0;
  let left = first[start];
  let centre = first[start + 1];
  for (let x = 1; x < width - 1; x++) {
    const at = start + x;
    const right = first[at + 1];
    const gx = right - left;
    const gy = first[at + width] - first[at - width];
    const gt = centre - second[at];
    left = centre;
    centre = right;

    // Three values of -255..255 in one word: gx in the upper 12 bits, gy and gt in 10 each.
    const old = ring[ringStart + x];
    ring[ringStart + x] = (gx << 20) | ((gy & 0x3ff) << 10) | (gt & 0x3ff);
    const oldX = old >> 20;
    const oldY = (old << 12) >> 22;
    const oldT = (old << 22) >> 22;

    const column = SUMS * x;
    const cxx = columns[column] + ((Math.imul(gx, gx) - Math.imul(oldX, oldX)) | 0);
    const cyy = columns[column + 1] + ((Math.imul(gy, gy) - Math.imul(oldY, oldY)) | 0);
    const cxy = columns[column + 2] + ((Math.imul(gx, gy) - Math.imul(oldX, oldY)) | 0);
    const cxt = columns[column + 3] + ((Math.imul(gx, gt) - Math.imul(oldX, oldT)) | 0);
    const cyt = columns[column + 4] + ((Math.imul(gy, gt) - Math.imul(oldY, oldT)) | 0);
    columns[column] = cxx;
    columns[column + 1] = cyy;
    columns[column + 2] = cxy;
    columns[column + 3] = cxt;
    columns[column + 4] = cyt;
    sxx += cxx;
    syy += cyy;
    sxy += cxy;
    sxt += cxt;
    syt += cyt;

    if (x >= firstFull) {
      let det = sxx * syy - sxy * sxy;
      let uTop = syy * sxt - sxy * syt;
      let vTop = sxx * syt - sxy * sxt;
      if (isLarge) {
        det = differenceOfProducts(sxx, syy, sxy, sxy);
        uTop = differenceOfProducts(syy, sxt, sxy, syt);
        vTop = differenceOfProducts(sxx, syt, sxy, sxt);
      }
      if (det !== 0) {
        u[outStart + x] = (2 * uTop) / det;
        v[outStart + x] = (2 * vTop) / det;
      }
      const leaving = SUMS * (x - side + 1);
      sxx -= columns[leaving];
      syy -= columns[leaving + 1];
      sxy -= columns[leaving + 2];
      sxt -= columns[leaving + 3];
      syt -= columns[leaving + 4];
    }
  }
}

/**
 * a*b - c*d for integers below 2^30, rounded only once: 0 exactly when the two products are equal. The
 * difference of the rounded products is off by 64 at most, so its lowest 32 bits, which integer
 * multiplication gives exactly, tell by how much.
 */
function differenceOfProducts(a: number, b: number, c: number, d: number): number {
  const rounded = a * b - c * d;
  return rounded + ((Math.imul(a, b) - Math.imul(c, d) - (rounded | 0)) | 0);
}

/** The same walk for reals, whose gradients and sums are doubles. Not reached by movies, so plain. */
function streamReals(
  { width, height, first, second }: ImagePair,
  radius: number,
  { u, v }: FlowPlanes,
  context: KernelContext,
): void {
  const side = 2 * radius + 1;
  // Five products of every pixel, interleaved; a ring of rows of them, and their sums down the columns.
  const rowLength = 5 * width;
  const ring = new Float64Array(side * rowLength);
  const columns = new Float64Array(rowLength);
  const sums = new Float64Array(5);
  context.holdsMost({ buffers: ring.byteLength + columns.byteLength + sums.byteLength, lists: 0 });

  for (let y = 1; y < height - 1; y++) {
    context.throwIfCancelled();
    const row = ring.subarray((y % side) * rowLength, ((y % side) + 1) * rowLength);
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const ix = (first[at + 1] - first[at - 1]) / 2;
      const iy = (first[at + width] - first[at - width]) / 2;
      const it = first[at] - second[at];
      const products = [ix * ix, iy * iy, ix * iy, ix * it, iy * it];
      for (let k = 0; k < 5; k++) {
        columns[5 * x + k] += products[k] - row[5 * x + k];
        row[5 * x + k] = products[k];
      }
    }
    if (y < side) {
      continue;
    }

    sums.fill(0);
    for (let x = 1; x < width - 1; x++) {
      for (let k = 0; k < 5; k++) {
        sums[k] += columns[5 * x + k] - (x > side ? columns[5 * (x - side) + k] : 0);
      }
      if (x >= side) {
        const [sxx, syy, sxy, sxt, syt] = sums;
        const det = sxx * syy - sxy * sxy;
        const at = (y - radius) * width + x - radius;
        u[at] = det === 0 ? 0 : (syy * sxt - sxy * syt) / det;
        v[at] = det === 0 ? 0 : (sxx * syt - sxy * sxt) / det;
      }
    }
  }
}
