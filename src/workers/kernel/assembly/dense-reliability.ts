/**
 * Reliability of the vectors of dense-pyramidal: 1 / (1 + odds), the odds against a vector being right, a sum over what may
 * be wrong with it, each of which alone can make it unreliable:
 *   deformation   w0 g^3, g the mean size of the flow's gradient over 5x5 pixels
 *   fit           w1 e^6, e the error of fit-error.ts in pixels of the frame, the least of those of the levels
 *   disagreement  w2 d^2, d the distance in pixels from where the vector and then a coarse backward flow lead to
 *   unseen        w3 m^2, m the share of the window whose vectors leave the frame
 * The sense, and where the weights come from, is told by ../reliability.ts. All is computed at level 1 (level 0 where
 * there is no other) and expanded; every value is that of its pixel alone, so bands cannot change it.
 *
 * What was the flow's memory is used again: of each level L_NEXT_U and L_NEXT_V hold the flow that is judged, L_U the
 * error of its fit, and L_V the odds of disagreement, but for the finest level of the backward flow, which is in its L_U
 * and L_V until those odds are in H_DISAGREEMENT.
 */
import {
  H_DISAGREEMENT,
  H_LEVELS,
  H_SCRATCH,
  H_SCRATCH_BYTES,
  L_FLOW_STRIDE,
  L_HEIGHT,
  L_NEXT_U,
  L_NEXT_V,
  L_U,
  L_V,
  L_WIDTH,
  backwardLevel,
  field,
  levelOf,
  pointer,
} from "./arena";
import { bandStart, barrier, even32 } from "./common";
import { replicateSides, smoothRow } from "./dense-lucas-kanade";
import { O_FINEST, backwardFlow } from "./dense-pyramidal";
import { throwIfCancelled } from "./environment";
import { fitErrorRows } from "./fit-error";
import { expandRow } from "./resample";

/** Weights of the odds: 4 x f32 of the options. */
const O_ODDS: usize = 128;
const DEFORMATION: usize = O_ODDS,
  FIT: usize = O_ODDS + 4,
  DISAGREEMENT: usize = O_ODDS + 8,
  UNSEEN: usize = O_ODDS + 12;
/** Window radius of the error of fit at the finest level that is looked at, and at the others, in their pixels. */
const RADIUS: i32 = 4;
const COARSE_RADIUS: i32 = 2;
/** Coarsest level that is looked at. */
const COARSEST: i32 = 3; // arena.ts has row pairs as far
/** Least odds: nothing is certain. */
const LEAST_ODDS: f32 = 1e-4;
/** Bytes between scratch rows, and before their first value. */
const ROW: usize = 4 * 8192 + 640;
const PAD: usize = 64;

/**
 * Reliability of the flow (u, v) that denseFlow has just computed in this arena, into `out` (width x height f32). Called by
 * all `threads` threads at once; returns when all are done.
 */
export function denseReliability(
  arena: usize,
  cell: usize,
  options: usize,
  width: i32,
  u: usize,
  v: usize,
  out: usize,
  thread: i32,
  threads: i32,
): void {
  const levels = load<i32>(arena, H_LEVELS),
    finest = min(load<i32>(options + O_FINEST), levels - 1);
  const base = min(1, levels - 1),
    top = min(COARSEST, levels - 1),
    back = backwardLevel(levels, finest);
  backwardFlow(arena, cell, options, thread, threads);
  throwIfCancelled();
  for (let l = base; l <= max(top, back); l++) decimateRows(arena, l, width, u, v, thread, threads);
  barrier(cell, threads);
  disagreementRows(arena, back, base, load<f32>(options + DISAGREEMENT), thread, threads);
  barrier(cell, threads);
  for (let l = back - 1; l >= base; l--) {
    expandPlane(arena, l, disagreementOf(arena, l + 1, back), pointer(levelOf(arena, l), L_V), thread, threads);
    barrier(cell, threads);
  }
  throwIfCancelled();
  const odds = disagreementOf(arena, base, back);
  for (let l = base; l <= top; l++) {
    const h = field(levelOf(arena, l), L_HEIGHT),
      y0 = bandStart(h, thread, threads),
      y1 = bandStart(h, thread + 1, threads);
    if (l == base) fitErrorRows(arena, l, RADIUS, odds, load<f32>(options + UNSEEN), y0, y1, thread);
    else fitErrorRows(arena, l, COARSE_RADIUS, 0, 0, y0, y1, thread);
  }
  barrier(cell, threads);
  for (let l = top - 1; l >= base; l--) {
    leastErrorRows(arena, l, thread, threads);
    barrier(cell, threads);
  }
  const fit = load<f32>(options + FIT) * <f32>(1 << (6 * base)),
    deformation = load<f32>(options + DEFORMATION);
  combineRows(arena, base, deformation, fit, odds, thread, threads);
  barrier(cell, threads);
  outRows(arena, base, width, out, thread, threads);
  barrier(cell, threads);
}

/** The plane of a level that holds the odds of disagreement. */
function disagreementOf(arena: usize, l: i32, back: i32): usize {
  return l == back ? pointer(arena, H_DISAGREEMENT) : pointer(levelOf(arena, l), L_V);
}
@inline
function scratchOf(arena: usize, thread: i32): usize {
  return pointer(arena, H_SCRATCH) + <usize>(thread * field(arena, H_SCRATCH_BYTES)) + PAD;
}

/** The flow at every 2^l-th pixel, in pixels of level l, with a replicated value on either side. */
function decimateRows(arena: usize, l: i32, width: i32, u: usize, v: usize, thread: i32, threads: i32): void {
  const level = levelOf(arena, l),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    flow = field(level, L_FLOW_STRIDE);
  const y1 = bandStart(h, thread + 1, threads);
  for (let y = bandStart(h, thread, threads); y < y1; y++) {
    const from = <usize>(4 * (y << l) * width),
      to = <usize>(y * flow);
    decimateRow(u + from, pointer(level, L_NEXT_U) + to, w, l);
    decimateRow(v + from, pointer(level, L_NEXT_V) + to, w, l);
  }
}
function decimateRow(from: usize, to: usize, w: i32, l: i32): void {
  const part: f32 = <f32>1 / <f32>(1 << l);
  let x = 0;
  if (l == 1) {
    const half = f32x4.splat(0.5);
    for (; x + 4 < w; x += 4) {
      const p = from + <usize>(8 * x);
      v128.store(to + <usize>(4 * x), f32x4.mul(half, even32(v128.load(p), v128.load(p, 16))));
    }
  }
  for (; x < w; x++) store<f32>(to + <usize>(4 * x), part * load<f32>(from + <usize>(4 * (x << l))));
  store<f32>(to - 4, load<f32>(to));
  store<f32>(to + <usize>(4 * w), load<f32>(to + <usize>(4 * (w - 1))));
}

/**
 * Odds of disagreement at the finest level of the backward flow, over 2^(back - base), which expanding them to level
 * `base` makes good. Positions outside the frame are brought to its border.
 */
function disagreementRows(arena: usize, back: i32, base: i32, weight: f32, thread: i32, threads: i32): void {
  const level = levelOf(arena, back),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    flow = field(level, L_FLOW_STRIDE);
  const bu = pointer(level, L_U),
    bv = pointer(level, L_V),
    out = pointer(arena, H_DISAGREEMENT);
  const scale = (weight * <f32>(1 << (2 * back))) / <f32>(1 << (back - base));
  const maxX = <f32>(w - 1),
    maxY = <f32>(h - 1),
    y1 = bandStart(h, thread + 1, threads);
  for (let y = bandStart(h, thread, threads); y < y1; y++) {
    const row = <usize>(y * flow),
      fu = pointer(level, L_NEXT_U) + row,
      fv = pointer(level, L_NEXT_V) + row;
    for (let x = 0; x < w; x++) {
      const at = <usize>(4 * x),
        u = load<f32>(fu + at),
        v = load<f32>(fv + at);
      const X = min<f32>(maxX, max<f32>(0, <f32>x + u)),
        Y = min<f32>(maxY, max<f32>(0, <f32>y + v)),
        ix = <i32>X,
        iy = <i32>Y;
      const p = <usize>(iy * flow + 4 * ix),
        right: usize = ix + 1 < w ? 4 : 0,
        below: usize = iy + 1 < h ? <usize>flow : 0;
      const du = u + bilinear(bu + p, right, below, X - <f32>ix, Y - <f32>iy),
        dv = v + bilinear(bv + p, right, below, X - <f32>ix, Y - <f32>iy);
      store<f32>(out + row + at, scale * (du * du + dv * dv));
    }
  }
}
@inline
function bilinear(p: usize, right: usize, below: usize, fx: f32, fy: f32): f32 {
  const a = load<f32>(p),
    b = load<f32>(p + right),
    c = load<f32>(p + below),
    d = load<f32>(p + below + right);
  const top = a + fx * (b - a),
    bottom = c + fx * (d - c);
  return top + fy * (bottom - top);
}

/** A plane of level l from one of level l + 1, whose values are doubled. */
function expandPlane(arena: usize, l: i32, from: usize, to: usize, thread: i32, threads: i32): void {
  const coarse = levelOf(arena, l + 1),
    level = levelOf(arena, l),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    flow = field(level, L_FLOW_STRIDE);
  const y1 = bandStart(h, thread + 1, threads);
  for (let y = bandStart(h, thread, threads); y < y1; y++)
    expandRow(
      from,
      field(coarse, L_FLOW_STRIDE),
      field(coarse, L_WIDTH),
      field(coarse, L_HEIGHT),
      w,
      y,
      to + <usize>(y * flow),
      false,
    );
}

/** The error of fit of level l becomes the lesser of its own and that of level l + 1, in pixels of level l. */
function leastErrorRows(arena: usize, l: i32, thread: i32, threads: i32): void {
  const coarse = levelOf(arena, l + 1),
    level = levelOf(arena, l),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    flow = field(level, L_FLOW_STRIDE);
  const row = scratchOf(arena, thread),
    y1 = bandStart(h, thread + 1, threads);
  for (let y = bandStart(h, thread, threads); y < y1; y++) {
    expandRow(
      pointer(coarse, L_U),
      field(coarse, L_FLOW_STRIDE),
      field(coarse, L_WIDTH),
      field(coarse, L_HEIGHT),
      w,
      y,
      row,
      false,
    );
    const own = pointer(level, L_U) + <usize>(y * flow);
    for (let x: usize = 0; x < <usize>(4 * w); x += 16)
      v128.store(own + x, f32x4.pmin(v128.load(own + x), v128.load(row + x)));
  }
}

/** Size of the flow's gradient (central differences, px/px) of one row; `above` and `below` are offsets of rows. */
function gradientRow(u: usize, v: usize, above: usize, below: usize, w: i32, out: usize): void {
  const quarter = f32x4.splat(0.25),
    end = <usize>(4 * w);
  for (let x: usize = 0; x < end; x += 16) {
    const ux = f32x4.sub(v128.load(u + x + 4), v128.load(u + x - 4)),
      vx = f32x4.sub(v128.load(v + x + 4), v128.load(v + x - 4)),
      uy = f32x4.sub(v128.load(u + x + below), v128.load(u + x - above)),
      vy = f32x4.sub(v128.load(v + x + below), v128.load(v + x - above));
    const square = f32x4.add(
      f32x4.add(f32x4.mul(ux, ux), f32x4.mul(vx, vx)),
      f32x4.add(f32x4.mul(uy, uy), f32x4.mul(vy, vy)),
    );
    v128.store(out + x, f32x4.sqrt(f32x4.mul(quarter, square)));
  }
  replicateSides(out, end);
}

/** Reliability at level `base`, into its L_U; at level 1 its half, which expanding doubles. */
function combineRows(
  arena: usize,
  base: i32,
  deformation: f32,
  fit: f32,
  odds: usize,
  thread: i32,
  threads: i32,
): void {
  const level = levelOf(arena, base),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    flow = field(level, L_FLOW_STRIDE);
  const u = pointer(level, L_NEXT_U),
    v = pointer(level, L_NEXT_V),
    mean = scratchOf(arena, thread),
    ring = mean + ROW;
  const y0 = bandStart(h, thread, threads),
    y1 = bandStart(h, thread + 1, threads);
  const one = f32x4.splat(1),
    least = f32x4.splat(LEAST_ODDS),
    part = f32x4.splat(<f32>1 / <f32>(1 << base)),
    k3 = f32x4.splat(deformation),
    k6 = f32x4.splat(fit);
  let ready = max(0, y0 - 2);
  for (let y = y0; y < y1; y++) {
    for (; ready <= min(h - 1, y + 2); ready++) {
      const row = <usize>(ready * flow);
      gradientRow(
        u + row,
        v + row,
        ready > 0 ? <usize>flow : 0,
        ready < h - 1 ? <usize>flow : 0,
        w,
        ringRow(ring, ready),
      );
    }
    smoothRow(
      ringRow(ring, max(y - 2, 0)),
      ringRow(ring, max(y - 1, 0)),
      ringRow(ring, y),
      ringRow(ring, min(y + 1, h - 1)),
      ringRow(ring, min(y + 2, h - 1)),
      w,
      mean,
    );
    const own = pointer(level, L_U) + <usize>(y * flow),
      other = odds + <usize>(y * flow);
    for (let x: usize = 0; x < <usize>(4 * w); x += 16) {
      const g = v128.load(mean + x),
        e = v128.load(own + x),
        e2 = f32x4.mul(e, e);
      const sum = f32x4.add(
        f32x4.add(
          f32x4.mul(k3, f32x4.mul(g, f32x4.mul(g, g))),
          f32x4.mul(k6, f32x4.mul(e2, f32x4.mul(e2, e2))),
        ),
        v128.load(other + x),
      );
      v128.store(own + x, f32x4.div(part, f32x4.add(one, f32x4.pmax(least, sum))));
    }
  }
}
@inline
function ringRow(ring: usize, y: i32): usize {
  return ring + <usize>(y % 5) * ROW;
}

/** Rows of the result at full size. */
function outRows(arena: usize, base: i32, width: i32, out: usize, thread: i32, threads: i32): void {
  const level = levelOf(arena, base),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    flow = field(level, L_FLOW_STRIDE),
    H = field(levelOf(arena, 0), L_HEIGHT);
  const from = pointer(level, L_U),
    y1 = bandStart(H, thread + 1, threads);
  for (let y = bandStart(H, thread, threads); y < y1; y++) {
    const to = out + <usize>(4 * y * width);
    if (base == 0) memory.copy(to, from + <usize>(y * flow), <usize>(4 * width));
    else expandRow(from, flow, w, h, width, y, to, true);
  }
}
