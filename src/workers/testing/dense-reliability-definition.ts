import type { BytePair } from "./pictures";

/** Weights of the odds, as in kernel/reliability.ts. The way back is not part of this definition. */
export interface OddsWeights {
  readonly deformation: number;
  readonly fit: number;
  readonly unseen: number;
}

/** Values at whole places, row by row. */
interface Grid {
  readonly width: number;
  readonly height: number;
  readonly values: ArrayLike<number>;
}

/** The same window radii, floors and least odds as in kernel/assembly. */
const RADIUS = 4;
const COARSE_RADIUS = 2;
const COARSEST = 3;
const NOISE_FLOOR = 1 / 6;
const TEXTURE_FLOOR = 0.004;
const LEAST_ODDS = 1e-4;

/**
 * Reliability of `dense-pyramidal` as kernel/assembly/dense-reliability.ts defines it, pixel by pixel and without any thought
 * for time.
 *
 * @param flow u and v of the pair
 * @param smallestSide of the pyramid
 */
export function denseReliabilityOf(
  { width, height, first, second }: BytePair,
  flow: { readonly u: Float32Array; readonly v: Float32Array },
  smallestSide: number,
  weights: OddsWeights,
): Float32Array {
  const firsts = pyramid({ width, height, values: first }, smallestSide);
  const seconds = pyramid({ width, height, values: second }, smallestSide);
  const base = Math.min(1, firsts.length - 1);
  const top = Math.min(COARSEST, firsts.length - 1);
  const flowAt = (l: number) => ({
    u: decimated({ width, height, values: flow.u }, l),
    v: decimated({ width, height, values: flow.v }, l),
  });
  let error: Grid | null = null;
  let missing: Grid | null = null;
  for (let l = top; l >= base; l--) {
    const { u, v } = flowAt(l);
    const own = fitError(firsts[l], seconds[l], u, v, l === base ? RADIUS : COARSE_RADIUS);
    const coarser: Grid | null = error && expanded(error, own.error, 2);
    error = mapped(own.error, (value, k) => Math.min(value, coarser?.values[k] ?? value));
    missing = own.missing;
  }
  if (error === null || missing === null) throw new Error("There is no level.");
  const { u, v } = flowAt(base);
  const deformation = deformationOf(u, v);
  const [fit, unseen] = [error.values, missing.values];
  const reliability = mapped(error, (_, k) => {
    const odds =
      weights.deformation * deformation.values[k] ** 3 +
      weights.fit * (2 ** base * fit[k]) ** 6 +
      weights.unseen * unseen[k] ** 2;
    return 1 / (1 + Math.max(LEAST_ODDS, odds));
  });
  const full = base === 0 ? reliability : expanded(reliability, { width, height, values: [] }, 1);
  return Float32Array.from(full.values);
}

function at({ width, height, values }: Grid, x: number, y: number): number {
  const [column, row] = [Math.min(Math.max(x, 0), width - 1), Math.min(Math.max(y, 0), height - 1)];
  return values[row * width + column];
}

function mapped(grid: Omit<Grid, "values">, value: (now: number, k: number) => number): Grid {
  const { width, height } = grid;
  const values = "values" in grid ? (grid as Grid).values : [];
  return {
    width,
    height,
    values: Float64Array.from({ length: width * height }, (_, k) => value(values[k], k)),
  };
}

function filled(width: number, height: number, value: (x: number, y: number) => number): Grid {
  return mapped({ width, height }, (_, k) => value(k % width, Math.floor(k / width)));
}

/** Binomial of five taps and every second pixel, rounded to whole greys. */
function pyramid(picture: Grid, smallestSide: number): readonly Grid[] {
  const levels = [picture];
  for (;;) {
    const fine = levels[levels.length - 1];
    const [width, height] = [(fine.width + 1) >> 1, (fine.height + 1) >> 1];
    if (Math.min(width, height) < smallestSide) return levels;
    const taps = [1, 4, 6, 4, 1];
    levels.push(
      filled(width, height, (x, y) => {
        let sum = 0;
        for (const [j, b] of taps.entries())
          for (const [i, a] of taps.entries()) sum += a * b * at(fine, 2 * x + i - 2, 2 * y + j - 2);
        return Math.floor((sum + 128) / 256);
      }),
    );
  }
}

/** Every 2^l-th value of a flow, in pixels of that level. */
function decimated(flow: Grid, l: number): Grid {
  const length = (side: number) => Math.ceil(side / 2 ** l);
  return filled(length(flow.width), length(flow.height), (x, y) => at(flow, x << l, y << l) / 2 ** l);
}

/** Bilinear, times `factor`: coarse pixel x lies at fine pixel 2 x. */
function expanded(coarse: Grid, { width, height }: Grid, factor: number): Grid {
  return filled(width, height, (x, y) => {
    let sum = 0;
    for (const row of [y >> 1, (y + 1) >> 1])
      for (const column of [x >> 1, (x + 1) >> 1]) sum += at(coarse, column, row);
    return (factor * sum) / 4;
  });
}

/** The residual in 1/8 grey; null where the flow leaves the frame. */
function residual(first: Grid, second: Grid, u: Grid, v: Grid, x: number, y: number): number | null {
  const [X, Y] = [Math.fround(x + at(u, x, y)), Math.fround(y + at(v, x, y))];
  if (X < 0 || Y < 0 || X > second.width - 1 || Y > second.height - 1) return null;
  const [qx, qy] = [halfEven(128 * X), halfEven(64 * Y)];
  const [ix, iy, fx, fy] = [qx >> 7, qy >> 6, qx & 127, qy & 63];
  const column = (i: number) => at(second, i, iy) * (64 - fy) + at(second, i, iy + 1) * fy;
  const sample = (column(ix) * (128 - fx) + column(ix + 1) * fx + 128) >> 8;
  return (32 * at(first, x, y) - sample) >> 2;
}

function halfEven(value: number): number {
  const floor = Math.floor(value);
  const rest = value - floor;
  return rest > 0.5 || (rest === 0.5 && floor % 2 !== 0) ? floor + 1 : floor;
}

function fitError(first: Grid, second: Grid, u: Grid, v: Grid, radius: number) {
  const { width, height } = first;
  const sobel = [1, 2, 1];
  const gradientX = (x: number, y: number) =>
    sobel.reduce((sum, k, j) => sum + k * (at(first, x + 1, y + j - 1) - at(first, x - 1, y + j - 1)), 0) / 8;
  const gradientY = (x: number, y: number) =>
    sobel.reduce((sum, k, i) => sum + k * (at(first, x + i - 1, y + 1) - at(first, x + i - 1, y - 1)), 0) / 8;
  const missing = new Float64Array(width * height);
  const error = filled(width, height, (x, y) => {
    let [count, seen, xx, yy, xy, sum, squares] = [0, 0, 0, 0, 0, 0, 0];
    for (let j = Math.max(0, y - radius); j <= Math.min(height - 1, y + radius); j++) {
      for (let i = Math.max(0, x - radius); i <= Math.min(width - 1, x + radius); i++) {
        const [gx, gy, d] = [gradientX(i, j), gradientY(i, j), residual(first, second, u, v, i, j)];
        count++;
        xx += gx * gx;
        yy += gy * gy;
        xy += gx * gy;
        if (d === null) continue;
        seen++;
        sum += d / 8;
        squares += (d / 8) ** 2;
      }
    }
    missing[y * width + x] = 1 - seen / count;
    const known = Math.max(0.5, seen);
    const variance = Math.max(NOISE_FLOOR, squares / known - (sum / known) ** 2);
    const [mean, half] = [(xx + yy) / 2 / count, (xx - yy) / 2 / count];
    const smaller = Math.max(0, mean - Math.hypot(half, xy / count));
    return Math.sqrt(variance / (smaller + TEXTURE_FLOOR));
  });
  return { error, missing: { width, height, values: missing } };
}

/** Mean size of the gradient of the flow over 5 x 5 pixels. */
function deformationOf(u: Grid, v: Grid): Grid {
  const { width, height } = u;
  const size = filled(width, height, (x, y) => {
    const along = (flow: Grid) => (at(flow, x + 1, y) - at(flow, x - 1, y)) / 2;
    const down = (flow: Grid) => (at(flow, x, y + 1) - at(flow, x, y - 1)) / 2;
    return Math.hypot(along(u), along(v), down(u), down(v));
  });
  return filled(width, height, (x, y) => {
    let sum = 0;
    for (let j = -2; j <= 2; j++) for (let i = -2; i <= 2; i++) sum += at(size, x + i, y + j);
    return sum / 25;
  });
}
