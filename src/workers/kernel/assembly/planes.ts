/** What all walks over the rows of a pair share: which rows have values, and zeros where there are none. */

/** Where a window of this radius fits nowhere in a row or a column. */
@inline
export function fitsNowhere(width: i32, height: i32, radius: i32): bool {
  return min(width, height) <= 2 * (radius + 1);
}
/** The first one of rows [y0, y1) that has values; y1 where none has. */
@inline
export function firstValid(width: i32, height: i32, radius: i32, y0: i32, y1: i32): i32 {
  return fitsNowhere(width, height, radius) ? y1 : min(y1, max(y0, radius + 1));
}
/** The end of those of rows [y0, y1) that have values. */
@inline
export function endValid(width: i32, height: i32, radius: i32, y0: i32, y1: i32): i32 {
  const from = firstValid(width, height, radius, y0, y1);
  return fitsNowhere(width, height, radius) ? y1 : max(from, min(y1, height - (radius + 1)));
}
/** Zeroes rows [y0, from) and [to, y1) of a plane that is not null. */
export function zeroRows(plane: usize, width: i32, y0: i32, from: i32, to: i32, y1: i32): void {
  if (plane == 0) return;
  const bytes = 4 * <usize>width;
  if (from > y0) memory.fill(plane + bytes * <usize>y0, 0, bytes * <usize>(from - y0));
  if (y1 > to) memory.fill(plane + bytes * <usize>to, 0, bytes * <usize>(y1 - to));
}
/** Zeroes the columns of a row where a window does not fit. */
export function zeroSides(plane: usize, y: i32, width: i32, radius: i32): void {
  const row = plane + 4 * <usize>width * <usize>y,
    end = row + 4 * <usize>width;
  for (let x: usize = 0; x < 4 * <usize>(radius + 1); x += 4) {
    store<f32>(row + x, 0);
    store<f32>(end - 4 - x, 0);
  }
}
