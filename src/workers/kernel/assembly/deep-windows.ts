/** Running sums of f64 along a row, two columns a step. */

/** Columns x and x + 1: what enters the window minus what leaves it, and the same of both. */
@inline
export function step(enter: usize, leave: usize): v128 {
  const d = f64x2.sub(v128.load(enter), v128.load(leave));
  return f64x2.add(d, v128.shuffle<u64>(f64x2.splat(0), d, 1, 2));
}
@inline
export function last(x: v128): v128 {
  return v128.shuffle<u64>(x, x, 1, 1);
}
/** The sum of columns [0, 2 radius], in both lanes: one step before the first window. */
@inline
export function beforeFirst(row: usize, radius: i32): v128 {
  let sum: f64 = 0;
  for (let x = 0; x <= 2 * radius; x++) sum += load<f64>(row + 8 * <usize>x);
  return f64x2.splat(sum);
}
