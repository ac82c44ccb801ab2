/** Flow and reliability of one row of strips, from its column sums. */
import { reliabilityOf } from "./texture-reliability";
import { COLUMN, columnsAfter, columnsBefore, laneBytes, layOutEnds, transpose4 } from "./strips";
import { MAX_PLAIN_RADIUS, cross, quotient } from "./systems";

/**
 * Solves one row into the rows u, v and, with `judged`, `reliability`, of a lane for each strip: running window sums along the
 * strips, a column of each a step. Needs the left halo: column sums of the 2 * radius columns before each strip, at negative
 * offsets of `sums`. Every four columns go on to the rows of the planes, rowU, rowV and rowR, from columnsBefore up to column
 * `last`, as far as there are four, so that the memory is written while the next ones are computed; layOutEnds does the rest.
 *
 * One column a step and each result written at once: the engine's compiler orders what has no effect by how far it is from the
 * end of the step, so that two columns in a step become one tangle, whose values do not fit into the registers.
 */
@inline
function solveColumns(
  sw: usize,
  radius: i32,
  sums: usize,
  u: usize,
  v: usize,
  reliability: usize,
  scale: f32,
  contrast: f32,
  rowU: usize,
  rowV: usize,
  rowR: usize,
  last: i32,
  wide: bool,
  judged: bool,
): void {
  const back = <usize>(2 * radius) * COLUMN;
  const scales = f32x4.splat(scale),
    contrasts = f32x4.splat(contrast);
  let a = i32x4.splat(0),
    b = a,
    c = a,
    d = a,
    e = a;
  for (let p = sums - back; p < sums; p += COLUMN) {
    a = i32x4.add(a, v128.load(p));
    b = i32x4.add(b, v128.load(p, 16));
    c = i32x4.add(c, v128.load(p, 32));
    d = i32x4.add(d, v128.load(p, 48));
    e = i32x4.add(e, v128.load(p, 64));
  }
  const end = sums + sw * COLUMN,
    strip = 4 * sw,
    limit = sums + <usize>last * COLUMN;
  let due = sums + <usize>(columnsBefore(radius) + 4) * COLUMN,
    out: usize = 4 * <usize>(radius + 1);
  if (due > limit) due = 0;
  do {
    a = i32x4.add(a, v128.load(sums));
    b = i32x4.add(b, v128.load(sums, 16));
    c = i32x4.add(c, v128.load(sums, 32));
    d = i32x4.add(d, v128.load(sums, 48));
    e = i32x4.add(e, v128.load(sums, 64));
    const det = cross(a, b, c, c, wide),
      q = quotient(det);
    v128.store(u, f32x4.mul(cross(b, d, c, e, wide), q));
    v128.store(v, f32x4.mul(cross(a, e, c, d, wide), q));
    if (judged) {
      // det is the exact integer, rounded: 0 only where that is
      const regular = f32x4.ne(det, f32x4.splat(0));
      v128.store(reliability, reliabilityOf(a, b, c, scales, contrasts, regular));
      reliability += 16;
    }
    const m = sums - back;
    a = i32x4.sub(a, v128.load(m));
    b = i32x4.sub(b, v128.load(m, 16));
    c = i32x4.sub(c, v128.load(m, 32));
    d = i32x4.sub(d, v128.load(m, 48));
    e = i32x4.sub(e, v128.load(m, 64));
    u += 16;
    v += 16;
    sums += COLUMN;
    if (sums == due) {
      transpose4(u - 64, rowU + out, strip);
      transpose4(v - 64, rowV + out, strip);
      if (judged) transpose4(reliability - 64, rowR + out, strip);
      out += 16;
      due += 4 * COLUMN;
      if (due > limit) due = 0;
    }
  } while (sums < end);
}
// One compiled loop each.
function solvePlain(
  sw: usize,
  radius: i32,
  sums: usize,
  u: usize,
  v: usize,
  rowU: usize,
  rowV: usize,
  last: i32,
): void {
  solveColumns(sw, radius, sums, u, v, 0, 0, 0, rowU, rowV, 0, last, false, false);
}
function solveWide(
  sw: usize,
  radius: i32,
  sums: usize,
  u: usize,
  v: usize,
  rowU: usize,
  rowV: usize,
  last: i32,
): void {
  solveColumns(sw, radius, sums, u, v, 0, 0, 0, rowU, rowV, 0, last, true, false);
}
function judgePlain(
  sw: usize,
  radius: i32,
  sums: usize,
  u: usize,
  v: usize,
  reliability: usize,
  scale: f32,
  contrast: f32,
  rowU: usize,
  rowV: usize,
  rowR: usize,
  last: i32,
): void {
  solveColumns(sw, radius, sums, u, v, reliability, scale, contrast, rowU, rowV, rowR, last, false, true);
}
function judgeWide(
  sw: usize,
  radius: i32,
  sums: usize,
  u: usize,
  v: usize,
  reliability: usize,
  scale: f32,
  contrast: f32,
  rowU: usize,
  rowV: usize,
  rowR: usize,
  last: i32,
): void {
  solveColumns(sw, radius, sums, u, v, reliability, scale, contrast, rowU, rowV, rowR, last, true, true);
}

/**
 * Flow of one row, see solveColumns, into the rows of planes rowU and rowV, and its reliability into rowR where that is not
 * null. `lanes` are three rows of a lane for each strip, to work in.
 */
export function solveRow(
  sw: usize,
  width: i32,
  radius: i32,
  sums: usize,
  lanes: usize,
  scale: f32,
  contrast: f32,
  rowU: usize,
  rowV: usize,
  rowR: usize,
): void {
  const wide = radius > MAX_PLAIN_RADIUS,
    u = lanes,
    v = u + laneBytes(sw),
    reliability = v + laneBytes(sw),
    last = <i32>sw - columnsAfter(width, sw);
  if (rowR == 0) {
    if (wide) solveWide(sw, radius, sums, u, v, rowU, rowV, last);
    else solvePlain(sw, radius, sums, u, v, rowU, rowV, last);
  } else {
    if (wide)
      judgeWide(sw, radius, sums, u, v, reliability, scale, contrast, rowU, rowV, rowR, last);
    else judgePlain(sw, radius, sums, u, v, reliability, scale, contrast, rowU, rowV, rowR, last);
    layOutEnds(reliability, rowR, sw, width, radius, last);
  }
  layOutEnds(u, rowU, sw, width, radius, last);
  layOutEnds(v, rowV, sw, width, radius, last);
}
