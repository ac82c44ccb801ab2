/**
 * Memory of one dense-pyramidal job: everything a pair needs, laid out once in one block of shared memory, so
 * that no pair allocates. The same functions measure (write = false) and lay out (write = true).
 *
 * A level holds, for each of two frame slots, the grey image with a replicated border, and two flow fields, the current and
 * the next, u and v as f32 rows. Block records and the arrays of the variational solver are shared by all levels.
 * Levels that reliability looks at have the row pairs of frame 2, too (byte 0 = I(y,x), byte 1 = I(y+1,x)): one 32-bit load
 * fetches the four neighbours of a bilinear sample.
 */
/**
 * Replicated pixels around an image: what a block of the candidate search (8 px) may reach, and one vector.
 */
export const BORDER: i32 = 16;
/** Floats around each flow row: the smoothing box reaches 2 columns, the vector loops up to 8. */
const FLOW_BORDER: i32 = 8;

// header
export const H_LEVELS: usize = 0;
export const H_BLOCKS: usize = 16; // records of the candidate search
export const H_FLOWS: usize = 20; // U and V of the variational solver
export const H_SCRATCH: usize = 24; // per-thread rows
export const H_SCRATCH_BYTES: usize = 28;
export const H_WIDTH: usize = 32;
export const H_HEIGHT: usize = 36;
export const H_TENSORS: usize = 40; // tensor groups of the variational solver
export const H_SYSTEMS: usize = 44; // its system groups
export const H_DISAGREEMENT: usize = 48; // a plane of the backward flow's finest level, see dense-reliability.ts
export const H_LARGE: usize = 52; // what large-motions.ts works with
export const H_REACH: usize = 56; // of its search, percent of the width; 0 leaves it out
export const H_STAGES: usize = 64; // ms of the stages of the last pair: three f64
const HEADER: usize = 128;
// level record
export const LEVEL_BYTES: usize = 64;
export const L_WIDTH: usize = 0;
export const L_HEIGHT: usize = 4;
export const L_IMAGE_STRIDE: usize = 8;
export const L_IMAGE: usize = 12; // slot 0; slot 1 at +4
export const L_PAIRS: usize = 20; // of slot 1
export const L_FLOW_STRIDE: usize = 28; // bytes
export const L_U: usize = 32;
export const L_V: usize = 36;
export const L_NEXT_U: usize = 40;
export const L_NEXT_V: usize = 44;
export const L_SPLIT_STRIDE: usize = 48; // bytes of a split row: even columns, then odd columns
export const L_HALF: usize = 52; // bytes of its even part
export const L_GROUPS: usize = 56; // groups of four pixels in each half

export const MAX_LEVELS: i32 = 12;
/** Coarsest level that has row pairs, which the error of fit of reliability reads: that of dense-reliability.ts. */
export const COARSEST_PAIRED: i32 = 3;
/** Finest level of the backward flow, counted from the finest solved one. */
const BACKWARD: i32 = 2;
/** Bytes of a group of four bins: 7 and 9 quantities of the variational solver. */
export const TENSOR_BYTES: usize = 112;
export const SYSTEM_BYTES: usize = 144;

@inline
export function levelOf(arena: usize, level: i32): usize {
  return arena + HEADER + <usize>level * LEVEL_BYTES;
}
@inline
export function field(record: usize, offset: usize): i32 {
  return load<i32>(record + offset);
}
@inline
export function pointer(record: usize, offset: usize): usize {
  return <usize>load<u32>(record + offset);
}

/** Finest level of the backward flow that reliability asks. */
@inline
export function backwardLevel(levels: i32, finest: i32): i32 {
  return min(finest + BACKWARD, levels - 1);
}

/**
 * The next free offset; 64 bits wide, so that the bytes of a frame too large for the memory are told rightly.
 */
@inline
function take(at: u64, bytes: u64): u64 {
  return (at + bytes + 63) & ~63;
}

/**
 * Lays a job out at `arena`; returns its bytes. Levels: halved until the smaller side would fall below
 * `smallest`. `finest`: first level that is solved; `variational`: first one, not before `finest`, with a
 * variational step (MAX_LEVELS: none).
 */
export function layout(
  arena: usize,
  write: bool,
  width: i32,
  height: i32,
  threads: i32,
  smallest: i32,
  finest: i32,
  variational: i32,
  radius: i32,
): f64 {
  let at: u64 = arena + HEADER + <usize>MAX_LEVELS * LEVEL_BYTES;
  let w = width,
    h = height,
    levels = 0,
    blockBytes: u64 = 0,
    flowsBytes: u64 = 0,
    backwardBytes: u64 = 0,
    groupCount: u64 = 0;
  while (true) {
    const record = levelOf(arena, levels);
    const stride = ((w + 15) & ~15) + 2 * BORDER + 16,
      rows = h + 2 * BORDER;
    const inside = BORDER * stride + BORDER;
    const flowStride = 4 * (((w + 15) & ~15) + 2 * FLOW_BORDER),
      flowBytes = <u64>flowStride * (h + 1);
    const bins = (w + 1) >> 1,
      half = 4 * ((((bins + 1) >> 1) + 11) & ~3),
      splitStride = 2 * half,
      groups = (bins + 7) >> 3;
    if (write) {
      store<i32>(record, w, L_WIDTH);
      store<i32>(record, h, L_HEIGHT);
      store<i32>(record, stride, L_IMAGE_STRIDE);
      store<i32>(record, flowStride, L_FLOW_STRIDE);
      store<i32>(record, splitStride, L_SPLIT_STRIDE);
      store<i32>(record, half, L_HALF);
      store<i32>(record, groups, L_GROUPS);
    }
    for (let slot: usize = 0; slot < 2; slot++) {
      if (write) store<u32>(record + 4 * slot, <u32>(at + inside), L_IMAGE);
      at = take(at, <u64>stride * rows + 64);
    }
    const nw = (w + 1) >> 1,
      nh = (h + 1) >> 1,
      isLast = min(nw, nh) < smallest || levels + 1 == MAX_LEVELS;
    if ((levels > 0 || isLast) && levels <= COARSEST_PAIRED) {
      if (write) store<u32>(record, <u32>(at + 2 * BORDER), L_PAIRS);
      at = take(at, <u64>stride * 2 * (h + 1) + 64);
    }
    if (levels >= finest) {
      for (let k: usize = 0; k < 4; k++) {
        if (write) store<u32>(record + 4 * k, <u32>(at + 4 * FLOW_BORDER), L_U);
        at = take(at, flowBytes + 64);
      }
      // the last one that is set is that of backwardLevel
      if (levels <= finest + BACKWARD) backwardBytes = flowBytes + 64;
      if (levels == finest) blockBytes = <u64>32 * ((w + 7) >> 3) * ((h + 7) >> 3);
      // a row above and a row below, so that neighbours exist everywhere
      if (levels == variational) {
        flowsBytes = <u64>splitStride * 2 * (((h + 1) >> 1) + 2) + 64;
        groupCount = <u64>groups * 2 * ((h + 1) >> 1);
      }
    }
    levels++;
    if (isLast) break;
    w = nw;
    h = nh;
  }
  // rows of a thread, see dense-lucas-kanade.ts: 25 of constant length, and 2 radius + 2 of differences (i16)
  const scratchBytes = 26 * (4 * 8192 + 640) + (2 * radius + 3) * ((2 * width + 255) & ~63) + (radius + 3) * 16 * (width + 8);
  if (write) {
    store<i32>(arena, levels, H_LEVELS);
    store<i32>(arena, width, H_WIDTH);
    store<i32>(arena, height, H_HEIGHT);
    store<u32>(arena, <u32>at, H_BLOCKS);
  }
  at = take(at, blockBytes);
  if (write) store<u32>(arena, <u32>at + 4 * FLOW_BORDER, H_DISAGREEMENT);
  at = take(at, backwardBytes);
  if (write) store<u32>(arena, <u32>at, H_FLOWS);
  at = take(at, flowsBytes);
  if (write) store<u32>(arena, <u32>at, H_TENSORS);
  at = take(at, groupCount * TENSOR_BYTES);
  if (write) store<u32>(arena, <u32>at, H_SYSTEMS);
  at = take(at, groupCount * SYSTEM_BYTES);
  if (write) {
    store<u32>(arena, <u32>at, H_SCRATCH);
    store<i32>(arena, scratchBytes, H_SCRATCH_BYTES);
  }
  at = take(at, <u64>scratchBytes * threads + 256);
  return <f64>(at - arena);
}
