import { validRegion } from "../kernel/method";
import type { LumaPair } from "./pictures";

/** The definition of kernel/method.ts in exact numbers, each component rounded once. */
export interface ExactFlow {
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** 1 where the determinant is not 0. */
  readonly regular: Uint8Array;
  /** Smaller eigenvalue of the structure tensor, averaged over the window, in squared units of the samples / px^2. */
  readonly eigenvalue: Float64Array;
}

/** Lucas-Kanade with integer sums of any window and determinants in BigInt. */
export function exactFlow({ width, height, first, second }: LumaPair, radius: number): ExactFlow {
  const pixels = width * height;
  const flow = {
    u: new Float64Array(pixels),
    v: new Float64Array(pixels),
    regular: new Uint8Array(pixels),
    eigenvalue: new Float64Array(pixels),
  };
  const valid = validRegion(width, height, radius);
  if (!valid) return flow;
  // Summed-area tables of the products of doubled gradients: integers below 2^53.
  const stride = width + 1;
  const tables = Array.from({ length: 5 }, () => new Float64Array(stride * (height + 1)));
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const inside = x > 0 && y > 0 && x < width - 1 && y < height - 1;
      const i = y * width + x;
      const gx = inside ? first[i + 1] - first[i - 1] : 0;
      const gy = inside ? first[i + width] - first[i - width] : 0;
      const gt = inside ? first[i] - second[i] : 0;
      const at = (y + 1) * stride + x + 1;
      [gx * gx, gy * gy, gx * gy, gx * gt, gy * gt].forEach((product, k) => {
        const table = tables[k];
        table[at] = product + table[at - 1] + table[at - stride] - table[at - stride - 1];
      });
    }
  }
  const side = 2 * radius + 1;
  for (let y = valid.top; y < valid.bottom; y++) {
    for (let x = valid.left; x < valid.right; x++) {
      const top = (y - radius) * stride + x - radius;
      const bottom = top + side * stride;
      const [xx, yy, xy, xt, yt] = tables.map(
        (table) => table[bottom + side] - table[bottom] - table[top + side] + table[top],
      );
      const [bxx, byy, bxy, bxt, byt] = [xx, yy, xy, xt, yt].map(BigInt);
      const det = bxx * byy - bxy * bxy;
      if (det === 0n) continue;
      const i = y * width + x;
      flow.regular[i] = 1;
      // Gradients are doubled: 8 in the numerators, 16 in the determinant.
      flow.u[i] = Number(2n * (byy * bxt - bxy * byt)) / Number(det);
      flow.v[i] = Number(2n * (bxx * byt - bxy * bxt)) / Number(det);
      const larger = (xx + yy) / 2 + Math.hypot((xx - yy) / 2, xy);
      flow.eigenvalue[i] = Number(det) / larger / (4 * side * side);
    }
  }
  return flow;
}
