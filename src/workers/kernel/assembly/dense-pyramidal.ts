/**
 * dense-pyramidal: coarse-to-fine dense flow. Per level, from the coarsest: the flow of the coarser level,
 * doubled; candidates of 8x8 blocks; iterations of dense Lucas-Kanade; then the variational refinement.
 * Everything is deterministic: one thread or several give the same bits, because every stage writes rows that
 * depend only on what earlier stages left.
 *
 * Frames of 16 bits a sample become grey levels of 8 bits where they are read (grey-levels.ts); from there on all is the same.
 *
 * Parameters (i32 or f32 at `options`, 4 bytes each), see O_*; per-level lists hold 4 entries: levels
 * 0, 1, 2 and "3 and coarser".
 */
import {
  COARSEST_PAIRED,
  H_LEVELS,
  H_STAGES,
  MAX_LEVELS,
  L_HEIGHT,
  L_NEXT_U,
  L_NEXT_V,
  L_FLOW_STRIDE,
  L_U,
  L_V,
  L_WIDTH,
  backwardLevel,
  field,
  layout,
  levelOf,
  pointer,
} from "./arena";
import { bandStart, barrier } from "./common";
import { blockRows, finishBlocks, propagateBlocks, startBlocks } from "./candidates";
import { iterateRows } from "./dense-lucas-kanade";
import { backwardMotions, findLostMotions, holdMotions, largeMotionBytes, startSearch } from "./large-motions";
import { prepareRows } from "./motion-tensors";
import { loadDeepRows, loadRows, pairRows, reduceRows } from "./pyramid";
import { expandRows, outputRows } from "./resample";
import { now, throwIfCancelled } from "./environment";
import { finishRows, relaxRows, weighRows } from "./variational";
import { binsOf } from "./warp-bins";

// options: byte offsets
const O_SMALLEST: usize = 0; // smaller side of the coarsest level, px
export const O_FINEST: usize = 4; // finest solved level: 0 or 1
const O_RADIUS: usize = 8; // window of Lucas-Kanade, px
const O_DAMPING: usize = 12; // f32, grey^2 / px^2
const O_MAX_STEP: usize = 16; // f32, px a iteration
const O_ALPHA: usize = 20; // f32, smoothness relative to data
const O_OMEGA: usize = 24; // f32, over-relaxation
const O_ITERATIONS: usize = 32; // 4 x i32: Lucas-Kanade iterations
const O_WARPS: usize = 48; // 4 x i32: variational warps
const O_FIXED: usize = 64; // 4 x i32: fixed points a warp
const O_SWEEPS: usize = 80; // 4 x i32: sweeps a fixed point
const O_ROUNDS: usize = 96; // 4 x i32: rounds of candidate propagation
const O_SEARCH: usize = 112; // 4 x i32: px of the search around badly matching blocks
const O_DEEP: usize = 144; // 1: frames are of 16 bits a sample, and become bytes by the next two
const O_LOW: usize = 148; // see grey-levels.ts
const O_GAIN: usize = 152; // f32

/** Stages whose times are kept: pyramids; block search and Lucas-Kanade; variational refinement. */
const STAGE_PYRAMID: i32 = 0;
const STAGE_SOLVE: i32 = 1;
const STAGE_REFINE: i32 = 2;
const STAGES: usize = 3;

/**
 * The level's entry of a list. A frame too small for the finest level is solved with that level's parameters.
 */
@inline
function perLevel(options: usize, offset: usize, level: i32): i32 {
  return load<i32>(options + offset + <usize>(4 * min(max(level, load<i32>(options + O_FINEST)), 3)));
}

/** Levels of a frame; at least one. */
function levelCount(width: i32, height: i32, smallest: i32): i32 {
  let n = 1,
    side = min(width, height);
  while ((side + 1) >> 1 >= smallest && n < MAX_LEVELS) {
    side = (side + 1) >> 1;
    n++;
  }
  return n;
}

/**
 * Bytes of the arena for frames of this size and up to `threads` threads. `smallest`, `finest` and `radius`
 * as in the options; `variational`: first level with a variational step, or MAX_LEVELS; `reach`: of the search for motions that the
 * pyramid loses, in percent of the width, or 0.
 */
export function denseBytes(
  width: i32,
  height: i32,
  threads: i32,
  smallest: i32,
  finest: i32,
  variational: i32,
  radius: i32,
  reach: i32,
): f64 {
  return layOut(0, false, width, height, threads, smallest, finest, variational, radius, reach);
}
/** Lays the arena out; once, or when one of these values changes. The arena must be aligned to 64 bytes. */
export function denseInit(
  arena: usize,
  width: i32,
  height: i32,
  threads: i32,
  smallest: i32,
  finest: i32,
  variational: i32,
  radius: i32,
  reach: i32,
): void {
  // padding is read before anything is written there, and must be finite
  const bytes = denseBytes(width, height, threads, smallest, finest, variational, radius, reach);
  memory.fill(arena, 0, <usize>bytes);
  layOut(arena, true, width, height, threads, smallest, finest, variational, radius, reach);
}
function layOut(
  arena: usize,
  write: bool,
  width: i32,
  height: i32,
  threads: i32,
  smallest: i32,
  finest: i32,
  variational: i32,
  radius: i32,
  reach: i32,
): f64 {
  // a frame too small for a pyramid is solved all the same, with the parameters of its finest level
  const solved = min(finest, levelCount(width, height, smallest) - 1),
    refined = variational <= finest ? solved : variational;
  const bytes = layout(arena, write, width, height, threads, smallest, solved, refined, radius),
    levels = levelCount(width, height, smallest),
    large = arena + <usize>bytes;
  return bytes + largeMotionBytes(arena, write, large, width, height, levels, solved, reach, threads);
}

/** Builds the pyramid of a frame (width x height samples) in slot 0 or 1. */
function buildPyramid(
  arena: usize,
  cell: usize,
  options: usize,
  frame: usize,
  slot: i32,
  thread: i32,
  threads: i32,
): void {
  const levels = load<i32>(arena, H_LEVELS),
    finest = min(load<i32>(options + O_FINEST), levels - 1),
    deep = load<i32>(options + O_DEEP);
  // where level 0 is not solved, bytes need not be copied there
  const direct = finest > 0 && !deep;
  if (!direct) {
    const h0 = field(levelOf(arena, 0), L_HEIGHT),
      y0 = bandStart(h0, thread, threads),
      y1 = bandStart(h0, thread + 1, threads);
    if (deep)
      loadDeepRows(arena, frame, slot, load<i32>(options + O_LOW), load<f32>(options + O_GAIN), y0, y1);
    else loadRows(arena, frame, slot, y0, y1);
    barrier(cell, threads);
  }
  for (let l = 1; l < levels; l++) {
    const h = field(levelOf(arena, l), L_HEIGHT),
      y0 = bandStart(h, thread, threads),
      y1 = bandStart(h, thread + 1, threads);
    reduceRows(arena, l, slot, direct && l == 1 ? frame : 0, y0, y1, thread);
    barrier(cell, threads);
  }
}

function swap(level: usize, a: usize, b: usize): void {
  const t = load<u32>(level + a);
  store<u32>(level + a, load<u32>(level + b));
  store<u32>(level + b, t);
}

/** Adds the time since `since`, if it is not 0, to a stage; thread 0 speaks for all, since the stages end at barriers. */
function lap(arena: usize, stage: i32, since: f64, thread: i32): f64 {
  if (thread != 0 || since == 0) return 0;
  const time = now(),
    at = arena + H_STAGES + <usize>(8 * stage);
  store<f64>(at, load<f64>(at) + time - since);
  return time;
}

/** Milliseconds that a stage of the last pair took; see STAGE_*. */
export function denseStageMs(arena: usize, stage: i32): f64 {
  return load<f64>(arena + H_STAGES + <usize>(8 * stage));
}

/** Where the flow of a level starts: from the coarser one, from what it holds, or from the coarser one without candidates. */
const FROM_COARSER: i32 = 0;
const FROM_ITSELF: i32 = 1;
const FOLLOWING: i32 = 2;

/**
 * Flow of one level from that of the coarser one (or from 0, at the coarsest; see `start`), from frame `slot` to the other one. With a
 * `directU` (of level 0, which then is this one or the next, and no warps follow) the result goes there and to `directV`, rows
 * of `width` values. A time `since` of 0 is that of a stage that is not measured. Returns the time.
 */
function solveLevel(
  arena: usize,
  cell: usize,
  options: usize,
  l: i32,
  slot: i32,
  start: i32,
  directU: usize,
  directV: usize,
  width: i32,
  since: f64,
  thread: i32,
  threads: i32,
): f64 {
  throwIfCancelled();
  const levels = load<i32>(arena, H_LEVELS),
    level = levelOf(arena, l),
    h = field(level, L_HEIGHT),
    flow = field(level, L_FLOW_STRIDE);
  const y0 = bandStart(h, thread, threads),
    y1 = bandStart(h, thread + 1, threads);
  // a backward flow is to be a check, not a second result: finer levels only follow the coarse ones
  const brief = slot != 0 && l < min(3, levels - 1);
  const rounds = brief || start != FROM_COARSER ? 0 : perLevel(options, O_ROUNDS, l),
    iterations = brief ? 1 : perLevel(options, O_ITERATIONS, l);
  // where nothing is done to it before, the first iteration reads the coarser flow itself
  const coarse = start != FROM_ITSELF && l < levels - 1 && rounds == 0 && iterations > 0;
  if (start == FROM_ITSELF) {
    // somebody else has written it
  } else if (l == levels - 1) {
    memory.fill(pointer(level, L_U) + <usize>(y0 * flow), 0, <usize>((y1 - y0) * flow));
    memory.fill(pointer(level, L_V) + <usize>(y0 * flow), 0, <usize>((y1 - y0) * flow));
  } else if (!coarse) expandRows(arena, l, y0, y1);
  if (rounds > 0) {
    const blocks = blockRows(h),
      b0 = bandStart(blocks, thread, threads),
      b1 = bandStart(blocks, thread + 1, threads);
    barrier(cell, threads);
    startBlocks(arena, l, slot, perLevel(options, O_SEARCH, l), b0, b1);
    barrier(cell, threads);
    for (let r = 0; r < rounds; r++) {
      propagateBlocks(arena, l, slot, r, r == 1 ? 3 : 1, b0, b1);
      barrier(cell, threads);
    }
    finishBlocks(arena, l, slot, rounds, b0, b1, thread);
    barrier(cell, threads);
  }
  barrier(cell, threads);
  const warps = brief ? 0 : perLevel(options, O_WARPS, l);
  for (let i = 0; i < iterations; i++) {
    const done = directU != 0 && i == iterations - 1,
      fine = done && l > 0,
      rows = fine ? field(levelOf(arena, l - 1), L_HEIGHT) : h;
    throwIfCancelled();
    iterateRows(
      arena,
      l,
      slot,
      coarse && i == 0,
      fine,
      load<i32>(options + O_RADIUS),
      load<f32>(options + O_DAMPING),
      load<f32>(options + O_MAX_STEP),
      done ? directU : pointer(level, L_NEXT_U),
      done ? directV : pointer(level, L_NEXT_V),
      done ? width : field(level, L_WIDTH),
      done ? 4 * width : flow,
      bandStart(rows, thread, threads),
      bandStart(rows, thread + 1, threads),
      thread,
    );
    barrier(cell, threads);
    if (done) break;
    if (thread == 0) {
      swap(level, L_U, L_NEXT_U);
      swap(level, L_V, L_NEXT_V);
    }
    barrier(cell, threads);
  }
  since = lap(arena, STAGE_SOLVE, since, thread);
  if (warps > 0) refineLevel(arena, cell, options, l, slot, warps, y0, y1, thread, threads);
  return lap(arena, STAGE_REFINE, since, thread);
}

/** The variational refinement of rows [y0, y1) of a level. */
function refineLevel(
  arena: usize,
  cell: usize,
  options: usize,
  l: i32,
  slot: i32,
  warps: i32,
  y0: i32,
  y1: i32,
  thread: i32,
  threads: i32,
): void {
  const fixed = perLevel(options, O_FIXED, l),
    sweeps = perLevel(options, O_SWEEPS, l);
  // the unknowns are those of bins
  const bins = binsOf(field(levelOf(arena, l), L_HEIGHT)),
    b0 = bandStart(bins, thread, threads),
    b1 = bandStart(bins, thread + 1, threads);
  for (let i = 0; i < warps; i++) {
    throwIfCancelled();
    prepareRows(arena, l, slot, b0, b1, thread);
    barrier(cell, threads);
    for (let f = 0; f < fixed; f++) {
      weighRows(arena, l, load<f32>(options + O_ALPHA), b0, b1, thread);
      barrier(cell, threads);
      const together = threads == 1 ? 2 * sweeps : 1;
      for (let k = 0; k < 2 * sweeps; k += together) {
        relaxRows(arena, l, k, k + together, load<f32>(options + O_OMEGA), b0, b1);
        barrier(cell, threads);
      }
    }
    finishRows(arena, l, y0, y1, thread);
    barrier(cell, threads);
  }
}

/**
 * Flow from frame 2 to frame 1 at a coarse level, by the pyramids that denseFlow has built for this pair, into the flow of
 * that level and the coarser ones; see denseFlow for the rest.
 */
export function backwardFlow(arena: usize, cell: usize, options: usize, thread: i32, threads: i32): void {
  const levels = load<i32>(arena, H_LEVELS),
    finest = backwardLevel(levels, min(load<i32>(options + O_FINEST), levels - 1));
  // what reliability looks at needs row pairs, the flow does not
  for (let l = min(1, levels - 1); l <= min(COARSEST_PAIRED, levels - 1); l++) {
    const h = field(levelOf(arena, l), L_HEIGHT);
    pairRows(arena, l, bandStart(h, thread, threads), bandStart(h, thread + 1, threads));
  }
  barrier(cell, threads);
  if (backwardMotions(arena, finest, min(load<i32>(options + O_FINEST), levels - 1), thread, threads)) {
    barrier(cell, threads);
    solveLevel(arena, cell, options, finest, 1, FROM_ITSELF, 0, 0, 0, 0, thread, threads);
    return;
  }
  for (let l = levels - 1; l >= finest; l--)
    solveLevel(arena, cell, options, l, 1, FROM_COARSER, 0, 0, 0, 0, thread, threads);
}

/**
 * Flow from frame 1 to frame 2 (width x height samples), into u and v (width x height f32). Called by all
 * `threads` threads at once, with the barrier `cell`; returns when all are done. Throws when the job is
 * cancelled or abandoned; then the barrier is used up.
 */
export function denseFlow(
  arena: usize,
  cell: usize,
  frame1: usize,
  frame2: usize,
  options: usize,
  width: i32,
  u: usize,
  v: usize,
  thread: i32,
  threads: i32,
): void {
  if (thread == 0) memory.fill(arena + H_STAGES, 0, 8 * STAGES);
  let time = thread == 0 ? now() : 0;
  const levels = load<i32>(arena, H_LEVELS),
    finest = min(load<i32>(options + O_FINEST), levels - 1),
    search = startSearch(arena, finest, thread, threads);
  buildPyramid(arena, cell, options, frame1, 0, thread, threads);
  buildPyramid(arena, cell, options, frame2, 1, thread, threads);
  time = lap(arena, STAGE_PYRAMID, time, thread);
  let start = FROM_COARSER;
  for (let l = levels - 1; l >= finest; l--) {
    // the last step of the finest level writes the result where it belongs
    const direct =
      l == finest &&
      l < 2 &&
      start != FROM_ITSELF &&
      // What follows a search is held to it, at its own level.
      (l == 0 || start == FROM_COARSER) &&
      perLevel(options, O_WARPS, l) == 0 &&
      perLevel(options, O_ITERATIONS, l) > 0;
    time = solveLevel(arena, cell, options, l, 0, start, direct ? u : 0, v, width, time, thread, threads);
    if (start != FROM_COARSER) {
      const level = levelOf(arena, l),
        flow = direct ? 4 * width : field(level, L_FLOW_STRIDE);
      const toU = direct ? u : pointer(level, L_U),
        toV = direct ? v : pointer(level, L_V);
      holdMotions(arena, cell, l, toU, toV, flow, thread, threads);
      start = FOLLOWING;
    }
    if (direct) return;
    if (l == search && start == FROM_COARSER) {
      const matched = findLostMotions(arena, cell, finest, thread, threads);
      if (matched >= 0) {
        start = FROM_ITSELF;
        l = matched + 1;
      }
      time = lap(arena, STAGE_SOLVE, time, thread);
    }
  }
  const H = field(levelOf(arena, 0), L_HEIGHT);
  outputRows(arena, finest, width, u, v, bandStart(H, thread, threads), bandStart(H, thread + 1, threads));
  barrier(cell, threads);
  lap(arena, STAGE_SOLVE, time, thread);
}
