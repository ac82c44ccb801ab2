/**
 * Motion tensors of the variational refinement (variational.ts): for each bin of 2 x 2 pixels the sum over its pixels of
 *     k (n1 g1 g1^T + n2 g2 g2^T),   g1 = (I_xx, I_xy, I_xt),  g2 = (I_xy, I_yy, I_yt),
 * the constancy of both derivatives of the image, linearised about the warped frame and normalised, n1 = 1 / (I_xx^2 + I_xy^2 +
 * zeta^2) and so n2 (Zimmer, Bruhn & Weickert, IJCV 2011). The robust weight k = 1 / sqrt(r^2 + e^2) is that of each pixel's
 * residual r where the flow is now: a pixel that fits badly then counts little beside the others of its bin.
 */
import {
  H_SCRATCH,
  H_SCRATCH_BYTES,
  H_WIDTH,
  L_FLOW_STRIDE,
  L_GROUPS,
  L_HALF,
  L_HEIGHT,
  L_IMAGE,
  L_IMAGE_STRIDE,
  L_SPLIT_STRIDE,
  L_U,
  L_V,
  L_WIDTH,
  TENSOR_BYTES,
  field,
  levelOf,
  pointer,
} from "./arena";
import { align, even32, odd32 } from "./common";
import { replicateSides } from "./dense-lucas-kanade";
import { J11, J12, J13, J22, J23, PAD, U0, V0, flowRow, mad, tensorRow } from "./solver-memory";
import { binsOf, differenceRows, meanOfBins } from "./warp-bins";

/**
 * Normalisation floor of the data term, (0.1 grey / px^2)^2 in the integer units 1/256 of the derivatives.
 */
const ZETA2: f32 = 655.36;
/** Robust penalty sqrt(r^2 + e^2), e = 0.002 px, in units of the differences in time, which are 1/4 of those in space. */
const EPSILON2: f32 = 4e-6 / 16;
/** A quarter of each pixel of a bin, in the same units. */
const SHARE: f32 = 0.25 / 4;
/** Image rows of sums that are kept: those of three rows of bins; and rows of the flow of bins. */
const RING_ROWS: usize = 6;
const FLOW_ROWS: usize = 3;

/** Rows [b0, b1) of bins: their tensors, and the flow that these are linearised about. */
export function prepareRows(arena: usize, index: i32, slot: usize, b0: i32, b1: i32, thread: i32): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    bins = binsOf(h),
    stride = field(level, L_IMAGE_STRIDE);
  const image = pointer(level + 4 * slot, L_IMAGE),
    u = pointer(level, L_U),
    v = pointer(level, L_V),
    flow = field(level, L_FLOW_STRIDE);
  const s = <usize>field(level, L_SPLIT_STRIDE);
  const ringRow = align(<usize>(2 * field(arena, H_WIDTH) + 256));
  const upper = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES)),
    lower = upper + ringRow,
    ring = lower + ringRow + 64,
    flows = ring + RING_ROWS * 2 * ringRow,
    groups = flows + FLOW_ROWS * 2 * ringRow,
    bytes = <usize>((w + 15) >> 4) * 2 * TENSOR_BYTES;
  if (b0 == 0) memory.fill(flowRow(arena, level, -1) - PAD, 0, 2 * s);
  if (b1 == bins) memory.fill(flowRow(arena, level, b1) - PAD, 0, 2 * s);
  let ready = max(0, b0 - 1);
  for (let b = b0; b < b1; b++) {
    for (; ready <= min(bins - 1, b + 1); ready++) {
      const y = 2 * ready,
        at = <usize>(y * flow),
        below = <usize>(y + 1 < h ? flow : 0),
        row = image + <usize>(y * stride),
        f = flows + (<usize>ready % FLOW_ROWS) * 2 * ringRow;
      meanOfBins(u + at, u + at + below, w, f);
      meanOfBins(v + at, v + at + below, w, f + ringRow);
      // a group of bins may end behind the last one, where rows of other things were
      replicateSides(f, <usize>(4 * binsOf(w)));
      replicateSides(f + ringRow, <usize>(4 * binsOf(w)));
      differenceRows(level, slot, ready, f, f + ringRow, upper, lower);
      const to = ringOf(ring, ringRow, y);
      sumRow(row, upper, w, to, to + ringRow);
      if (y + 1 < h) {
        const next = ringOf(ring, ringRow, y + 1);
        sumRow(row + <usize>stride, lower, w, next, next + ringRow);
      }
    }
    memory.fill(groups, 0, bytes);
    const f = flows + (<usize>b % FLOW_ROWS) * 2 * ringRow;
    for (let y = 2 * b; y < min(2 * b + 2, h); y++)
      addRow(
        ringOf(ring, ringRow, max(y - 2, 0)),
        ringOf(ring, ringRow, max(y - 1, 0)),
        ringOf(ring, ringRow, y),
        ringOf(ring, ringRow, min(y + 1, h - 1)),
        ringOf(ring, ringRow, min(y + 2, h - 1)),
        ringRow, w, h, y, f, f + ringRow, groups,
      );
    splitRow(arena, level, b, groups, f, f + ringRow);
  }
}
@inline
function ringOf(ring: usize, ringRow: usize, y: i32): usize {
  return ring + (<usize>y % RING_ROWS) * 2 * ringRow;
}
/**
 * diff row -> `sum` = 32 (I1 + warped I2) and `time` = 32 (warped I2 - I1), replicated 8 columns to either
 * side.
 */
function sumRow(image: usize, diff: usize, w: i32, sum: usize, time: usize): void {
  for (let x: usize = 0; x < <usize>w; x += 8) {
    const d = v128.load(diff + 2 * x);
    v128.store(sum + 2 * x, i16x8.sub(i16x8.shl(v128.load_ext<u8>(image + x), 6), d));
    v128.store(time + 2 * x, i16x8.neg(d));
  }
  const end = <usize>(2 * w);
  v128.store(sum - 16, v128.load16_splat(sum));
  v128.store(sum + end, v128.load16_splat(sum + end - 2));
  v128.store(time - 16, v128.load16_splat(time));
  v128.store(time + end, v128.load16_splat(time + end - 2));
}
/**
 * Adds the tensors of image row y to those of its bins; `r0` to `r4`: the sums of rows y - 2 to y + 2, `time` bytes behind
 * them the differences; `fu`, `fv`: the flow of the bins.
 */
function addRow(
  r0: usize,
  r1: usize,
  r2: usize,
  r3: usize,
  r4: usize,
  time: usize,
  w: i32,
  h: i32,
  y: i32,
  fu: usize,
  fv: usize,
  group: usize,
): void {
  const maxX = f32x4.splat(<f32>(w - 1)),
    maxY = f32x4.splat(<f32>(h - 1)),
    eight = f32x4.splat(8),
    yy = f32x4.splat(<f32>y),
    one = f32x4.splat(1);
  let xe = f32x4(0, 2, 4, 6);
  for (let x: usize = 0; x < <usize>w; x += 8) {
    const q: usize = x * 2,
      c = v128.load(r2 + q);
    // in 1/256 of grey / px^2, and 1/64 in time
    const dxx = curvature(v128.load(r2 + q - 4), c, v128.load(r2 + q, 4)),
      dyy = curvature(v128.load(r0 + q), c, v128.load(r4 + q));
    const dxy = i16x8.sub(
      i16x8.sub(v128.load(r3 + q, 2), v128.load(r3 + q - 2)),
      i16x8.sub(v128.load(r1 + q, 2), v128.load(r1 + q - 2)),
    );
    const t2 = r2 + time + q;
    const dxt = i16x8.sub(v128.load(t2, 2), v128.load(t2 - 2)),
      dyt = i16x8.sub(v128.load(r3 + time + q), v128.load(r1 + time + q));
    const X = f32x4.add(xe, v128.load(fu + q)),
      Y = f32x4.add(yy, v128.load(fv + q)),
      inRow = isWithin(Y, maxY);
    let xx = evenOf16(dxx),
      xy = evenOf16(dxy),
      yy2 = evenOf16(dyy),
      xt = evenOf16(dxt),
      yt = evenOf16(dyt),
      inside = v128.and(inRow, isWithin(X, maxX));
    let n = norms(xx, xy, yy2, inside),
      n1 = f32x4.mul(n, norm(xy, yy2)),
      n2 = f32x4.mul(n, norm(xx, xy)),
      k = robust(n1, xt, n2, yt);
    n1 = f32x4.mul(n1, k);
    n2 = f32x4.mul(n2, k);
    let a = f32x4.mul(n1, xx),
      b = f32x4.mul(n2, xy),
      d = f32x4.mul(n1, xy),
      e = f32x4.mul(n2, yy2);
    let j11 = mad(a, xx, b, xy),
      j12 = mad(a, xy, b, yy2),
      j22 = mad(d, xy, e, yy2),
      j13 = mad(a, xt, b, yt),
      j23 = mad(d, xt, e, yt);
    xx = oddOf16(dxx);
    xy = oddOf16(dxy);
    yy2 = oddOf16(dyy);
    xt = oddOf16(dxt);
    yt = oddOf16(dyt);
    inside = v128.and(inRow, isWithin(f32x4.add(X, one), maxX));
    n = norms(xx, xy, yy2, inside);
    n1 = f32x4.mul(n, norm(xy, yy2));
    n2 = f32x4.mul(n, norm(xx, xy));
    k = robust(n1, xt, n2, yt);
    n1 = f32x4.mul(n1, k);
    n2 = f32x4.mul(n2, k);
    a = f32x4.mul(n1, xx);
    b = f32x4.mul(n2, xy);
    d = f32x4.mul(n1, xy);
    e = f32x4.mul(n2, yy2);
    j11 = f32x4.add(j11, mad(a, xx, b, xy));
    j12 = f32x4.add(j12, mad(a, xy, b, yy2));
    j22 = f32x4.add(j22, mad(d, xy, e, yy2));
    j13 = f32x4.add(j13, mad(a, xt, b, yt));
    j23 = f32x4.add(j23, mad(d, xt, e, yt));
    v128.store(group, f32x4.add(v128.load(group, J11), j11), J11);
    v128.store(group, f32x4.add(v128.load(group, J12), j12), J12);
    v128.store(group, f32x4.add(v128.load(group, J22), j22), J22);
    v128.store(group, f32x4.add(v128.load(group, J13), j13), J13);
    v128.store(group, f32x4.add(v128.load(group, J23), j23), J23);
    group += TENSOR_BYTES;
    xe = f32x4.add(xe, eight);
  }
}
@inline
function curvature(a: v128, b: v128, c: v128): v128 {
  return i16x8.sub(i16x8.add(a, c), i16x8.shl(b, 1));
}
@inline
function evenOf16(x: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.shr_s(i32x4.shl(x, 16), 16));
}
@inline
function oddOf16(x: v128): v128 {
  return f32x4.convert_i32x4_s(i32x4.shr_s(x, 16));
}
@inline
function isWithin(x: v128, max: v128): v128 {
  return v128.and(f32x4.ge(x, f32x4.splat(0)), f32x4.le(x, max));
}
@inline
function norm(a: v128, b: v128): v128 {
  return f32x4.add(mad(a, a, b, b), f32x4.splat(ZETA2));
}
/** The product of both normalisations, from which each follows by a multiplication; 0 outside. */
@inline
function norms(xx: v128, xy: v128, yy: v128, inside: v128): v128 {
  return v128.and(f32x4.div(f32x4.splat(1), f32x4.mul(norm(xx, xy), norm(xy, yy))), inside);
}
@inline
function robust(n1: v128, xt: v128, n2: v128, yt: v128): v128 {
  const r2 = mad(f32x4.mul(n1, xt), xt, f32x4.mul(n2, yt), yt);
  return f32x4.div(f32x4.splat(SHARE), f32x4.sqrt(f32x4.add(r2, f32x4.splat(EPSILON2))));
}
/** The row of bins, even ones and odd ones apart. */
function splitRow(arena: usize, level: usize, row: i32, from: usize, fu: usize, fv: usize): void {
  const s = <usize>field(level, L_SPLIT_STRIDE),
    half = <usize>field(level, L_HALF),
    groups = field(level, L_GROUPS),
    oddGroups = <usize>groups * TENSOR_BYTES;
  const four = f32x4.splat(4);
  let group = tensorRow(arena, level, row),
    eu = flowRow(arena, level, row);
  v128.store(eu - PAD, f32x4.splat(0));
  v128.store(eu + half - PAD, f32x4.splat(0));
  v128.store(eu + s - PAD, f32x4.splat(0));
  v128.store(eu + s + half - PAD, f32x4.splat(0));
  for (let g = 0; g < groups; g++) {
    const odd = group + oddGroups;
    let a: v128, b: v128;
    a = v128.load(from, J11);
    b = v128.load(from, J11 + TENSOR_BYTES);
    v128.store(group, even32(a, b), J11);
    v128.store(odd, odd32(a, b), J11);
    a = v128.load(from, J12);
    b = v128.load(from, J12 + TENSOR_BYTES);
    v128.store(group, even32(a, b), J12);
    v128.store(odd, odd32(a, b), J12);
    a = v128.load(from, J22);
    b = v128.load(from, J22 + TENSOR_BYTES);
    v128.store(group, even32(a, b), J22);
    v128.store(odd, odd32(a, b), J22);
    // differences in time are in 1/64
    a = f32x4.mul(four, v128.load(from, J13));
    b = f32x4.mul(four, v128.load(from, J13 + TENSOR_BYTES));
    v128.store(group, even32(a, b), J13);
    v128.store(odd, odd32(a, b), J13);
    a = f32x4.mul(four, v128.load(from, J23));
    b = f32x4.mul(four, v128.load(from, J23 + TENSOR_BYTES));
    v128.store(group, even32(a, b), J23);
    v128.store(odd, odd32(a, b), J23);
    const ua = v128.load(fu),
      ub = v128.load(fu, 16),
      va = v128.load(fv),
      vb = v128.load(fv, 16);
    const ue = even32(ua, ub),
      uo = odd32(ua, ub),
      ve = even32(va, vb),
      vo = odd32(va, vb);
    v128.store(group, ue, U0);
    v128.store(group, ve, V0);
    v128.store(odd, uo, U0);
    v128.store(odd, vo, V0);
    v128.store(eu, ue);
    v128.store(eu + s, ve);
    v128.store(eu + half, uo);
    v128.store(eu + half + s, vo);
    group += TENSOR_BYTES;
    from += 2 * TENSOR_BYTES;
    eu += 16;
    fu += 32;
    fv += 32;
  }
}
