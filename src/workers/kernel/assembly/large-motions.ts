/**
 * Motions that the pyramid loses: of things that are smaller than their way, which coarse levels do not show. Once the pyramid has
 * solved a coarse level, its blocks tell whether it has lost any. Then all motions within reach are tried there (census.ts), matched
 * from level to level in both directions (matching.ts), checked by the way back and filled in where there is no partner
 * (occlusion.ts); they become the flow of a finer level, from which the pyramid goes on (matched-flow.ts).
 *
 * The result does not depend on bands: their sums are integers, and what goes over all of a level is done by one thread.
 */
import {
  H_HEIGHT,
  H_LARGE,
  H_LEVELS,
  H_REACH,
  H_WIDTH,
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
import { censusBytes, censusRows, foundStride, searchRows, searchScratch } from "./census";
import { align, bandStart, barrier } from "./common";
import { throwIfCancelled } from "./environment";
import { FUSE_SCRATCH, cellsToFlow, fuseCells, leashRows } from "./matched-flow";
import { CELL_BYTES, cellCount, finerCells, firstCells, spreadCells, weighCells } from "./matching";
import {
  RAY_SCRATCH,
  TRUST_BYTES,
  checkCells,
  dropSmallGroups,
  fillCells,
  fitCells,
  trustCells,
} from "./occlusion";

/** Most pixels of the level whose flow is matched, and of the one where all motions are tried: that takes their square. */
const MATCHED_PIXELS: i32 = 262144;
const SEARCHED_PIXELS: i32 = 8192;
/** Least side of the latter. */
const SEARCHED_SIDE: i32 = 16;
/** Longest motion that is tried, px of that level: a byte. */
const LONGEST: i32 = 127;

/** Side of blocks, and pixels from one to the next. */
const BLOCK: i32 = 8;
const BLOCK_STEP: i32 = 4;
/** A block is lost that matches worse than this, in grey levels, and than this share of its contrast. */
const LOST: f32 = 3;
const LOST_SHARE: f32 = 0.65;
/** The search starts from so many lost blocks on, and one of so many. */
const LEAST_LOST: i32 = 4;
const ONE_OF: i32 = 20;
/** The search has failed where fewer than one of so many cells are trusted. */
const TRUSTED_ONE_OF: i32 = 8;
/** Of ten cells. With fewer that are trusted, the matched motions have to find more than half of the blocks that were lost. */
const TRUSTED_OF_TEN: i32 = 7;

/** Checks of the cells: after the first one what was filled in is matched, too. */
const PASSES: i32 = 2;

// counters at H_LARGE, i32
const LOST_BLOCKS: usize = 0;
const BLOCKS: usize = 4;
const TRUSTED: usize = 8;
/** 1 + the matched level of this pair, 0 if there is none, and the buffer of cells that holds its motions. */
const MATCHED: usize = 12;
const BUFFER: usize = 16;
/** As the first two, by the matched motions. */
const LEFT: usize = 20;
const COUNTERS: usize = 64;

// parts of the memory and what they are for, as planFor found them: each thread has its own of these
let matched: i32 = 0,
  searched: i32 = 0,
  reach: i32 = 0,
  rise: i32 = 0,
  counters: usize = 0,
  planes: usize = 0,
  planesBytes: usize = 0,
  found: usize = 0,
  foundBytes: usize = 0,
  cells: usize = 0,
  cellsBytes: usize = 0,
  trusts: usize = 0,
  trustBytes: usize = 0,
  scratch: usize = 0,
  scratchBytes: usize = 0;

/** A side at a level: halved and rounded up so many times. */
@inline
function sideAt(side: i32, level: i32): i32 {
  return (side + (1 << level) - 1) >> level;
}
@inline
function pixelsAt(width: i32, height: i32, level: i32): f64 {
  return <f64>sideAt(width, level) * <f64>sideAt(height, level);
}

/**
 * Finds the parts of the memory at `at` (a multiple of 64), and returns their bytes; 0 if nothing is searched in such frames.
 * `part`: reach in percent of the width.
 */
function planFor(at: usize, width: i32, height: i32, levels: i32, finest: i32, part: i32, threads: i32): usize {
  matched = finest;
  while (matched < levels - 1 && pixelsAt(width, height, matched) > MATCHED_PIXELS) matched++;
  searched = matched;
  while (searched < levels - 1 && pixelsAt(width, height, searched) > SEARCHED_PIXELS) searched++;
  const w = sideAt(width, searched),
    h = sideAt(height, searched);
  reach = min(LONGEST, (w * part) / 100);
  if (reach == 0 || min(w, h) < SEARCHED_SIDE || pixelsAt(width, height, searched) > SEARCHED_PIXELS) return 0;
  rise = min(reach, h / 3);
  const count = <usize>(cellCount(sideAt(width, matched)) * cellCount(sideAt(height, matched)));
  counters = at;
  planes = counters + COUNTERS;
  planesBytes = align(censusBytes(w, h, reach, rise));
  found = planes + 2 * planesBytes;
  foundBytes = align(3 * foundStride(w) * <usize>h);
  cells = found + 2 * foundBytes;
  cellsBytes = align(count * CELL_BYTES);
  trusts = cells + 6 * cellsBytes;
  trustBytes = align(count * TRUST_BYTES);
  scratch = trusts + 2 * trustBytes;
  scratchBytes = align(max(searchScratch(w), max(RAY_SCRATCH, FUSE_SCRATCH)));
  return scratch + <usize>threads * scratchBytes - at;
}

/**
 * Bytes that the search needs beside the rest of an arena; see denseBytes. With `write` the arena, which is laid out, gets them at
 * `at`, and the reach.
 */
export function largeMotionBytes(
  arena: usize,
  write: bool,
  at: usize,
  width: i32,
  height: i32,
  levels: i32,
  finest: i32,
  part: i32,
  threads: i32,
): f64 {
  const bytes = planFor(at, width, height, levels, finest, part, threads);
  if (write) {
    store<u32>(arena, <u32>at, H_LARGE);
    store<i32>(arena, bytes > 0 ? part : 0, H_REACH);
  }
  return <f64>bytes;
}

function plan(arena: usize, finest: i32, threads: i32): bool {
  const part = field(arena, H_REACH);
  if (part == 0) return false;
  const width = field(arena, H_WIDTH),
    height = field(arena, H_HEIGHT);
  return planFor(pointer(arena, H_LARGE), width, height, field(arena, H_LEVELS), finest, part, threads) > 0;
}
/** One of three buffers of cells of a slot. */
@inline
function cellsOf(slot: i32, buffer: i32): usize {
  return cells + <usize>(3 * slot + buffer) * cellsBytes;
}
@inline
function trustOf(slot: i32): usize {
  return trusts + <usize>slot * trustBytes;
}
@inline
function after(buffer: i32): i32 {
  return buffer == 2 ? 0 : buffer + 1;
}
@inline
function cellRows(arena: usize, index: i32): i32 {
  return cellCount(field(levelOf(arena, index), L_HEIGHT));
}

/** Starts a pair; by one thread, a barrier before the others come to searchLevel's. Returns the level to search, or -1. */
export function startSearch(arena: usize, finest: i32, thread: i32, threads: i32): i32 {
  if (!plan(arena, finest, threads)) return -1;
  if (thread == 0) memory.fill(counters, 0, COUNTERS);
  return searched;
}

/**
 * Whether the pyramid, which has just solved the level of startSearch, has lost motions there; then their flow is that of the level
 * that is returned, else -1.
 */
export function findLostMotions(arena: usize, cell: usize, finest: i32, thread: i32, threads: i32): i32 {
  plan(arena, finest, threads);
  const coarse = levelOf(arena, searched);
  countLost(arena, pointer(coarse, L_U), pointer(coarse, L_V), LOST_BLOCKS, thread, threads);
  barrier(cell, threads);
  const lost = load<i32>(counters, LOST_BLOCKS);
  if (lost < LEAST_LOST || ONE_OF * lost < load<i32>(counters, BLOCKS)) return -1;
  throwIfCancelled();
  tryAll(arena, cell, thread, threads);
  throwIfCancelled();
  let buffer = match(arena, cell, thread, threads);
  throwIfCancelled();
  for (let pass = 0; pass < PASSES; pass++) {
    if (pass > 0) rematch(arena, cell, buffer, thread, threads);
    if (!complete(arena, cell, buffer, thread, threads)) return -1;
  }
  if (!hasFound(arena, cell, buffer, lost, thread, threads)) return -1;
  const level = levelOf(arena, matched),
    h = field(level, L_HEIGHT);
  cellsToFlow(
    arena,
    matched,
    matched,
    cellsOf(0, buffer),
    pointer(level, L_U),
    pointer(level, L_V),
    bandStart(h, thread, threads),
    bandStart(h, thread + 1, threads),
  );
  if (thread == 0) {
    store<i32>(counters, matched + 1, MATCHED);
    store<i32>(counters, buffer, BUFFER);
  }
  barrier(cell, threads);
  return matched;
}

/**
 * Whether the matched motions are of use: of what looks the same nowhere, as particles that leave a sheet of light, neighbours find partners
 * all over, and as good as nothing of what was lost is found.
 */
function hasFound(arena: usize, cell: usize, buffer: i32, lost: i32, thread: i32, threads: i32): bool {
  const level = levelOf(arena, searched),
    h = field(level, L_HEIGHT),
    u = pointer(level, L_NEXT_U),
    v = pointer(level, L_NEXT_V);
  const y0 = bandStart(h, thread, threads),
    y1 = bandStart(h, thread + 1, threads);
  cellsToFlow(arena, searched, matched, cellsOf(0, buffer), u, v, y0, y1);
  barrier(cell, threads);
  countLost(arena, u, v, LEFT, thread, threads);
  barrier(cell, threads);
  const count = cellRows(arena, matched) * cellCount(field(levelOf(arena, matched), L_WIDTH));
  return 2 * load<i32>(counters, LEFT) < lost || 10 * load<i32>(counters, TRUSTED) >= TRUSTED_OF_TEN * count;
}

/** Counts the blocks of the searched level, and those that the flow (u, v) of it has lost, at `counter`. */
function countLost(arena: usize, u0: usize, v0: usize, counter: usize, thread: i32, threads: i32): void {
  const level = levelOf(arena, searched),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    stride = <usize>field(level, L_IMAGE_STRIDE),
    first = pointer(level, L_IMAGE),
    second = pointer(level + 4, L_IMAGE),
    flow = field(level, L_FLOW_STRIDE);
  let blocks = 0,
    lost = 0;
  const rows = (h - BLOCK) / BLOCK_STEP + 1,
    end = bandStart(rows, thread + 1, threads);
  for (let k = bandStart(rows, thread, threads); k < end; k++)
    for (let x = 0; x + BLOCK <= w; x += BLOCK_STEP) {
      const y = BLOCK_STEP * k;
      let u: f32 = 0,
        v: f32 = 0,
        sum: f32 = 0,
        squares: f32 = 0;
      for (let j = y; j < y + BLOCK; j++)
        for (let i = x; i < x + BLOCK; i++) {
          const p = <usize>(j * flow + 4 * i),
            grey = <f32>load<u8>(first + <usize>j * stride + <usize>i);
          u += load<f32>(u0 + p);
          v += load<f32>(v0 + p);
          sum += grey;
          squares += grey * grey;
        }
      const n = <f32>(BLOCK * BLOCK),
        deviation = sqrt<f32>(max<f32>(0, squares / n - (sum / n) * (sum / n)));
      u /= n;
      v /= n;
      const toX = <f32>x + u,
        toY = <f32>y + v;
      // what leaves the frame can match nothing
      if (!(toX >= 0 && toY >= 0 && toX <= <f32>(w - BLOCK) && toY <= <f32>(h - BLOCK))) continue;
      blocks++;
      if (matchCost(first, second, stride, w, h, x, y, u, v) > max(LOST, LOST_SHARE * deviation)) lost++;
    }
  if (counter == LOST_BLOCKS) atomic.add<i32>(counters, blocks, BLOCKS);
  atomic.add<i32>(counters + counter, lost);
}

/** The best whole-pixel motion of every pixel of the searched level, of both slots. */
function tryAll(arena: usize, cell: usize, thread: i32, threads: i32): void {
  const level = levelOf(arena, searched),
    w = field(level, L_WIDTH),
    h = field(level, L_HEIGHT),
    y0 = bandStart(h, thread, threads),
    y1 = bandStart(h, thread + 1, threads);
  for (let slot: usize = 0; slot < 2; slot++)
    censusRows(arena, searched, slot, planes + slot * planesBytes, reach, rise, y0, y1);
  barrier(cell, threads);
  for (let slot: usize = 0; slot < 2; slot++) {
    throwIfCancelled();
    searchRows(
      w,
      h,
      planes + slot * planesBytes,
      planes + (1 - slot) * planesBytes,
      reach,
      rise,
      found + slot * foundBytes,
      scratch + <usize>thread * scratchBytes,
      y0,
      y1,
    );
  }
  barrier(cell, threads);
}

/** Matches both slots' cells from the searched to the matched level; returns the buffer that has them. */
function match(arena: usize, cell: usize, thread: i32, threads: i32): i32 {
  let buffer = 0;
  for (let l = searched; l >= matched; l--) {
    const c0 = bandStart(cellRows(arena, l), thread, threads),
      c1 = bandStart(cellRows(arena, l), thread + 1, threads),
      next = after(buffer);
    for (let slot = 0; slot < 2; slot++) {
      const to = cellsOf(slot, next);
      if (l == searched)
        firstCells(arena, l, slot, found + <usize>slot * foundBytes, slot == 0, to, c0, c1);
      else finerCells(arena, l, slot, cellsOf(slot, buffer), to, c0, c1);
    }
    barrier(cell, threads);
    spread(arena, cell, l, next, after(next), 1, 1, false, thread, threads);
    spread(arena, cell, l, after(next), next, 3, 0, false, thread, threads);
    spread(arena, cell, l, next, after(next), 1, 0, false, thread, threads);
    spread(arena, cell, l, after(next), next, 1, 0.5, false, thread, threads);
    buffer = next;
  }
  return buffer;
}
function spread(
  arena: usize,
  cell: usize,
  l: i32,
  from: i32,
  to: i32,
  distance: i32,
  step: f32,
  holdsTrusted: bool,
  thread: i32,
  threads: i32,
): void {
  const c0 = bandStart(cellRows(arena, l), thread, threads),
    c1 = bandStart(cellRows(arena, l), thread + 1, threads);
  for (let slot = 0; slot < 2; slot++)
    spreadCells(
      arena,
      l,
      slot,
      distance,
      step,
      cellsOf(slot, from),
      cellsOf(slot, to),
      holdsTrusted ? trustOf(slot) : 0,
      TRUST_BYTES,
      c0,
      c1,
    );
  barrier(cell, threads);
}
/** Matches what was filled in once more: some of it has a partner, but was not found. */
function rematch(arena: usize, cell: usize, buffer: i32, thread: i32, threads: i32): void {
  const c0 = bandStart(cellRows(arena, matched), thread, threads),
    c1 = bandStart(cellRows(arena, matched), thread + 1, threads);
  for (let slot = 0; slot < 2; slot++) 
    weighCells(arena, matched, slot, cellsOf(slot, buffer), trustOf(slot), TRUST_BYTES, c0, c1);
  barrier(cell, threads);
  spread(arena, cell, matched, buffer, after(buffer), 1, 1, true, thread, threads);
  spread(arena, cell, matched, after(buffer), buffer, 1, 0.5, true, thread, threads);
}

/** Finds which cells have partners, and fills the others in; false if there are too few of the former to go by. */
function complete(arena: usize, cell: usize, buffer: i32, thread: i32, threads: i32): bool {
  const rows = cellRows(arena, matched),
    c0 = bandStart(rows, thread, threads),
    c1 = bandStart(rows, thread + 1, threads);
  for (let slot = 0; slot < 2; slot++)
    checkCells(arena, matched, slot, cellsOf(slot, buffer), cellsOf(1 - slot, buffer), trustOf(slot), c0, c1);
  barrier(cell, threads);
  for (let slot = 0; slot < 2; slot++)
    trustCells(arena, matched, cellsOf(slot, buffer), trustOf(slot), c0, c1);
  barrier(cell, threads);
  for (let slot = 0; slot < 2; slot++) {
    if (thread != min(slot, threads - 1)) continue;
    const list = cellsOf(slot, after(buffer)),
      trusted = dropSmallGroups(arena, matched, cellsOf(slot, buffer), trustOf(slot), list);
    if (slot == 0) store<i32>(counters, trusted, TRUSTED);
  }
  barrier(cell, threads);
  const count = rows * cellCount(field(levelOf(arena, matched), L_WIDTH));
  if (TRUSTED_ONE_OF * load<i32>(counters, TRUSTED) < count) return false;
  for (let slot = 0; slot < 2; slot++)
    fitCells(arena, matched, cellsOf(slot, buffer), trustOf(slot), c0, c1);
  barrier(cell, threads);
  const rays = scratch + <usize>thread * scratchBytes;
  for (let slot = 0; slot < 2; slot++)
    fillCells(arena, matched, cellsOf(slot, buffer), trustOf(slot), rays, c0, c1);
  barrier(cell, threads);
  return true;
}

/**
 * What is left of the matched motion in the refined flow of a level: of the matched one that in its U and V, else (u, v), in rows of
 * `stride` bytes.
 */
export function holdMotions(
  arena: usize,
  cell: usize,
  l: i32,
  u: usize,
  v: usize,
  stride: i32,
  thread: i32,
  threads: i32,
): void {
  const level = levelOf(arena, l),
    h = field(level, L_HEIGHT);
  if (l == matched) {
    const rows = cellRows(arena, l);
    fuseCells(
      arena,
      l,
      cellsOf(0, load<i32>(counters, BUFFER)),
      scratch + <usize>thread * scratchBytes,
      bandStart(rows, thread, threads),
      bandStart(rows, thread + 1, threads),
    );
    barrier(cell, threads);
    if (thread == 0) {
      swap(level, L_U, L_NEXT_U);
      swap(level, L_V, L_NEXT_V);
    }
  } else
    leashRows(arena, l, matched, u, v, stride, bandStart(h, thread, threads), bandStart(h, thread + 1, threads));
  barrier(cell, threads);
}
function swap(level: usize, a: usize, b: usize): void {
  const t = load<u32>(level + a);
  store<u32>(level + a, load<u32>(level + b));
  store<u32>(level + b, t);
}

/** Where the pair's large motions were matched: the motions back, as the flow of a level; false where they were not. A barrier has to follow. */
export function backwardMotions(arena: usize, l: i32, finest: i32, thread: i32, threads: i32): bool {
  if (!plan(arena, finest, threads) || load<i32>(counters, MATCHED) == 0) return false;
  const level = levelOf(arena, l),
    h = field(level, L_HEIGHT);
  cellsToFlow(
    arena,
    l,
    matched,
    cellsOf(1, load<i32>(counters, BUFFER)),
    pointer(level, L_U),
    pointer(level, L_V),
    bandStart(h, thread, threads),
    bandStart(h, thread + 1, threads),
  );
  return true;
}
