import { checkArguments, type LucasKanade, validRegion } from "./method";

/** Bytes of a number in an array of numbers. */
const NUMBER_BYTES = 8;

/**
 * Where the story of this project starts: derivatives in lists of lists of numbers, and for every pixel
 * the five sums over its window added up again from nothing. Its cost grows with the square of the radius,
 * its memory with the size of the picture. Kept as it is, slow, to be compared with.
 */
export const naive: LucasKanade = (pair, windowRadius, field, context) => {
  checkArguments(pair, windowRadius, field);
  const { width, height, first, second } = pair;

  const dx: number[][] = [];
  const dy: number[][] = [];
  const dt: number[][] = [];
  for (let y = 0; y < height; y++) {
    context.throwIfCancelled();
    const dxRow: number[] = [];
    const dyRow: number[] = [];
    const dtRow: number[] = [];
    for (let x = 0; x < width; x++) {
      const onBorder = x === 0 || y === 0 || x === width - 1 || y === height - 1;
      const at = y * width + x;
      dxRow.push(onBorder ? 0 : (first[at + 1] - first[at - 1]) / 2);
      dyRow.push(onBorder ? 0 : (first[at + width] - first[at - width]) / 2);
      dtRow.push(onBorder ? 0 : first[at] - second[at]);
    }
    dx.push(dxRow);
    dy.push(dyRow);
    dt.push(dtRow);
  }

  const valid = validRegion(width, height, windowRadius);
  const u: number[][] = [];
  const v: number[][] = [];
  for (let y = 0; y < height; y++) {
    context.throwIfCancelled();
    const uRow: number[] = [];
    const vRow: number[] = [];
    for (let x = 0; x < width; x++) {
      if (!valid || x < valid.left || x >= valid.right || y < valid.top || y >= valid.bottom) {
        uRow.push(0);
        vRow.push(0);
        continue;
      }
      const sxx = windowSum(dx, dx, x, y, windowRadius);
      const syy = windowSum(dy, dy, x, y, windowRadius);
      const sxy = windowSum(dx, dy, x, y, windowRadius);
      const sxt = windowSum(dx, dt, x, y, windowRadius);
      const syt = windowSum(dy, dt, x, y, windowRadius);
      const det = sxx * syy - sxy * sxy;
      uRow.push(det === 0 ? 0 : (syy * sxt - sxy * syt) / det);
      vRow.push(det === 0 ? 0 : (sxx * syt - sxy * sxt) / det);
    }
    u.push(uRow);
    v.push(vRow);
    if (y === height - 1) {
      // Inside the loop, where the engine cannot know yet that the derivatives are needed no more.
      context.holdsMost({ buffers: 0, lists: 5 * width * height * NUMBER_BYTES });
    }
  }

  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      field.u[y * width + x] = u[y][x];
      field.v[y * width + x] = v[y][x];
    }
  }
};

/** The sum of a[j][i] * b[j][i] over the window centred on (x, y). */
function windowSum(a: number[][], b: number[][], x: number, y: number, radius: number): number {
  let sum = 0;
  for (let j = y - radius; j <= y + radius; j++) {
    for (let i = x - radius; i <= x + radius; i++) {
      sum += a[j][i] * b[j][i];
    }
  }
  return sum;
}
