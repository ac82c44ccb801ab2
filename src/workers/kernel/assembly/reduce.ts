/** Planes of frames at the size of a screen: area means, of what a screen shows. */

/** Places within a plane are whole numbers of so many parts of a sample. */
const PARTS: i32 = 256;

/** Where a place lies, in parts, within a plane of so many samples. */
@inline
function edge(at: f64, size: i32): i32 {
  return min(max(<i32>nearest(at * <f64>PARTS), 0), size * PARTS);
}

@inline
function sampleAt(row: usize, x: i32, wide: bool): f32 {
  return wide ? <f32>load<u16>(row + ((<usize>x) << 1)) : <f32>load<u8>(row + <usize>x);
}

@inline
function weightOf(row: i32, from: i32, to: i32): i32 {
  return min(to, (row + 1) * PARTS) - max(from, row * PARTS);
}

/** Means of columns [first, end) over rows from `from` to `to`, in parts, into `line`, as f32 at the places of their columns. */
function meanOfRows(
  source: usize,
  wide: bool,
  width: i32,
  first: i32,
  end: i32,
  from: i32,
  to: i32,
  line: usize,
): void {
  const stride = wide ? (<usize>width) << 1 : <usize>width;
  const top = from / PARTS,
    bottom = (to - 1) / PARTS;
  const scale = <f32>1 / <f32>(to - from);
  const scales = f32x4.splat(scale);
  let x = first;
  for (; x + 8 <= end; x += 8) {
    let low = i32x4.splat(0),
      high = i32x4.splat(0);
    for (let row = top; row <= bottom; row++) {
      const at = source + <usize>row * stride;
      const samples = wide ? v128.load(at + ((<usize>x) << 1)) : v128.load8x8_u(at + <usize>x);
      const weight = i16x8.splat(<i16>weightOf(row, from, to));
      low = i32x4.add(low, i32x4.extmul_low_i16x8_u(samples, weight));
      high = i32x4.add(high, i32x4.extmul_high_i16x8_u(samples, weight));
    }
    const out = line + ((<usize>x) << 2);
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_u(low), scales));
    v128.store(out, f32x4.mul(f32x4.convert_i32x4_u(high), scales), 16);
  }
  for (; x < end; x++) {
    let sum: f32 = 0;
    for (let row = top; row <= bottom; row++) {
      sum += <f32>weightOf(row, from, to) * sampleAt(source + <usize>row * stride, x, wide);
    }
    store<f32>(line + ((<usize>x) << 2), sum * scale);
  }
}

/**
 * Makes `columns` x `rows` bytes of a part of a plane: sample (i, j) is the mean of the area [left + i stepX, left + (i + 1) stepX) x
 * [top + j stepY, top + (j + 1) stepY) of the plane, times `gain` plus `offset`, rounded. What lies beyond the plane does not count.
 * Places are in samples, rounded to parts of 256; at most 255 samples are taken together in a column.
 *
 * @param wide true for samples of 16 bits
 * @param width of the plane, and of its rows in memory, in samples
 * @param scratch 4 (width + columns + 1) bytes, at a multiple of 4
 */
export function reducePlane(
  source: usize,
  wide: bool,
  width: i32,
  height: i32,
  left: f64,
  top: f64,
  stepX: f64,
  stepY: f64,
  columns: i32,
  rows: i32,
  gain: f32,
  offset: f32,
  target: usize,
  scratch: usize,
): void {
  if (!wide && stepX == 1 && stepY == 1 && gain == 1 && offset == 0 && floor(left) == left && floor(top) == top) {
    const across = min(columns, width - <i32>left),
      down = min(rows, height - <i32>top);
    for (let row = 0; row < down; row++) {
      const from = source + <usize>(<i32>top + row) * <usize>width + <usize>(<i32>left);
      memory.copy(target + <usize>row * <usize>columns, from, <usize>across);
    }
    if (across == columns && down == rows) return;
  }
  const line = scratch,
    edges = scratch + ((<usize>width) << 2);
  for (let k = 0; k <= columns; k++) {
    store<i32>(edges + ((<usize>k) << 2), edge(left + <f64>k * stepX, width));
  }
  const first = min(load<i32>(edges) / PARTS, width - 1),
    end = max((load<i32>(edges + ((<usize>columns) << 2)) - 1) / PARTS, first) + 1;
  for (let row = 0; row < rows; row++) {
    const to = max(edge(top + <f64>(row + 1) * stepY, height), 1);
    const from = min(edge(top + <f64>row * stepY, height), to - 1);
    meanOfRows(source, wide, width, first, end, from, to, line);
    const out = target + <usize>row * <usize>columns;
    for (let column = 0; column < columns; column++) {
      const place = edges + ((<usize>column) << 2);
      const end = max(load<i32>(place, 4), 1),
        start = min(load<i32>(place), end - 1);
      const one = start / PARTS,
        last = (end - 1) / PARTS;
      let sum: f32 = 0;
      for (let x = one; x <= last; x++) {
        sum += <f32>weightOf(x, start, end) * load<f32>(line + ((<usize>x) << 2));
      }
      const value = floor((sum / <f32>(end - start)) * gain + offset + 0.5);
      store<u8>(out + <usize>column, <u8>min(max(value, <f32>0), <f32>255));
    }
  }
}
