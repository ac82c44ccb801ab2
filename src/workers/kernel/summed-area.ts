import { checkArguments, type ImagePair, type KernelContext, type LucasKanade, validRegion } from "./method";

/** Running totals from the top left corner of the picture to each of its pixels, inclusive. */
interface Tables {
  readonly xx: Float64Array;
  readonly yy: Float64Array;
  readonly xy: Float64Array;
  readonly xt: Float64Array;
  readonly yt: Float64Array;
}

/**
 * The rewrite that cured the naive program: whole pictures at once. Five products, five summed-area tables
 * (F. C. Crow, "Summed-area tables for texture mapping", SIGGRAPH 1984) by two cumulative sums, each window
 * by inclusion and exclusion of four corners, and Cramer's rule. Its cost does not depend on the radius;
 * its memory is five tables of doubles of the size of the picture.
 *
 * For bytes the tables are exact (multiples of 1/4 far below 2^53); for reals they carry rounding noise of
 * the size of the largest total, also where the picture is flat.
 */
export const summedArea: LucasKanade = (pair, windowRadius, field, context) => {
  checkArguments(pair, windowRadius, field);
  const { width, height } = pair;
  field.u.fill(0);
  field.v.fill(0);
  const valid = validRegion(width, height, windowRadius);
  if (!valid) {
    context.holdsMost({ buffers: 0, lists: 0 });
    return;
  }

  const pixels = width * height;
  const tables: Tables = {
    xx: new Float64Array(pixels),
    yy: new Float64Array(pixels),
    xy: new Float64Array(pixels),
    xt: new Float64Array(pixels),
    yt: new Float64Array(pixels),
  };
  context.holdsMost({ buffers: 5 * tables.xx.byteLength, lists: 0 });
  multiply(pair, tables, context);
  for (const table of Object.values(tables)) {
    cumulate(table, width, height, context);
  }

  const side = 2 * windowRadius + 1;
  for (let y = valid.top; y < valid.bottom; y++) {
    context.throwIfCancelled();
    // The border of the derivatives is 0, so the corners before the first valid window still lie inside.
    let topLeft = (y - windowRadius - 1) * width;
    let bottomLeft = (y + windowRadius) * width;
    let at = y * width + valid.left;
    for (let x = valid.left; x < valid.right; x++, topLeft++, bottomLeft++, at++) {
      const sxx = windowSum(tables.xx, topLeft, bottomLeft, side);
      const syy = windowSum(tables.yy, topLeft, bottomLeft, side);
      const sxy = windowSum(tables.xy, topLeft, bottomLeft, side);
      const sxt = windowSum(tables.xt, topLeft, bottomLeft, side);
      const syt = windowSum(tables.yt, topLeft, bottomLeft, side);
      const det = sxx * syy - sxy * sxy;
      if (det !== 0) {
        field.u[at] = (syy * sxt - sxy * syt) / det;
        field.v[at] = (sxx * syt - sxy * sxt) / det;
      }
    }
  }
};

/** Writes the five products of the derivatives; the border keeps its zeros. */
function multiply({ width, height, first, second }: ImagePair, tables: Tables, context: KernelContext): void {
  for (let y = 1; y < height - 1; y++) {
    context.throwIfCancelled();
    for (let at = y * width + 1, end = (y + 1) * width - 1; at < end; at++) {
      const ix = (first[at + 1] - first[at - 1]) / 2;
      const iy = (first[at + width] - first[at - width]) / 2;
      const it = first[at] - second[at];
      tables.xx[at] = ix * ix;
      tables.yy[at] = iy * iy;
      tables.xy[at] = ix * iy;
      tables.xt[at] = ix * it;
      tables.yt[at] = iy * it;
    }
  }
}

/** Turns values into running totals, in place: along each row, then down each column. */
function cumulate(table: Float64Array, width: number, height: number, context: KernelContext): void {
  for (let y = 0; y < height; y++) {
    context.throwIfCancelled();
    let total = 0;
    for (let at = y * width, end = at + width; at < end; at++) {
      total += table[at];
      table[at] = total;
    }
  }
  for (let y = 1; y < height; y++) {
    context.throwIfCancelled();
    for (let at = y * width, end = at + width; at < end; at++) {
      table[at] += table[at - width];
    }
  }
}

/** Inclusion and exclusion: the total of a window from the four totals at its corners. */
function windowSum(table: Float64Array, topLeft: number, bottomLeft: number, side: number): number {
  return table[bottomLeft + side] - table[bottomLeft] - table[topLeft + side] + table[topLeft];
}
