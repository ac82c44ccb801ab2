/**
 * Variational refinement of a level's flow (Brox, Bruhn, Papenberg & Weickert, ECCV 2004; normalised data
 * term: Zimmer, Bruhn & Weickert, IJCV 2011). Minimises, over the flow U = (u, v),
 *     sum  sqrt(r^2 + e^2)  +  alpha sqrt(|grad u|^2 + |grad v|^2 + e^2),
 * r^2 the normalised residual of the constancy of the image gradient, linearised about the warped frame. The
 * grey level itself is left out: gradients alone are as accurate, do not see brightness changes, and need one
 * tensor only.
 *
 * Stages, each on a band of rows, a barrier between them:
 *   prepareRows    warp, derivatives, the 3x3 motion tensor J of each pixel
 *   weighRows      one fixed point: robust weights from the current U; the 2x2 system of each pixel, inverted
 *   relaxRows      half-sweeps of red-black successive over-relaxation
 *   finishRows     U back into the flow of the level
 *
 * Rows are split: even columns first, then odd columns. Then the red pixels of a row, and each of their
 * neighbours, are contiguous, and a half-sweep loads and computes only what it updates. What belongs to a
 * pixel alone is kept in groups of four pixels (16 bytes a quantity, at constant offsets: one pointer, one
 * stream of memory); U and V, which are also read as neighbours, are plain rows, with a row of zeros above
 * and below.
 */
import {
  H_FLOWS,
  H_SCRATCH,
  H_SCRATCH_BYTES,
  H_SYSTEMS,
  H_TENSORS,
  H_WIDTH,
  L_FLOW_STRIDE,
  L_GROUPS,
  L_HALF,
  L_HEIGHT,
  L_IMAGE,
  L_IMAGE_STRIDE,
  L_PAIRS,
  L_SPLIT_STRIDE,
  L_U,
  L_V,
  L_WIDTH,
  SYSTEM_BYTES,
  TENSOR_BYTES,
  field,
  levelOf,
  pointer,
} from "./arena";
import { align, even32, high32, low32, odd32 } from "./common";
import { differenceRow } from "./warp";

// tensor group: the motion tensor and the flow it is linearised about
const J11: usize = 0,
  J12: usize = 16,
  J22: usize = 32,
  J13: usize = 48,
  J23: usize = 64,
  J33: usize = 80,
  U0: usize = 96,
  V0: usize = 112;
// system group: inverse matrix, right side, weights of the edges to the left, right, upper and lower
// neighbour
const M11: usize = 0,
  M12: usize = 16,
  M22: usize = 32,
  R1: usize = 48,
  R2: usize = 64,
  WL: usize = 80,
  WR: usize = 96,
  WU: usize = 112,
  WD: usize = 128;
/** Bytes before column 0 of each half row of U and V. */
const PAD: usize = 16;

/** Robust penalties sqrt(s^2 + EPSILON^2), px: any value from 0.001 to 0.01 gives the same accuracy. */
const EPSILON2: f32 = 1e-6;
/**
 * Normalisation floor of the data term, (0.1 grey / px^2)^2 in the integer units 1/256 of the derivatives.
 */
const ZETA2: f32 = 655.36;

/** U of row y; V lies L_SPLIT_STRIDE behind. */
@inline
function flowRow(arena: usize, level: usize, y: i32): usize {
  return pointer(arena, H_FLOWS) + <usize>((y + 1) * 2 * field(level, L_SPLIT_STRIDE)) + PAD;
}
@inline
function tensorRow(arena: usize, level: usize, y: i32): usize {
  return pointer(arena, H_TENSORS) + <usize>(y * 2 * field(level, L_GROUPS)) * TENSOR_BYTES;
}
@inline
function systemRow(arena: usize, level: usize, y: i32): usize {
  return pointer(arena, H_SYSTEMS) + <usize>(y * 2 * field(level, L_GROUPS)) * SYSTEM_BYTES;
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
function mad(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), f32x4.mul(c, d));
}

// ---- prepare ----------------------------------------------------------------------------------------------

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
/** Tensor of four pixels into the group `p`. xx.. in 1/256, xt, yt in 1/64. */
@inline
function storeTensor(p: usize, xx: v128, xy: v128, yy: v128, xt: v128, yt: v128, inside: v128): void {
  const four = f32x4.splat(4),
    one = f32x4.splat(1),
    zeta = f32x4.splat(ZETA2);
  xt = f32x4.mul(xt, four);
  yt = f32x4.mul(yt, four);
  const n1 = v128.and(f32x4.div(one, f32x4.add(mad(xx, xx, xy, xy), zeta)), inside);
  const n2 = v128.and(f32x4.div(one, f32x4.add(mad(xy, xy, yy, yy), zeta)), inside);
  const a = f32x4.mul(n1, xx),
    b = f32x4.mul(n2, xy),
    c = f32x4.mul(n1, xy),
    d = f32x4.mul(n2, yy);
  v128.store(p, mad(a, xx, b, xy), J11);
  v128.store(p, mad(a, xy, b, yy), J12);
  v128.store(p, mad(c, xy, d, yy), J22);
  v128.store(p, mad(a, xt, b, yt), J13);
  v128.store(p, mad(c, xt, d, yt), J23);
  v128.store(p, mad(f32x4.mul(n1, xt), xt, f32x4.mul(n2, yt), yt), J33);
}
@inline
function inFrame(x: v128, u: v128, y: v128, v: v128, maxX: v128, maxY: v128): v128 {
  const X = f32x4.add(x, u),
    Y = f32x4.add(y, v),
    zero = f32x4.splat(0);
  return v128.and(
    v128.and(f32x4.ge(X, zero), f32x4.le(X, maxX)),
    v128.and(f32x4.ge(Y, zero), f32x4.le(Y, maxY)),
  );
}
@inline
function second(a: v128, b: v128, c: v128): v128 {
  return i16x8.sub(i16x8.add(a, c), i16x8.shl(b, 1));
}

export function prepareRows(arena: usize, index: i32, slot: usize, y0: i32, y1: i32, thread: i32): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    stride = field(level, L_IMAGE_STRIDE);
  const image = pointer(level + 4 * slot, L_IMAGE),
    pairs = pointer(level + 4 * (1 - slot), L_PAIRS);
  const u = pointer(level, L_U),
    v = pointer(level, L_V),
    flow = field(level, L_FLOW_STRIDE);
  const s = <usize>field(level, L_SPLIT_STRIDE),
    half = <usize>field(level, L_HALF),
    oddGroups = <usize>field(level, L_GROUPS) * TENSOR_BYTES;
  const ringRow = align(<usize>(2 * field(arena, H_WIDTH) + 256));
  const diff = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES)),
    ring = diff + ringRow + 64;
  if (y0 == 0) memory.fill(flowRow(arena, level, -1) - PAD, 0, 2 * s);
  if (y1 == h) memory.fill(flowRow(arena, level, h) - PAD, 0, 2 * s);
  const maxX = f32x4.splat(<f32>(w - 1)),
    maxY = f32x4.splat(<f32>(h - 1)),
    eight = f32x4.splat(8);
  let ready = max(0, y0 - 2);
  for (let y = y0; y < y1; y++) {
    for (; ready <= min(h - 1, y + 2); ready++) {
      const row = image + <usize>(ready * stride),
        at = ring + <usize>(ready % 5) * 2 * ringRow;
      differenceRow(
        pairs,
        stride,
        w,
        h,
        ready,
        u + <usize>(ready * flow),
        v + <usize>(ready * flow),
        row,
        diff,
      );
      sumRow(row, diff, w, at, at + ringRow);
    }
    const r0 = ring + <usize>(max(y - 2, 0) % 5) * 2 * ringRow,
      r1 = ring + <usize>(max(y - 1, 0) % 5) * 2 * ringRow;
    const r2 = ring + <usize>(y % 5) * 2 * ringRow;
    const r3 = ring + <usize>(min(y + 1, h - 1) % 5) * 2 * ringRow,
      r4 = ring + <usize>(min(y + 2, h - 1) % 5) * 2 * ringRow;
    const fu = u + <usize>(y * flow),
      fv = v + <usize>(y * flow),
      yy = f32x4.splat(<f32>y);
    let group = tensorRow(arena, level, y),
      eu = flowRow(arena, level, y);
    v128.store(eu - PAD, f32x4.splat(0));
    v128.store(eu + half - PAD, f32x4.splat(0));
    v128.store(eu + s - PAD, f32x4.splat(0));
    v128.store(eu + s + half - PAD, f32x4.splat(0));
    let xe = f32x4(0, 2, 4, 6),
      xo = f32x4(1, 3, 5, 7);
    for (let x: usize = 0; x < <usize>w; x += 8) {
      const q: usize = x * 2,
        c = v128.load(r2 + q);
      const dxx = second(v128.load(r2 + q - 4), c, v128.load(r2 + q, 4)),
        dyy = second(v128.load(r0 + q), c, v128.load(r4 + q));
      const dxy = i16x8.sub(
        i16x8.sub(v128.load(r3 + q, 2), v128.load(r3 + q - 2)),
        i16x8.sub(v128.load(r1 + q, 2), v128.load(r1 + q - 2)),
      );
      const t2 = r2 + ringRow + q;
      const dxt = i16x8.sub(v128.load(t2, 2), v128.load(t2 - 2)),
        dyt = i16x8.sub(v128.load(r3 + ringRow + q), v128.load(r1 + ringRow + q));
      const ua = v128.load(fu + 4 * x),
        ub = v128.load(fu + 4 * x, 16),
        va = v128.load(fv + 4 * x),
        vb = v128.load(fv + 4 * x, 16);
      const ue = even32(ua, ub),
        uo = odd32(ua, ub),
        ve = even32(va, vb),
        vo = odd32(va, vb);
      const odd = group + oddGroups,
        ou = eu + half,
        ev = eu + s,
        ov = ou + s;
      storeTensor(
        group,
        evenOf16(dxx),
        evenOf16(dxy),
        evenOf16(dyy),
        evenOf16(dxt),
        evenOf16(dyt),
        inFrame(xe, ue, yy, ve, maxX, maxY),
      );
      storeTensor(
        odd,
        oddOf16(dxx),
        oddOf16(dxy),
        oddOf16(dyy),
        oddOf16(dxt),
        oddOf16(dyt),
        inFrame(xo, uo, yy, vo, maxX, maxY),
      );
      v128.store(group, ue, U0);
      v128.store(group, ve, V0);
      v128.store(odd, uo, U0);
      v128.store(odd, vo, V0);
      v128.store(eu, ue);
      v128.store(ev, ve);
      v128.store(ou, uo);
      v128.store(ov, vo);
      group += TENSOR_BYTES;
      eu += 16;
      xe = f32x4.add(xe, eight);
      xo = f32x4.add(xo, eight);
    }
  }
}

// ---- weights ----------------------------------------------------------------------------------------------

/** Byte offset of column x within a split row. */
@inline
function column(x: i32, half: usize): usize {
  return <usize>(4 * (x >> 1)) + (x & 1 ? half : 0);
}

@inline
function smoothness(ux: v128, uy: v128, vx: v128, vy: v128, alpha: v128): v128 {
  const sum = f32x4.add(f32x4.add(mad(ux, ux, uy, uy), mad(vx, vx, vy, vy)), f32x4.splat(EPSILON2));
  return f32x4.div(alpha, f32x4.sqrt(sum));
}
/**
 * Smoothness weight alpha / sqrt(|grad u|^2 + |grad v|^2 + e^2) of row y, forward differences. The value
 * before the first column and behind the last is the negative of that column: then the mean of the two, the
 * weight of the edge that leaves the image, is exactly 0.
 */
function smoothnessRow(arena: usize, level: usize, y: i32, alpha: f32, out: usize): void {
  const w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    s = <usize>field(level, L_SPLIT_STRIDE),
    half = <usize>field(level, L_HALF);
  const k = f32x4.splat(alpha),
    n = <usize>(2 * (w + 1)),
    first = out,
    lastColumn = column(w - 1, half),
    behind = column(w, half);
  let u = flowRow(arena, level, y),
    v = u + s,
    un = flowRow(arena, level, min(y + 1, h - 1)),
    vn = un + s;
  // replicate the last column, so that its difference is 0
  store<f32>(u + behind, load<f32>(u + lastColumn));
  store<f32>(v + behind, load<f32>(v + lastColumn));
  let uOdd = u + half,
    vOdd = v + half,
    unOdd = un + half,
    vnOdd = vn + half,
    outOdd = out + half;
  for (let x: usize = 0; x < n; x += 16) {
    const ue = v128.load(u),
      uo = v128.load(uOdd),
      ve = v128.load(v),
      vo = v128.load(vOdd);
    v128.store(
      out,
      smoothness(
        f32x4.sub(uo, ue),
        f32x4.sub(v128.load(un), ue),
        f32x4.sub(vo, ve),
        f32x4.sub(v128.load(vn), ve),
        k,
      ),
    );
    v128.store(
      outOdd,
      smoothness(
        f32x4.sub(v128.load(u, 4), uo),
        f32x4.sub(v128.load(unOdd), uo),
        f32x4.sub(v128.load(v, 4), vo),
        f32x4.sub(v128.load(vnOdd), vo),
        k,
      ),
    );
    u += 16;
    uOdd += 16;
    v += 16;
    vOdd += 16;
    un += 16;
    unOdd += 16;
    vn += 16;
    vnOdd += 16;
    out += 16;
    outOdd += 16;
  }
  v128.store(out, f32x4.splat(0)); // read beside the last column, must be finite
  store<f32>(first + half - 4, -load<f32>(first));
  store<f32>(first + behind, -load<f32>(first + lastColumn));
}
/** System of four pixels from its tensor group `t`, the current flow (u, v) and the weights of its edges. */
@inline
function storeSystem(p: usize, t: usize, u: v128, v: v128, wl: v128, wr: v128, wu: v128, wd: v128): void {
  const u0 = v128.load(t, U0),
    v0 = v128.load(t, V0);
  const d = f32x4.sub(u, u0),
    e = f32x4.sub(v, v0);
  const j11 = v128.load(t, J11),
    j12 = v128.load(t, J12),
    j22 = v128.load(t, J22),
    j13 = v128.load(t, J13),
    j23 = v128.load(t, J23);
  const x = f32x4.add(mad(j11, d, j12, e), j13),
    y = f32x4.add(mad(j12, d, j22, e), j23);
  const r2 = f32x4.add(f32x4.add(mad(x, d, y, e), mad(j13, d, j23, e)), v128.load(t, J33));
  const k = f32x4.div(
    f32x4.splat(1),
    f32x4.sqrt(f32x4.add(f32x4.pmax(f32x4.splat(0), r2), f32x4.splat(EPSILON2))),
  );
  // the small addend keeps a pixel without texture and without neighbours (a 1 x 1 image) solvable
  const diagonal = f32x4.add(f32x4.add(f32x4.add(wl, wr), f32x4.add(wu, wd)), f32x4.splat(1e-6));
  const a = f32x4.add(f32x4.mul(k, j11), diagonal),
    b = f32x4.mul(k, j12),
    c = f32x4.add(f32x4.mul(k, j22), diagonal);
  // det = k^2 det J + k trace J diagonal + diagonal^2: a sum of terms >= 0, where a c - b^2 would cancel to 0
  // or below
  const detJ = f32x4.pmax(f32x4.splat(0), f32x4.sub(f32x4.mul(j11, j22), f32x4.mul(j12, j12)));
  const q = f32x4.div(
    f32x4.splat(1),
    mad(k, mad(k, detJ, f32x4.add(j11, j22), diagonal), diagonal, diagonal),
  );
  v128.store(p, f32x4.mul(c, q), M11);
  v128.store(p, f32x4.neg(f32x4.mul(b, q)), M12);
  v128.store(p, f32x4.mul(a, q), M22);
  v128.store(p, f32x4.mul(k, f32x4.sub(mad(j11, u0, j12, v0), j13)), R1);
  v128.store(p, f32x4.mul(k, f32x4.sub(mad(j12, u0, j22, v0), j23)), R2);
  v128.store(p, wl, WL);
  v128.store(p, wr, WR);
  v128.store(p, wu, WU);
  v128.store(p, wd, WD);
}
@inline
function edge(a: v128, b: v128, half: v128): v128 {
  return f32x4.mul(half, f32x4.add(a, b));
}

/** One fixed point on rows [y0, y1). `alpha` is relative to the data term. */
export function weighRows(arena: usize, index: i32, alpha: f32, y0: i32, y1: i32, thread: i32): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT);
  const s = <usize>field(level, L_SPLIT_STRIDE),
    half = <usize>field(level, L_HALF),
    groups = <usize>field(level, L_GROUPS);
  const ring = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES)) + PAD,
    ringRow = s + 64;
  const mean = f32x4.splat(0.5),
    n = <usize>(2 * w);
  if (y0 > 0) smoothnessRow(arena, level, y0 - 1, alpha, ring + <usize>((y0 - 1) % 3) * ringRow);
  smoothnessRow(arena, level, y0, alpha, ring + <usize>(y0 % 3) * ringRow);
  for (let y = y0; y < y1; y++) {
    let here = ring + <usize>(y % 3) * ringRow;
    let below = y + 1 < h ? ring + <usize>((y + 1) % 3) * ringRow : here,
      above = y > 0 ? ring + <usize>((y + 2) % 3) * ringRow : here;
    if (y + 1 < h) smoothnessRow(arena, level, y + 1, alpha, below);
    const up = f32x4.splat(y > 0 ? 0.5 : 0),
      down = f32x4.splat(y + 1 < h ? 0.5 : 0);
    const system = systemRow(arena, level, y);
    let p = system,
      t = tensorRow(arena, level, y),
      u = flowRow(arena, level, y),
      v = u + s;
    let hereOdd = here + half,
      belowOdd = below + half,
      aboveOdd = above + half,
      uOdd = u + half,
      vOdd = v + half;
    for (let x: usize = 0; x < n; x += 16) {
      const e = v128.load(here),
        o = v128.load(hereOdd),
        middle = edge(e, o, mean);
      storeSystem(
        p,
        t,
        v128.load(u),
        v128.load(v),
        edge(e, v128.load(hereOdd - 4), mean),
        middle,
        edge(e, v128.load(above), up),
        edge(e, v128.load(below), down),
      );
      storeSystem(
        p + groups * SYSTEM_BYTES,
        t + groups * TENSOR_BYTES,
        v128.load(uOdd),
        v128.load(vOdd),
        middle,
        edge(o, v128.load(here, 4), mean),
        edge(o, v128.load(aboveOdd), up),
        edge(o, v128.load(belowOdd), down),
      );
      p += SYSTEM_BYTES;
      t += TENSOR_BYTES;
      u += 16;
      uOdd += 16;
      v += 16;
      vOdd += 16;
      here += 16;
      hereOdd += 16;
      above += 16;
      aboveOdd += 16;
      below += 16;
      belowOdd += 16;
    }
    // columns behind the last one only fill their group: a zero matrix lets them decay, so that they stay
    // finite
    for (let x = w; x < ((w + 7) & ~7); x++) {
      const k = x >> 1,
        at = system + (<usize>(k >> 2) + (x & 1 ? groups : 0)) * SYSTEM_BYTES + <usize>(4 * (k & 3));
      store<f32>(at, 0, M11);
      store<f32>(at, 0, M12);
      store<f32>(at, 0, M22);
    }
  }
}

// ---- relaxation -------------------------------------------------------------------------------------------

/**
 * Updates `count` groups of one colour of one row: `u` the row of these pixels, `left` and `right` the rows
 * of their neighbours, `step` the distance to the rows above and below, `s` from U to V.
 */
@inline
function relaxRow(
  g: usize,
  u: usize,
  left: usize,
  right: usize,
  step: usize,
  s: usize,
  count: i32,
  omega: v128,
): void {
  let v = u + s,
    leftV = left + s,
    rightV = right + s,
    up = u - step,
    upV = v - step,
    down = u + step,
    downV = v + step;
  for (; count > 0; count--) {
    const wl = v128.load(g, WL),
      wr = v128.load(g, WR),
      wu = v128.load(g, WU),
      wd = v128.load(g, WD);
    const bu = f32x4.add(
      f32x4.add(mad(wl, v128.load(left), wr, v128.load(right)), mad(wu, v128.load(up), wd, v128.load(down))),
      v128.load(g, R1),
    );
    const bv = f32x4.add(
      f32x4.add(
        mad(wl, v128.load(leftV), wr, v128.load(rightV)),
        mad(wu, v128.load(upV), wd, v128.load(downV)),
      ),
      v128.load(g, R2),
    );
    const m12 = v128.load(g, M12),
      oldU = v128.load(u),
      oldV = v128.load(v);
    v128.store(u, f32x4.add(oldU, f32x4.mul(omega, f32x4.sub(mad(v128.load(g, M11), bu, m12, bv), oldU))));
    v128.store(v, f32x4.add(oldV, f32x4.mul(omega, f32x4.sub(mad(m12, bu, v128.load(g, M22), bv), oldV))));
    g += SYSTEM_BYTES;
    u += 16;
    v += 16;
    left += 16;
    leftV += 16;
    right += 16;
    rightV += 16;
    up += 16;
    upV += 16;
    down += 16;
    downV += 16;
  }
}
@inline
function relaxColour(
  u: usize,
  g: usize,
  odd: i32,
  s: usize,
  half: usize,
  groups: usize,
  evens: i32,
  odds: i32,
  omega: v128,
): void {
  relaxRow(
    odd ? g + groups * SYSTEM_BYTES : g,
    odd ? u + half : u,
    odd ? u : u + half - 4,
    odd ? u + 4 : u + half,
    2 * s,
    s,
    odd ? odds : evens,
    omega,
  );
}
/**
 * Half-sweeps [k0, k1) of rows [y0, y1): half-sweep k updates the pixels with (x + y + k) even. Several at
 * once run as a wave, each one row behind the one before: the order of updates, hence the result, is that of
 * one after the other, but the systems of a few rows stay in the cache. Several threads must take one
 * half-sweep at a time, a barrier after each.
 */
export function relaxRows(arena: usize, index: i32, k0: i32, k1: i32, omega: f32, y0: i32, y1: i32): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    s = <usize>field(level, L_SPLIT_STRIDE),
    half = <usize>field(level, L_HALF);
  const groups = <usize>field(level, L_GROUPS),
    evens = (w + 7) >> 3,
    odds = ((w >> 1) + 3) >> 2,
    factor = f32x4.splat(omega);
  for (let front = y0; front < y1 + k1 - k0 - 1; front++) {
    for (let k = max(k0, k0 + front - y1 + 1); k < min(k1, k0 + front - y0 + 1); k++) {
      const y = front - (k - k0);
      relaxColour(
        flowRow(arena, level, y),
        systemRow(arena, level, y),
        (y + k) & 1,
        s,
        half,
        groups,
        evens,
        odds,
        factor,
      );
    }
  }
}

/** The refined flow of rows [y0, y1), back in natural order. */
export function finishRows(arena: usize, index: i32, y0: i32, y1: i32): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    s = <usize>field(level, L_SPLIT_STRIDE),
    half = <usize>field(level, L_HALF);
  const flow = field(level, L_FLOW_STRIDE);
  for (let y = y0; y < y1; y++) {
    const row = flowRow(arena, level, y),
      u = pointer(level, L_U) + <usize>(y * flow),
      v = pointer(level, L_V) + <usize>(y * flow);
    for (let x: usize = 0; x < <usize>(2 * w); x += 16) {
      const ue = v128.load(row + x),
        uo = v128.load(row + x + half),
        ve = v128.load(row + s + x),
        vo = v128.load(row + s + x + half);
      v128.store(u + 2 * x, low32(ue, uo));
      v128.store(u + 2 * x, high32(ue, uo), 16);
      v128.store(v + 2 * x, low32(ve, vo));
      v128.store(v + 2 * x, high32(ve, vo), 16);
    }
  }
}
