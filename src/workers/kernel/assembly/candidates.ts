/**
 * Candidate flows of 8x8 blocks, before a level is refined: what a gradient method cannot find by itself.
 * Refinement only moves as far as the texture is smooth, so small or fast objects get lost in the coarse
 * levels, and motion boundaries of the coarser level are one coarse pixel wide. Each block therefore compares
 * its own flow with
 *   - those of a search of whole pixels around it, where it matches badly (coarse levels only), and
 *   - those of its four neighbours, at distance 1 and then 3 blocks (propagation as in PatchMatch, Barnes et
 *     al., SIGGRAPH 2009; DIS, Kroeger et al., ECCV 2016, does it along the scan line).
 * All blocks choose at the same time from the previous round, so the result does not depend on bands or
 * threads.
 *
 * Matching cost: mean absolute difference of the block after removing the mean difference (grey levels), so a
 * change of brightness costs nothing. A candidate must win by BIAS.
 */
import {
  H_BLOCKS,
  H_SCRATCH,
  H_SCRATCH_BYTES,
  L_FLOW_STRIDE,
  L_HEIGHT,
  L_IMAGE,
  L_IMAGE_STRIDE,
  L_U,
  L_V,
  L_WIDTH,
  field,
  levelOf,
  pointer,
} from "./arena";
import { differenceBlock } from "./warp-bins";

const BLOCK: i32 = 8;
/** A record per block: u, v, cost of the two rounds, and the flow it started from. */
const RECORD: usize = 32;
const START: usize = 24;
/** Grey levels by which a candidate must match better. */
const BIAS: f32 = 0.5;
/** A candidate must match this many times as well as the flow that is there, too. */
const SHARE: f32 = 1.1;
/** Further grey levels for each pixel of the search. */
const DISTANCE_BIAS: f32 = 0.2;
/** Blocks that match better than this, in grey levels, are not searched. */
const GOOD: f32 = 3;
/** Candidates nearer than this, px, are left to the refinement. */
const NEAR: f32 = 0.25;
/** Grey levels for each pixel that a block lies outside frame 2 beyond half of itself. */
const OUTSIDE: f32 = 0.5;

@inline
export function blockRows(h: i32): i32 {
  return (h + BLOCK - 1) / BLOCK;
}
@inline
function blockAt(arena: usize, columns: i32, x: i32, y: i32): usize {
  return pointer(arena, H_BLOCKS) + <usize>(y * columns + x) * RECORD;
}

@inline
function lerp(a: v128, b: v128, wa: v128, wb: v128): v128 {
  return i16x8.add(i16x8.mul(a, wa), i16x8.mul(b, wb));
}
@inline
function across(p: usize, wa: v128, wb: v128): v128 {
  return lerp(v128.load_ext<u8>(p), v128.load_ext<u8>(p, 1), wa, wb);
}
/** 16 (I1 - I2) of eight pixels; `a`, `b` the horizontally interpolated rows. */
@inline
function rowDifference(p: usize, a: v128, b: v128, wa: v128, wb: v128): v128 {
  return i16x8.sub(i16x8.shl(v128.load_ext<u8>(p), 4), i16x8.shr_u(lerp(a, b, wa, wb), 4));
}
@inline
function deviation(d: v128, mean: v128): v128 {
  return i16x8.abs(i16x8.sub(d, mean));
}

/** Cost of flow (u, v) for the block at pixel (x, y) of frame 1; positions in frame 2 to 1/16 px. */
export function matchCost(
  first: usize,
  second: usize,
  stride: usize,
  w: i32,
  h: i32,
  x: i32,
  y: i32,
  u: f32,
  v: f32,
): f32 {
  const X = <f32>x + u,
    Y = <f32>y + v;
  // only the part of the block that lies in frame 1 counts
  const outside =
    max<f32>(0, max<f32>(-X, X - <f32>(w - min(BLOCK, w - x)))) +
    max<f32>(0, max<f32>(-Y, Y - <f32>(h - min(BLOCK, h - y))));
  // the replicated border holds the block from -12 on
  const qx = <i32>(<f32>16 * (min<f32>(max<f32>(X, -12), <f32>(w + 3)) + 16.03125)),
    qy = <i32>(<f32>16 * (min<f32>(max<f32>(Y, -12), <f32>(h + 3)) + 16.03125));
  const fx = <i16>(qx & 15),
    fy = <i16>(qy & 15);
  let q = second + <usize>((qy >> 4) - 16) * stride + <usize>((qx >> 4) - 16),
    p = first + <usize>y * stride + <usize>x;
  const xa = i16x8.splat(16 - fx),
    xb = i16x8.splat(fx),
    ya = i16x8.splat(16 - fy),
    yb = i16x8.splat(fy);
  let a = across(q, xa, xb),
    b = across(q + stride, xa, xb);
  const d0 = rowDifference(p, a, b, ya, yb);
  q += stride;
  p += stride;
  a = across(q + stride, xa, xb);
  const d1 = rowDifference(p, b, a, ya, yb);
  q += stride;
  p += stride;
  b = across(q + stride, xa, xb);
  const d2 = rowDifference(p, a, b, ya, yb);
  q += stride;
  p += stride;
  a = across(q + stride, xa, xb);
  const d3 = rowDifference(p, b, a, ya, yb);
  q += stride;
  p += stride;
  b = across(q + stride, xa, xb);
  const d4 = rowDifference(p, a, b, ya, yb);
  q += stride;
  p += stride;
  a = across(q + stride, xa, xb);
  const d5 = rowDifference(p, b, a, ya, yb);
  q += stride;
  p += stride;
  b = across(q + stride, xa, xb);
  const d6 = rowDifference(p, a, b, ya, yb);
  q += stride;
  p += stride;
  a = across(q + stride, xa, xb);
  const d7 = rowDifference(p, b, a, ya, yb);
  // |sum of 8| <= 32640 fits i16
  const sum = i16x8.add(
    i16x8.add(i16x8.add(d0, d1), i16x8.add(d2, d3)),
    i16x8.add(i16x8.add(d4, d5), i16x8.add(d6, d7)),
  );
  const mean = i16x8.splat(<i16>((total(i32x4.extadd_pairwise_i16x8_s(sum)) + 32) >> 6));
  // sums of 8 deviations <= 65280 fit u16
  const e = i16x8.add(
    i16x8.add(
      i16x8.add(deviation(d0, mean), deviation(d1, mean)),
      i16x8.add(deviation(d2, mean), deviation(d3, mean)),
    ),
    i16x8.add(
      i16x8.add(deviation(d4, mean), deviation(d5, mean)),
      i16x8.add(deviation(d6, mean), deviation(d7, mean)),
    ),
  );
  return <f32>total(i32x4.extadd_pairwise_i16x8_u(e)) / 1024 + OUTSIDE * max<f32>(0, outside - 4);
}
@inline
function total(x: v128): i32 {
  return (
    i32x4.extract_lane(x, 0) + i32x4.extract_lane(x, 1) + i32x4.extract_lane(x, 2) + i32x4.extract_lane(x, 3)
  );
}

/**
 * Rows [y0, y1) of blocks: their mean flow, and the search of `range` pixels around it where they match
 * badly.
 */
export function startBlocks(arena: usize, index: i32, slot: usize, range: i32, y0: i32, y1: i32): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    columns = blockRows(w);
  const stride = <usize>field(level, L_IMAGE_STRIDE),
    flow = field(level, L_FLOW_STRIDE);
  const first = pointer(level + 4 * slot, L_IMAGE),
    second = pointer(level + 4 * (1 - slot), L_IMAGE);
  for (let by = y0; by < y1; by++)
    for (let bx = 0; bx < columns; bx++) {
      const x = bx * BLOCK,
        y = by * BLOCK,
        n = min(BLOCK, w - x),
        m = min(BLOCK, h - y);
      let u: f32 = 0,
        v: f32 = 0;
      for (let j = 0; j < m; j++) {
        const p = <usize>((y + j) * flow + 4 * x);
        for (let i = 0; i < n; i++) {
          u += load<f32>(pointer(level, L_U) + p + <usize>(4 * i));
          v += load<f32>(pointer(level, L_V) + p + <usize>(4 * i));
        }
      }
      u /= <f32>(n * m);
      v /= <f32>(n * m);
      const block = blockAt(arena, columns, bx, by);
      store<f32>(block, u, START);
      store<f32>(block, v, START + 4);
      let cost: f32 = -1;
      if (range > 0) {
        cost = matchCost(first, second, stride, w, h, x, y, u, v);
        if (cost > GOOD) {
          const u0 = u,
            v0 = v;
          for (let j = -range; j <= range; j++)
            for (let i = -range; i <= range; i++) {
              if (i == 0 && j == 0) continue;
              const c =
                matchCost(first, second, stride, w, h, x, y, u0 + <f32>i, v0 + <f32>j) +
                BIAS +
                DISTANCE_BIAS * <f32>(abs(i) + abs(j));
              if (c < cost) {
                cost = c;
                u = u0 + <f32>i;
                v = v0 + <f32>j;
              }
            }
        }
      }
      store<f32>(block, u);
      store<f32>(block, v, 4);
      store<f32>(block, cost, 8);
    }
}

/**
 * One round of propagation from neighbours `distance` blocks away; rounds alternate between the two halves of
 * a record.
 */
export function propagateBlocks(
  arena: usize,
  index: i32,
  slot: usize,
  round: i32,
  distance: i32,
  y0: i32,
  y1: i32,
): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    columns = blockRows(w),
    rows = blockRows(h);
  const stride = <usize>field(level, L_IMAGE_STRIDE),
    from: usize = round & 1 ? 12 : 0,
    to: usize = 12 - from;
  const first = pointer(level + 4 * slot, L_IMAGE),
    second = pointer(level + 4 * (1 - slot), L_IMAGE);
  for (let by = y0; by < y1; by++)
    for (let bx = 0; bx < columns; bx++) {
      const block = blockAt(arena, columns, bx, by),
        x = bx * BLOCK,
        y = by * BLOCK;
      let u = load<f32>(block + from),
        v = load<f32>(block + from, 4),
        cost = load<f32>(block + from, 8);
      for (let k = 0; k < 4; k++) {
        const nx = bx + (k == 0 ? distance : k == 1 ? -distance : 0),
          ny = by + (k == 2 ? distance : k == 3 ? -distance : 0);
        if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) continue;
        const other = blockAt(arena, columns, nx, ny) + from;
        const a = load<f32>(other),
          b = load<f32>(other, 4);
        if (abs(a - u) + abs(b - v) < NEAR) continue;
        if (cost < 0) cost = matchCost(first, second, stride, w, h, x, y, u, v);
        const c = matchCost(first, second, stride, w, h, x, y, a, b);
        if (c + BIAS < cost) {
          cost = c;
          u = a;
          v = b;
        }
      }
      store<f32>(block + to, u);
      store<f32>(block + to, v, 4);
      store<f32>(block + to, cost, 8);
    }
}

/** Mean absolute deviation, in grey levels, of 8 x 8 differences in 1/32. */
function deviationOf(differences: usize): f32 {
  let sum = i32x4.splat(0);
  for (let j: usize = 0; j < 128; j += 16)
    sum = i32x4.add(sum, i32x4.extadd_pairwise_i16x8_s(v128.load(differences + j)));
  const mean = i16x8.splat(<i16>((total(sum) + 32) >> 6));
  let e = i32x4.splat(0);
  for (let j: usize = 0; j < 128; j += 16)
    e = i32x4.add(e, i32x4.extadd_pairwise_i16x8_u(deviation(v128.load(differences + j), mean)));
  return <f32>total(e) / 2048;
}

/**
 * Writes the blocks that changed into the flow of the level, unless they match no better than the flow that is there, pixel
 * by pixel: the mean motion of a block, which candidates were held against, matches worse than that where the flow changes
 * within the block.
 */
export function finishBlocks(
  arena: usize,
  index: i32,
  slot: usize,
  rounds: i32,
  y0: i32,
  y1: i32,
  thread: i32,
): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    columns = blockRows(w);
  const flow = field(level, L_FLOW_STRIDE),
    from: usize = rounds & 1 ? 12 : 0,
    stride = <usize>field(level, L_IMAGE_STRIDE),
    first = pointer(level + 4 * slot, L_IMAGE),
    second = pointer(level + 4 * (1 - slot), L_IMAGE),
    differences = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES));
  for (let by = y0; by < y1; by++)
    for (let bx = 0; bx < columns; bx++) {
      const block = blockAt(arena, columns, bx, by),
        u = load<f32>(block + from),
        v = load<f32>(block + from, 4);
      if (u == load<f32>(block, START) && v == load<f32>(block, START + 4)) continue;
      const x = bx * BLOCK,
        y = by * BLOCK,
        n = min(BLOCK, w - x),
        m = min(BLOCK, h - y),
        at = <usize>(y * flow + 4 * x);
      // a part of a block, and what leaves the frame, is not compared
      const X = <f32>x + load<f32>(block, START),
        Y = <f32>y + load<f32>(block, START + 4);
      if (n == BLOCK && m == BLOCK && X >= 0 && Y >= 0 && X <= <f32>(w - BLOCK) && Y <= <f32>(h - BLOCK)) {
        differenceBlock(
          first, second, stride, w, h, x, y, pointer(level, L_U) + at, pointer(level, L_V) + at, flow, differences,
        );
        if (deviationOf(differences) < SHARE * load<f32>(block + from, 8) + BIAS) continue;
      }
      for (let j = 0; j < m; j++) {
        const p = <usize>((y + j) * flow + 4 * x);
        for (let i = 0; i < n; i++) {
          store<f32>(pointer(level, L_U) + p + <usize>(4 * i), u);
          store<f32>(pointer(level, L_V) + p + <usize>(4 * i), v);
        }
      }
    }
}
