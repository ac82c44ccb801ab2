/**
 * The flow of a level from its matched cells, and what is left of it after refinement. Windows and means smear a flow across the
 * edges of large motions, and where there is no partner refinement leads anywhere: so what has left the matched motion by more than
 * LEASH gets it back, unless it matches clearly better.
 */
import {
  L_FLOW_STRIDE,
  L_HEIGHT,
  L_IMAGE,
  L_IMAGE_STRIDE,
  L_NEXT_U,
  L_NEXT_V,
  L_U,
  L_V,
  L_WIDTH,
  field,
  levelOf,
  pointer,
} from "./arena";
import { matchCost } from "./candidates";
import { CELL, cellAt, cellCount } from "./matching";

/** Pixels of the frame, in x and y together. */
const LEASH: f32 = 3;
/** Share of the matched motion's cost below which another one is kept. */
const CLEARLY: f32 = 0.6;
/** Pixels of a cell that have left, so that it is asked whether all of it has found something better: else it is at an edge. */
const MOST_OF_CELL: i32 = 12;
/** Cells of one thing differ by less, px. */
const EDGE: f32 = 2;
/** Side of the blocks that match, and what they reach beyond a cell. */
const BLOCK: i32 = 8;
const AROUND: i32 = 2;
/** Cost of a block much of which leaves the frame. */
const NEVER: f32 = 1000;
/** Bytes that a thread needs for fuseCells. */
export const FUSE_SCRATCH: usize = 256;

/** What motionAt found, px of the cells' level. */
let motionU: f32 = 0,
  motionV: f32 = 0;

/** The motion at a place of the cells' level: between those of the cells around it that are of one thing with the nearest. */
function motionAt(cells: usize, columns: i32, rows: i32, x: f32, y: f32): void {
  const gx = (x - <f32>1.5) / <f32>CELL,
    gy = (y - <f32>1.5) / <f32>CELL,
    cx = <i32>floor<f32>(gx),
    cy = <i32>floor<f32>(gy),
    fx = gx - <f32>cx,
    fy = gy - <f32>cy;
  const x0 = max(0, min(columns - 1, cx)),
    x1 = max(0, min(columns - 1, cx + 1)),
    y0 = max(0, min(rows - 1, cy)),
    y1 = max(0, min(rows - 1, cy + 1));
  const nearest = cellAt(cells, columns, fx < 0.5 ? x0 : x1, fy < 0.5 ? y0 : y1),
    u0 = load<f32>(nearest),
    v0 = load<f32>(nearest, 4);
  let u: f32 = 0,
    v: f32 = 0,
    sum: f32 = 0;
  for (let k = 0; k < 4; k++) {
    const cell = cellAt(cells, columns, k & 1 ? x1 : x0, k & 2 ? y1 : y0),
      a = load<f32>(cell),
      b = load<f32>(cell, 4);
    if (abs(a - u0) + abs(b - v0) > EDGE) continue;
    const weight = (k & 1 ? fx : <f32>1 - fx) * (k & 2 ? fy : <f32>1 - fy);
    u += weight * a;
    v += weight * b;
    sum += weight;
  }
  motionU = u / sum;
  motionV = v / sum;
}

/** Rows [y0, y1) of the flow of a level, from cells of the level `matched`, into the planes `u` and `v` of it. */
export function cellsToFlow(
  arena: usize,
  index: i32,
  matched: i32,
  cells: usize,
  u: usize,
  v: usize,
  y0: i32,
  y1: i32,
): void {
  const level = levelOf(arena, index),
    w = field(level, L_WIDTH),
    flow = field(level, L_FLOW_STRIDE),
    columns = cellCount(field(levelOf(arena, matched), L_WIDTH)),
    rows = cellCount(field(levelOf(arena, matched), L_HEIGHT));
  const step = <f32>(1 << index) / <f32>(1 << matched),
    scale = <f32>1 / step;
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < w; x++) {
      motionAt(cells, columns, rows, step * <f32>x, step * <f32>y);
      const p = <usize>(y * flow + 4 * x);
      store<f32>(u + p, scale * motionU);
      store<f32>(v + p, scale * motionV);
    }
}

/**
 * Rows [y0, y1) of cells of the matched level, whose refined flow becomes the level's next flow, with the matched motion where it
 * has left that and does not match clearly better.
 */
export function fuseCells(arena: usize, matched: i32, cells: usize, scratch: usize, y0: i32, y1: i32): void {
  const level = levelOf(arena, matched),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    flow = field(level, L_FLOW_STRIDE),
    columns = cellCount(w),
    rows = cellCount(h),
    leash = LEASH / <f32>(1 << matched);
  const u = pointer(level, L_U),
    v = pointer(level, L_V),
    nextU = pointer(level, L_NEXT_U),
    nextV = pointer(level, L_NEXT_V);
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < columns; x++) {
      let left = 0;
      for (let j = CELL * y; j < min(h, CELL * (y + 1)); j++)
        for (let i = CELL * x; i < min(w, CELL * (x + 1)); i++) {
          motionAt(cells, columns, rows, <f32>i, <f32>j);
          const p = <usize>(j * flow + 4 * i);
          const hasLeft = abs(load<f32>(u + p) - motionU) + abs(load<f32>(v + p) - motionV) > leash;
          if (hasLeft) left++;
          store<f32>(nextU + p, hasLeft ? motionU : load<f32>(u + p));
          store<f32>(nextV + p, hasLeft ? motionV : load<f32>(v + p));
        }
      if (left < MOST_OF_CELL || !isBetter(level, cells, columns, x, y, scratch)) continue;
      for (let j = CELL * y; j < min(h, CELL * (y + 1)); j++) {
        const p = <usize>(j * flow + 4 * CELL * x),
          bytes = <usize>(4 * min(CELL, w - CELL * x));
        memory.copy(nextU + p, u + p, bytes);
        memory.copy(nextV + p, v + p, bytes);
      }
    }
}

/** Whether the level's flow matches a cell clearly better than the cell's own motion. */
function isBetter(level: usize, cells: usize, columns: i32, x: i32, y: i32, scratch: usize): bool {
  const cell = cellAt(cells, columns, x, y),
    bx = CELL * x - AROUND,
    by = CELL * y - AROUND;
  const matched = matchCost(
    pointer(level, L_IMAGE),
    pointer(level + 4, L_IMAGE),
    <usize>field(level, L_IMAGE_STRIDE),
    field(level, L_WIDTH),
    field(level, L_HEIGHT),
    bx,
    by,
    load<f32>(cell),
    load<f32>(cell, 4),
  );
  return flowCost(level, bx, by, scratch) < CLEARLY * matched;
}

/** As matchCost, of a block each of whose pixels moves by the level's flow from frame 1 on. `scratch`: FUSE_SCRATCH bytes. */
function flowCost(level: usize, bx: i32, by: i32, scratch: usize): f32 {
  const w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    stride = field(level, L_IMAGE_STRIDE),
    first = pointer(level, L_IMAGE),
    second = pointer(level + 4, L_IMAGE),
    flow = field(level, L_FLOW_STRIDE);
  let n = 0,
    sum: f32 = 0;
  for (let j = max(0, by); j < min(h, by + BLOCK); j++)
    for (let i = max(0, bx); i < min(w, bx + BLOCK); i++) {
      const p = <usize>(j * flow + 4 * i),
        x = <f32>i + load<f32>(pointer(level, L_U) + p),
        y = <f32>j + load<f32>(pointer(level, L_V) + p);
      if (!(x >= 0 && y >= 0 && x <= <f32>(w - 1) && y <= <f32>(h - 1))) continue;
      const qx = <i32>x,
        qy = <i32>y,
        fx = x - <f32>qx,
        fy = y - <f32>qy,
        q = second + <usize>(qy * stride + qx),
        below = q + <usize>stride;
      const a = <f32>load<u8>(q) * (<f32>1 - fx) + <f32>load<u8>(q, 1) * fx,
        b = <f32>load<u8>(below) * (<f32>1 - fx) + <f32>load<u8>(below, 1) * fx;
      const residual = <f32>load<u8>(first + <usize>(j * stride + i)) - a * (<f32>1 - fy) - b * fy;
      store<f32>(scratch + <usize>(4 * n), residual);
      sum += residual;
      n++;
    }
  if (n < (BLOCK * BLOCK) / 2) return NEVER;
  const mean = sum / <f32>n;
  let cost: f32 = 0;
  for (let k = 0; k < n; k++) cost += abs(load<f32>(scratch + <usize>(4 * k)) - mean);
  return cost / <f32>n;
}

/** Rows [y0, y1) of the flow (u, v), in rows of `stride` bytes, of a level finer than the matched one, whose flow is followed. */
export function leashRows(
  arena: usize,
  index: i32,
  matched: i32,
  u: usize,
  v: usize,
  stride: i32,
  y0: i32,
  y1: i32,
): void {
  const w = field(levelOf(arena, index), L_WIDTH),
    coarse = levelOf(arena, matched),
    cw = field(coarse, L_WIDTH),
    ch = field(coarse, L_HEIGHT),
    flow = field(coarse, L_FLOW_STRIDE),
    cu = pointer(coarse, L_U),
    cv = pointer(coarse, L_V);
  const down = matched - index,
    half = (1 << down) >> 1,
    scale = <f32>(1 << down),
    leash = LEASH / <f32>(1 << index);
  for (let y = y0; y < y1; y++) {
    const row = min(ch - 1, (y + half) >> down) * flow;
    for (let x = 0; x < w; x++) {
      const p = <usize>(y * stride + 4 * x),
        q = <usize>(row + 4 * min(cw - 1, (x + half) >> down)),
        a = scale * load<f32>(cu + q),
        b = scale * load<f32>(cv + q);
      if (abs(load<f32>(u + p) - a) + abs(load<f32>(v + p) - b) <= leash) continue;
      store<f32>(u + p, a);
      store<f32>(v + p, b);
    }
  }
}
