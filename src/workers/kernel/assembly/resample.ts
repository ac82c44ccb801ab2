/**
 * Flow from one level to the next finer one: bilinear, vectors doubled (a pixel of the coarse level is two
 * fine ones).
 */
import { L_FLOW_STRIDE, L_HEIGHT, L_U, L_V, L_WIDTH, field, levelOf, pointer } from "./arena";
import { high32, low32 } from "./common";

/**
 * Fine row y of one component. Fine pixel x lies at coarse x / 2: even pixels copy, odd ones average; the
 * right edge is replicated in the coarse row first. `out` may be written up to 8 values past the row unless
 * `exact`.
 */
export function expandRow(
  coarse: usize,
  stride: i32,
  coarseW: i32,
  coarseH: i32,
  w: i32,
  y: i32,
  out: usize,
  exact: bool,
): void {
  const a = coarse + <usize>((y >> 1) * stride),
    b = coarse + <usize>(min((y + 1) >> 1, coarseH - 1) * stride);
  store<f32>(a + <usize>(4 * coarseW), load<f32>(a + <usize>(4 * (coarseW - 1))));
  store<f32>(b + <usize>(4 * coarseW), load<f32>(b + <usize>(4 * (coarseW - 1))));
  const half = f32x4.splat(0.5);
  const end = exact ? w - 7 : w;
  let x = 0;
  for (; x < end; x += 8) {
    const p = <usize>(2 * x);
    const m = f32x4.add(v128.load(a + p), v128.load(b + p)),
      n = f32x4.add(v128.load(a + p, 4), v128.load(b + p, 4));
    const odd = f32x4.mul(f32x4.add(m, n), half);
    v128.store(out + <usize>(4 * x), low32(m, odd));
    v128.store(out + <usize>(4 * x), high32(m, odd), 16);
  }
  for (; x < w; x++) {
    const p = <usize>(4 * (x >> 1)),
      q = <usize>(4 * ((x + 1) >> 1));
    store<f32>(
      out + <usize>(4 * x),
      <f32>0.5 * (load<f32>(a + p) + load<f32>(b + p) + (load<f32>(a + q) + load<f32>(b + q))),
    );
  }
}

/** Rows [y0, y1) of level `index` from level index + 1. */
export function expandRows(arena: usize, index: i32, y0: i32, y1: i32): void {
  const from = levelOf(arena, index + 1),
    level = levelOf(arena, index);
  const stride = field(from, L_FLOW_STRIDE),
    cw = field(from, L_WIDTH),
    ch = field(from, L_HEIGHT);
  const w = field(level, L_WIDTH),
    flow = field(level, L_FLOW_STRIDE);
  for (let y = y0; y < y1; y++) {
    expandRow(pointer(from, L_U), stride, cw, ch, w, y, pointer(level, L_U) + <usize>(y * flow), false);
    expandRow(pointer(from, L_V), stride, cw, ch, w, y, pointer(level, L_V) + <usize>(y * flow), false);
  }
}

/** Rows [y0, y1) of the output planes (w x h f32, no padding) from the finest solved level. */
export function outputRows(
  arena: usize,
  finest: i32,
  width: i32,
  u: usize,
  v: usize,
  y0: i32,
  y1: i32,
): void {
  const level = levelOf(arena, finest),
    flow = field(level, L_FLOW_STRIDE),
    cw = field(level, L_WIDTH),
    ch = field(level, L_HEIGHT);
  for (let y = y0; y < y1; y++) {
    const at = <usize>(4 * y * width);
    if (finest == 0) {
      memory.copy(u + at, pointer(level, L_U) + <usize>(y * flow), <usize>(4 * width));
      memory.copy(v + at, pointer(level, L_V) + <usize>(y * flow), <usize>(4 * width));
    } else {
      expandRow(pointer(level, L_U), flow, cw, ch, width, y, u + at, true);
      expandRow(pointer(level, L_V), flow, cw, ch, width, y, v + at, true);
    }
  }
}
