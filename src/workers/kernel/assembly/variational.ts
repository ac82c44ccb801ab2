/**
 * Variational refinement of a level's flow (Brox, Bruhn, Papenberg & Weickert, ECCV 2004). Minimises, over the flow U = (u, v),
 *     sum  sqrt(r^2 + e^2)  +  alpha sqrt(|grad u|^2 + |grad v|^2 + e^2),
 * r^2 the normalised residual of the constancy of the image gradient, linearised about the warped frame (motion-tensors.ts).
 * The grey level itself is left out: gradients alone are as accurate, do not see brightness changes, and need one
 * tensor only.
 *
 * The unknowns are the flows of bins of 2 x 2 pixels: a quarter of the systems, over which each sweep carries twice as far.
 * What changes is spread over the pixels linearly; edges that the flow has stay as they are.
 *
 * Stages, each on a band of rows, a barrier between them:
 *   prepareRows    warp, derivatives, the motion tensor J of each bin (motion-tensors.ts)
 *   weighRows      one fixed point: weights of smoothness from the current U; the 2x2 system of each bin, inverted
 *   relaxRows      half-sweeps of red-black successive over-relaxation
 *   finishRows     what has changed, added to the flow of the level
 */
import {
  H_SCRATCH,
  H_SCRATCH_BYTES,
  L_FLOW_STRIDE,
  L_GROUPS,
  L_HALF,
  L_HEIGHT,
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
import { align, high32, low32 } from "./common";
import { replicateSides } from "./dense-lucas-kanade";
import {
  J11,
  J12,
  J13,
  J22,
  J23,
  M11,
  M12,
  M22,
  PAD,
  R1,
  R2,
  U0,
  V0,
  WD,
  WL,
  WR,
  WU,
  flowRow,
  mad,
  systemRow,
  tensorRow,
} from "./solver-memory";
import { binsOf } from "./warp-bins";

/** Robust penalty of smoothness sqrt(s^2 + EPSILON^2), px: any value from 0.001 to 0.01 gives the same accuracy. */
const EPSILON2: f32 = 1e-6;

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
  const w = binsOf(field(level, L_WIDTH)),
    h = binsOf(field(level, L_HEIGHT)),
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
/** System of four bins from their tensor group `t` and the weights of their edges. */
@inline
function storeSystem(p: usize, t: usize, wl: v128, wr: v128, wu: v128, wd: v128): void {
  const u0 = v128.load(t, U0),
    v0 = v128.load(t, V0),
    j11 = v128.load(t, J11),
    j12 = v128.load(t, J12),
    j22 = v128.load(t, J22);
  // the small addend keeps a bin without texture and without neighbours (a 1 x 1 image) solvable
  const diagonal = f32x4.add(f32x4.add(f32x4.add(wl, wr), f32x4.add(wu, wd)), f32x4.splat(1e-6));
  // det = det J + trace J diagonal + diagonal^2: a sum of terms >= 0, where a c - b^2 would cancel to 0
  // or below
  const detJ = f32x4.pmax(f32x4.splat(0), f32x4.sub(f32x4.mul(j11, j22), f32x4.mul(j12, j12)));
  const q = f32x4.div(
    f32x4.splat(1),
    f32x4.add(detJ, f32x4.mul(diagonal, f32x4.add(f32x4.add(j11, j22), diagonal))),
  );
  v128.store(p, f32x4.mul(f32x4.add(j22, diagonal), q), M11);
  v128.store(p, f32x4.neg(f32x4.mul(j12, q)), M12);
  v128.store(p, f32x4.mul(f32x4.add(j11, diagonal), q), M22);
  v128.store(p, f32x4.sub(mad(j11, u0, j12, v0), v128.load(t, J13)), R1);
  v128.store(p, f32x4.sub(mad(j12, u0, j22, v0), v128.load(t, J23)), R2);
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
    w = binsOf(field(level, L_WIDTH)),
    h = binsOf(field(level, L_HEIGHT));
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
      t = tensorRow(arena, level, y);
    let hereOdd = here + half,
      belowOdd = below + half,
      aboveOdd = above + half;
    for (let x: usize = 0; x < n; x += 16) {
      const e = v128.load(here),
        o = v128.load(hereOdd),
        middle = edge(e, o, mean);
      storeSystem(
        p,
        t,
        edge(e, v128.load(hereOdd - 4), mean),
        middle,
        edge(e, v128.load(above), up),
        edge(e, v128.load(below), down),
      );
      storeSystem(
        p + groups * SYSTEM_BYTES,
        t + groups * TENSOR_BYTES,
        middle,
        edge(o, v128.load(here, 4), mean),
        edge(o, v128.load(aboveOdd), up),
        edge(o, v128.load(belowOdd), down),
      );
      p += SYSTEM_BYTES;
      t += TENSOR_BYTES;
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
 * Updates `count` groups of one colour of one row, two in a turn: `u` the row of these bins, `left` and `right` the rows
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
  for (; count > 1; count -= 2) {
    let bu = neighbours(g, v128.load(left), v128.load(right), v128.load(up), v128.load(down), v128.load(g, R1)),
      bv = neighbours(g, v128.load(leftV), v128.load(rightV), v128.load(upV), v128.load(downV), v128.load(g, R2)),
      m12 = v128.load(g, M12);
    v128.store(u, towards(v128.load(u), mad(v128.load(g, M11), bu, m12, bv), omega));
    v128.store(v, towards(v128.load(v), mad(m12, bu, v128.load(g, M22), bv), omega));
    g += SYSTEM_BYTES;
    bu = neighbours(
      g, v128.load(left, 16), v128.load(right, 16), v128.load(up, 16), v128.load(down, 16), v128.load(g, R1),
    );
    bv = neighbours(
      g, v128.load(leftV, 16), v128.load(rightV, 16), v128.load(upV, 16), v128.load(downV, 16), v128.load(g, R2),
    );
    m12 = v128.load(g, M12);
    v128.store(u, towards(v128.load(u, 16), mad(v128.load(g, M11), bu, m12, bv), omega), 16);
    v128.store(v, towards(v128.load(v, 16), mad(m12, bu, v128.load(g, M22), bv), omega), 16);
    g += SYSTEM_BYTES;
    u += 32;
    v += 32;
    left += 32;
    leftV += 32;
    right += 32;
    rightV += 32;
    up += 32;
    upV += 32;
    down += 32;
    downV += 32;
  }
  if (count > 0) {
    const bu = neighbours(g, v128.load(left), v128.load(right), v128.load(up), v128.load(down), v128.load(g, R1)),
      bv = neighbours(g, v128.load(leftV), v128.load(rightV), v128.load(upV), v128.load(downV), v128.load(g, R2)),
      m12 = v128.load(g, M12);
    v128.store(u, towards(v128.load(u), mad(v128.load(g, M11), bu, m12, bv), omega));
    v128.store(v, towards(v128.load(v), mad(m12, bu, v128.load(g, M22), bv), omega));
  }
}
/** The right side of a system with its neighbours. */
@inline
function neighbours(g: usize, left: v128, right: v128, up: v128, down: v128, known: v128): v128 {
  return f32x4.add(
    f32x4.add(mad(v128.load(g, WL), left, v128.load(g, WR), right), mad(v128.load(g, WU), up, v128.load(g, WD), down)),
    known,
  );
}
@inline
function towards(old: v128, solution: v128, omega: v128): v128 {
  return f32x4.add(old, f32x4.mul(omega, f32x4.sub(solution, old)));
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
    w = binsOf(field(level, L_WIDTH)),
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

/** Increments of the bins of row b in natural order, with a replicated one on either side. */
function incrementRow(arena: usize, level: usize, b: i32, bins: i32, outU: usize, outV: usize): void {
  const s = <usize>field(level, L_SPLIT_STRIDE),
    half = <usize>field(level, L_HALF),
    oddGroups = <usize>field(level, L_GROUPS) * TENSOR_BYTES;
  let p = flowRow(arena, level, b),
    t = tensorRow(arena, level, b);
  for (let x: usize = 0; x < <usize>(4 * bins); x += 32) {
    const ue = f32x4.sub(v128.load(p), v128.load(t, U0)),
      uo = f32x4.sub(v128.load(p + half), v128.load(t + oddGroups, U0)),
      ve = f32x4.sub(v128.load(p + s), v128.load(t, V0)),
      vo = f32x4.sub(v128.load(p + s + half), v128.load(t + oddGroups, V0));
    v128.store(outU + x, low32(ue, uo));
    v128.store(outU + x, high32(ue, uo), 16);
    v128.store(outV + x, low32(ve, vo));
    v128.store(outV + x, high32(ve, vo), 16);
    p += 16;
    t += TENSOR_BYTES;
  }
  replicateSides(outU, <usize>(4 * bins));
  replicateSides(outV, <usize>(4 * bins));
}
/** Adds increments of bins, spread linearly, to a row of the flow. */
function addRow(near: usize, far: usize, w: i32, row: usize): void {
  const most = f32x4.splat(0.75),
    least = f32x4.splat(0.25);
  let left = mad(most, v128.load(near - 16), least, v128.load(far - 16)),
    mid = mad(most, v128.load(near), least, v128.load(far));
  for (let x: usize = 0; x < <usize>(2 * w); x += 16) {
    const right = mad(most, v128.load(near + x, 16), least, v128.load(far + x, 16)),
      m = f32x4.mul(most, mid),
      even = f32x4.add(m, f32x4.mul(least, v128.shuffle<u32>(left, mid, 3, 4, 5, 6))),
      odd = f32x4.add(m, f32x4.mul(least, v128.shuffle<u32>(mid, right, 1, 2, 3, 4))),
      p = row + 2 * x;
    v128.store(p, f32x4.add(v128.load(p), low32(even, odd)));
    v128.store(p, f32x4.add(v128.load(p, 16), high32(even, odd)), 16);
    left = mid;
    mid = right;
  }
}

/** Adds the increments to the flow of image rows [y0, y1). */
export function finishRows(arena: usize, index: i32, y0: i32, y1: i32, thread: i32): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    bins = binsOf(w),
    rows = binsOf(field(level, L_HEIGHT)),
    flow = field(level, L_FLOW_STRIDE);
  const bytes = align(<usize>(4 * bins + 192)),
    ring = pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES)) + 64;
  let ready = max(0, (y0 >> 1) - 1);
  for (let y = y0; y < y1; y++) {
    const b = y >> 1,
      other = max(0, min(b + (y & 1 ? 1 : -1), rows - 1));
    for (; ready <= max(b, other); ready++) {
      const to = ring + <usize>(ready % 3) * 2 * bytes;
      incrementRow(arena, level, ready, bins, to, to + bytes);
    }
    const near = ring + <usize>(b % 3) * 2 * bytes,
      far = ring + <usize>(other % 3) * 2 * bytes;
    addRow(near, far, w, pointer(level, L_U) + <usize>(y * flow));
    addRow(near + bytes, far + bytes, w, pointer(level, L_V) + <usize>(y * flow));
  }
}
