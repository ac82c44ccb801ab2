/**
 * Motions of cells of 4 x 4 pixels, from those of the census search on: from level to level a cell tries those of the coarser
 * cells around it, then those of its neighbours, and steps around the best (propagation as in PatchMatch, Barnes et al., SIGGRAPH
 * 2009, coarse to fine as in CPM, Hu et al., CVPR 2016). What matches is the block of 8 x 8 pixels around the cell, by the cost of
 * candidates.ts. All cells choose at the same time from what the stage before left, so bands cannot change the result.
 */
import { L_FLOW_STRIDE, L_HEIGHT, L_IMAGE, L_IMAGE_STRIDE, L_U, L_V, L_WIDTH, field, levelOf, pointer } from "./arena";
import { matchCost } from "./candidates";
import { foundStride, searchedRow } from "./census";

export const CELL: i32 = 4;
/** What the block reaches beyond the cell. */
const AROUND: i32 = 2;
/** Of a cell: u, v and cost, f32. */
export const CELL_BYTES: usize = 16;
/** Grey levels by which a motion must match better. */
const BIAS: f32 = 0.3;
/** Motions of others nearer than this, px, are no others: a step finds them. */
const NEAR: f32 = 0.4;

@inline
export function cellCount(pixels: i32): i32 {
  return (pixels + CELL - 1) / CELL;
}
@inline
export function cellAt(cells: usize, columns: i32, x: i32, y: i32): usize {
  return cells + <usize>(y * columns + x) * CELL_BYTES;
}

// the cell that chooses: frames, where its block lies, and what it has chosen so far
let first: usize = 0,
  second: usize = 0,
  stride: usize = 0,
  width: i32 = 0,
  height: i32 = 0,
  blockX: i32 = 0,
  blockY: i32 = 0,
  bestU: f32 = 0,
  bestV: f32 = 0,
  bestCost: f32 = 0;

function openLevel(arena: usize, index: i32, slot: usize): void {
  const level = levelOf(arena, index);
  width = field(level, L_WIDTH);
  height = field(level, L_HEIGHT);
  stride = <usize>field(level, L_IMAGE_STRIDE);
  first = pointer(level + 4 * slot, L_IMAGE);
  second = pointer(level + 4 * (1 - slot), L_IMAGE);
}
@inline
function costOf(u: f32, v: f32): f32 {
  return matchCost(first, second, stride, width, height, blockX, blockY, u, v);
}
function start(x: i32, y: i32, u: f32, v: f32): void {
  blockX = x * CELL - AROUND;
  blockY = y * CELL - AROUND;
  bestU = u;
  bestV = v;
  bestCost = costOf(u, v);
}
function offer(u: f32, v: f32, bias: f32): void {
  if (u == bestU && v == bestV) return;
  const cost = costOf(u, v);
  if (cost + bias >= bestCost) return;
  bestU = u;
  bestV = v;
  bestCost = cost;
}
/** Offers the motion of neighbour `k` of four of a cell, `scale` times. */
@inline
function offerOf(
  cells: usize,
  columns: i32,
  rows: i32,
  x: i32,
  y: i32,
  k: i32,
  distance: i32,
  scale: f32,
): void {
  const nx = x + (k == 0 ? distance : k == 1 ? -distance : 0),
    ny = y + (k == 2 ? distance : k == 3 ? -distance : 0);
  if (nx < 0 || ny < 0 || nx >= columns || ny >= rows) return;
  const other = cellAt(cells, columns, nx, ny),
    u = scale * load<f32>(other),
    v = scale * load<f32>(other, 4);
  if (abs(u - bestU) + abs(v - bestV) >= NEAR) offer(u, v, BIAS);
}
@inline
function keep(cell: usize): void {
  store<f32>(cell, bestU);
  store<f32>(cell, bestV, 4);
  store<f32>(cell, bestCost, 8);
}

/**
 * Rows [y0, y1) of cells of the level that was searched: what was found for the pixels in their middle, or the flow that the level
 * has, where it is that of this slot.
 */
export function firstCells(
  arena: usize,
  index: i32,
  slot: usize,
  found: usize,
  hasFlow: bool,
  to: usize,
  y0: i32,
  y1: i32,
): void {
  openLevel(arena, index, slot);
  const level = levelOf(arena, index),
    columns = cellCount(width),
    row = foundStride(width),
    bytes = row * <usize>height,
    flow = field(level, L_FLOW_STRIDE);
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < columns; x++) {
      const px = min(x * CELL + 2, width - 1),
        py = min(y * CELL + 2, height - 1),
        at = <usize>(py * flow + 4 * px);
      if (hasFlow) start(x, y, load<f32>(pointer(level, L_U) + at), load<f32>(pointer(level, L_V) + at));
      else start(x, y, 0, 0);
      for (let i = -1; i <= 1; i++) {
        const qx = max(0, min(width - 1, px + i)),
          p = found + <usize>searchedRow(py, height) * row + <usize>qx;
        offer(<f32>load<i8>(p + bytes), <f32>load<i8>(p + 2 * bytes), hasFlow ? BIAS : 0);
      }
      keep(cellAt(to, columns, x, y));
    }
}

/** Rows [y0, y1) of cells from those of the next coarser level. */
export function finerCells(arena: usize, index: i32, slot: usize, from: usize, to: usize, y0: i32, y1: i32): void {
  const coarse = levelOf(arena, index + 1),
    coarseColumns = cellCount(field(coarse, L_WIDTH)),
    coarseRows = cellCount(field(coarse, L_HEIGHT));
  openLevel(arena, index, slot);
  const columns = cellCount(width);
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < columns; x++) {
      const cx = min(x >> 1, coarseColumns - 1),
        cy = min(y >> 1, coarseRows - 1);
      const own = cellAt(from, coarseColumns, cx, cy);
      start(x, y, 2 * load<f32>(own), 2 * load<f32>(own, 4));
      for (let k = 0; k < 4; k++) offerOf(from, coarseColumns, coarseRows, cx, cy, k, 1, 2);
      keep(cellAt(to, columns, x, y));
    }
}

/**
 * Rows [y0, y1) of cells after one round: what neighbours at a distance have is tried, then steps of `step` px (0: none) around the
 * best. With `trust`, records of `trustBytes` that begin with an i32, those that have it stay as they are.
 */
export function spreadCells(
  arena: usize,
  index: i32,
  slot: usize,
  distance: i32,
  step: f32,
  from: usize,
  to: usize,
  trust: usize,
  trustBytes: usize,
  y0: i32,
  y1: i32,
): void {
  openLevel(arena, index, slot);
  const columns = cellCount(width),
    rows = cellCount(height);
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < columns; x++) {
      const own = cellAt(from, columns, x, y);
      if (trust && load<i32>(trust + <usize>(y * columns + x) * trustBytes)) {
        v128.store(cellAt(to, columns, x, y), v128.load(own));
        continue;
      }
      blockX = x * CELL - AROUND;
      blockY = y * CELL - AROUND;
      bestU = load<f32>(own);
      bestV = load<f32>(own, 4);
      bestCost = load<f32>(own, 8);
      for (let k = 0; k < 4; k++) offerOf(from, columns, rows, x, y, k, distance, 1);
      if (step > 0) {
        const u = bestU,
          v = bestV;
        for (let k = 0; k < 9; k++) offer(u + step * <f32>((k % 3) - 1), v + step * <f32>(k / 3 - 1), 0);
      }
      keep(cellAt(to, columns, x, y));
    }
}

/** Rows [y0, y1): the costs of cells without trust, whose motions were filled in. */
export function weighCells(
  arena: usize,
  index: i32,
  slot: usize,
  cells: usize,
  trust: usize,
  trustBytes: usize,
  y0: i32,
  y1: i32,
): void {
  openLevel(arena, index, slot);
  const columns = cellCount(width);
  for (let y = y0; y < y1; y++)
    for (let x = 0; x < columns; x++) {
      if (load<i32>(trust + <usize>(y * columns + x) * trustBytes)) continue;
      const own = cellAt(cells, columns, x, y);
      start(x, y, load<f32>(own), load<f32>(own, 4));
      keep(own);
    }
}
