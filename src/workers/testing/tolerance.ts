import { type ImagePair, validRegion } from "../kernel/method";

/**
 * How far two correct programs may differ at one pixel.
 *
 * Both solve a 2x2 system by Cramer's rule in doubles. Let U = 2^-53, and let each program know every window
 * sum S with an absolute error of at most e (see below). To first order, its determinant and numerators are
 * then off by at most
 *
 *     E_det = Sxx e_yy + Syy e_xx + 2 |Sxy| e_xy + 3 U (Sxx Syy + Sxy^2)
 *     E_top = |Syy| e_xt + |Sxt| e_yy + |Sxy| e_yt + |Syt| e_xy + 3 U (|Syy Sxt| + |Sxy Syt|)     (for u)
 *
 * and where E_det is below half of |det|, its u is off by at most 2 (E_top + |u| E_det) / |det| + 2 U |u|.
 * Two programs differ by twice that. So the tolerance grows as the system comes closer to being singular:
 * as Sxx Syy over det, its condition. Where E_det reaches half of |det| and the sums are not exact, not even
 * the sign of det is known, and any flow is as right as another: `undetermined`, which tests have to count.
 *
 * Bytes: every sum of products of half-integers is exact in any order, so e = 0.
 * Reals: a running sum of n terms is off by n U times the sum of their absolute values. Summed-area tables
 * and sliding sums run over the whole picture: e = 8 U (width + height) * (sum of |product| over the picture).
 */
export interface PixelTolerance {
  /** Column, row. */
  readonly x: number;
  readonly y: number;
  readonly det: number;
  /** Allowed difference of u and of v, in px/frame. */
  readonly u: number;
  readonly v: number;
  readonly undetermined: boolean;
}

const U = 2 ** -53;

/** The tolerance at every pixel of the valid region. Plain and slow: every window is added up by itself. */
export function tolerances(pair: ImagePair, windowRadius: number): PixelTolerance[] {
  const { width, height, first, second } = pair;
  const valid = validRegion(width, height, windowRadius);
  if (!valid) {
    return [];
  }
  const products = (x: number, y: number): readonly number[] => {
    const at = y * width + x;
    const ix = (first[at + 1] - first[at - 1]) / 2;
    const iy = (first[at + width] - first[at - width]) / 2;
    const it = first[at] - second[at];
    return [ix * ix, iy * iy, ix * iy, ix * it, iy * it];
  };
  const sum = (left: number, top: number, right: number, bottom: number, f: (p: number) => number) => {
    const sums = [0, 0, 0, 0, 0];
    for (let y = top; y < bottom; y++) {
      for (let x = left; x < right; x++) {
        products(x, y).forEach((p, k) => {
          sums[k] += f(p);
        });
      }
    }
    return sums;
  };

  const exact = first instanceof Uint8Array && second instanceof Uint8Array;
  const [exx, eyy, exy, ext, eyt] = sum(1, 1, width - 1, height - 1, Math.abs).map((total) =>
    exact ? 0 : 8 * U * (width + height) * total,
  );
  const result: PixelTolerance[] = [];
  for (let y = valid.top; y < valid.bottom; y++) {
    for (let x = valid.left; x < valid.right; x++) {
      const r = windowRadius;
      const [sxx, syy, sxy, sxt, syt] = sum(x - r, y - r, x + r + 1, y + r + 1, (p) => p);
      const det = sxx * syy - sxy * sxy;
      const eDet = sxx * eyy + syy * exx + 2 * Math.abs(sxy) * exy + 3 * U * (sxx * syy + sxy * sxy);
      const component = (sa: number, sat: number, sbt: number, ea: number, eat: number, ebt: number) => {
        const value = det === 0 ? 0 : (sa * sat - sxy * sbt) / det;
        const eTop =
          sa * eat +
          Math.abs(sat) * ea +
          Math.abs(sxy) * ebt +
          Math.abs(sbt) * exy +
          3 * U * (Math.abs(sa * sat) + Math.abs(sxy * sbt));
        return 2 * ((2 * (eTop + Math.abs(value) * eDet)) / Math.abs(det) + 2 * U * Math.abs(value));
      };
      // With exact sums a det of 0 is the truth, and the flow there is 0 by definition.
      const certainlyZero = det === 0 && exact;
      result.push({
        x,
        y,
        det,
        u: certainlyZero ? 0 : component(syy, sxt, syt, eyy, ext, eyt),
        v: certainlyZero ? 0 : component(sxx, syt, sxt, exx, eyt, ext),
        undetermined: !certainlyZero && !(eDet < Math.abs(det) / 2) && !(det === 0 && eDet === 0),
      });
    }
  }
  return result;
}
