/** Reliability of one row of frames of 16 bits a sample, as texture-reliability.ts defines it, in f64. */
import { sumBytes } from "./deep-columns";
import { beforeFirst, last, step } from "./deep-windows";
import { join } from "./systems";
import { reliabilityScale } from "./texture-reliability";

/** Below this share of the product of the diagonal, 2^-44, a determinant is 0, or so small that reliability is. */
const SINGULAR: f64 = 5.684341886080802e-14;

/** From the sums of gx^2, gy^2 and gx gy. */
@inline
function reliabilityOf(a: v128, b: v128, c: v128, scale: v128, contrast: v128): v128 {
  const half = f64x2.splat(0.5),
    zero = f64x2.splat(0);
  const xx = f64x2.mul(a, scale),
    yy = f64x2.mul(b, scale),
    xy = f64x2.mul(c, scale);
  const mean = f64x2.mul(f64x2.add(xx, yy), half),
    diff = f64x2.mul(f64x2.sub(xx, yy), half),
    larger = f64x2.add(mean, f64x2.sqrt(f64x2.add(f64x2.mul(diff, diff), f64x2.mul(xy, xy))));
  const product = f64x2.mul(xx, yy),
    det = f64x2.pmax(zero, f64x2.sub(product, f64x2.mul(xy, xy)));
  // the mask also takes out the 0 / 0 of flat windows
  const regular = f64x2.gt(det, f64x2.mul(product, f64x2.splat(SINGULAR)));
  return v128.and(f64x2.div(det, f64x2.add(det, f64x2.mul(contrast, larger))), regular);
}
/** The reliability of the valid columns of a row, from radius + 1 on. */
export function judgeRow(sums: usize, width: i32, radius: i32, contrast: f64, out: usize): void {
  const row = sumBytes(width),
    count = width - 2 * (radius + 1),
    side = 8 * <usize>(2 * radius + 1);
  const scale = f64x2.splat(<f64>reliabilityScale(radius)),
    c0 = f64x2.splat(contrast);
  let a = beforeFirst(sums, radius),
    b = beforeFirst(sums + row, radius),
    c = beforeFirst(sums + 2 * row, radius);
  let p = sums + side;
  for (let x = 0; x < count; x += 4, p += 32, out += 16) {
    const q = p - side;
    a = f64x2.add(a, step(p, q));
    b = f64x2.add(b, step(p + row, q + row));
    c = f64x2.add(c, step(p + 2 * row, q + 2 * row));
    const r0 = reliabilityOf(a, b, c, scale, c0);
    a = f64x2.add(last(a), step(p + 16, q + 16));
    b = f64x2.add(last(b), step(p + row + 16, q + row + 16));
    c = f64x2.add(last(c), step(p + 2 * row + 16, q + 2 * row + 16));
    v128.store(out, join(r0, reliabilityOf(a, b, c, scale, c0)));
    a = last(a);
    b = last(b);
    c = last(c);
  }
}
