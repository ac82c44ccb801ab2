/**
 * Column sums of frames of bytes: for each column of the four strips, the sums of gx^2, gy^2, gx gy, gx gt and gy gt over the
 * rows of a window. The row that enters the window minus the row that leaves it is one dot product each, of [new, old] with
 * [new, -old].
 *
 * Loops end at their bottom: what does not change in them is then computed before them, where the compiler of the engine
 * (V8) would make constants anew in each turn.
 */
import { COLUMN, PAIR } from "./strips";

/** [new, old] -> [new, -old] */
@inline
function negateOld(x: v128): v128 {
  return i16x8.mul(x, i16x8(1, -1, 1, -1, 1, -1, 1, -1));
}
/** Adds to the five sums of a column. */
@inline
function accumulate(sums: usize, gx: v128, gy: v128, gt: v128): void {
  const nx = negateOld(gx),
    ny = negateOld(gy);
  v128.store(sums, i32x4.add(v128.load(sums), i32x4.dot_i16x8_s(gx, nx)));
  v128.store(sums, i32x4.add(v128.load(sums, 16), i32x4.dot_i16x8_s(gy, ny)), 16);
  v128.store(sums, i32x4.add(v128.load(sums, 32), i32x4.dot_i16x8_s(gx, ny)), 32);
  v128.store(sums, i32x4.add(v128.load(sums, 48), i32x4.dot_i16x8_s(gt, nx)), 48);
  v128.store(sums, i32x4.add(v128.load(sums, 64), i32x4.dot_i16x8_s(gt, ny)), 64);
}

/**
 * Moves the column sums one row down. `above`, `row`, `below` are transposed pairs of frame 1, `second` of
 * frame 2. With `fill` there is no row to leave the window yet, and the old halves are masked out.
 */
@inline
function updateColumns(
  sw: usize,
  above: usize,
  row: usize,
  below: usize,
  second: usize,
  sums: usize,
  fill: bool,
): void {
  const wanted = i32x4.splat(fill ? 0xffff : -1);
  let left = v128.load_ext<u8>(row),
    mid = v128.load_ext<u8>(row, PAIR);
  const end = sums + sw * COLUMN;
  do {
    const right = v128.load_ext<u8>(row, 2 * PAIR);
    let gx = i16x8.sub(right, left),
      gy = i16x8.sub(v128.load_ext<u8>(below, PAIR), v128.load_ext<u8>(above, PAIR)),
      gt = i16x8.sub(mid, v128.load_ext<u8>(second, PAIR));
    if (fill) {
      gx = v128.and(gx, wanted);
      gy = v128.and(gy, wanted);
      gt = v128.and(gt, wanted);
    }
    accumulate(sums, gx, gy, gt);
    const next = v128.load_ext<u8>(row, 3 * PAIR);
    gx = i16x8.sub(next, mid);
    gy = i16x8.sub(v128.load_ext<u8>(below, 2 * PAIR), v128.load_ext<u8>(above, 2 * PAIR));
    gt = i16x8.sub(right, v128.load_ext<u8>(second, 2 * PAIR));
    if (fill) {
      gx = v128.and(gx, wanted);
      gy = v128.and(gy, wanted);
      gt = v128.and(gt, wanted);
    }
    accumulate(sums + COLUMN, gx, gy, gt);
    left = right;
    mid = next;
    sums += 2 * COLUMN;
    row += 2 * PAIR;
    above += 2 * PAIR;
    below += 2 * PAIR;
    second += 2 * PAIR;
  } while (sums < end);
}
// One compiled loop each, so that the usual one carries no masks.
export function fillColumns(
  sw: usize,
  above: usize,
  row: usize,
  below: usize,
  second: usize,
  sums: usize,
): void {
  updateColumns(sw, above, row, below, second, sums, true);
}
export function moveColumns(
  sw: usize,
  above: usize,
  row: usize,
  below: usize,
  second: usize,
  sums: usize,
): void {
  updateColumns(sw, above, row, below, second, sums, false);
}
