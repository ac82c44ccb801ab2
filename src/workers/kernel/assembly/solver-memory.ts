/**
 * Where the variational refinement keeps what it works on. Its unknowns are those of bins of 2 x 2 pixels, in rows that are
 * split: even bins first, then odd ones. Then the red ones of a row, and each of their
 * neighbours, are contiguous, and a half-sweep loads and computes only what it updates. What belongs to a
 * bin alone is kept in groups of four bins (16 bytes a quantity, at constant offsets: one pointer, one
 * stream of memory); U and V, which are also read as neighbours, are plain rows, with a row of zeros above
 * and below.
 */
import {
  H_FLOWS,
  H_SYSTEMS,
  H_TENSORS,
  L_GROUPS,
  L_SPLIT_STRIDE,
  SYSTEM_BYTES,
  TENSOR_BYTES,
  field,
  pointer,
} from "./arena";

// tensor group: the motion tensor and the flow it is linearised about
export const J11: usize = 0,
  J12: usize = 16,
  J22: usize = 32,
  J13: usize = 48,
  J23: usize = 64,
  U0: usize = 80,
  V0: usize = 96;
// system group: inverse matrix, right side, weights of the edges to the left, right, upper and lower
// neighbour
export const M11: usize = 0,
  M12: usize = 16,
  M22: usize = 32,
  R1: usize = 48,
  R2: usize = 64,
  WL: usize = 80,
  WR: usize = 96,
  WU: usize = 112,
  WD: usize = 128;
/** Bytes before bin 0 of each half row of U and V. */
export const PAD: usize = 16;

/** U of row y; V lies L_SPLIT_STRIDE behind. */
@inline
export function flowRow(arena: usize, level: usize, y: i32): usize {
  return pointer(arena, H_FLOWS) + <usize>((y + 1) * 2 * field(level, L_SPLIT_STRIDE)) + PAD;
}
@inline
export function tensorRow(arena: usize, level: usize, y: i32): usize {
  return pointer(arena, H_TENSORS) + <usize>(y * 2 * field(level, L_GROUPS)) * TENSOR_BYTES;
}
@inline
export function systemRow(arena: usize, level: usize, y: i32): usize {
  return pointer(arena, H_SYSTEMS) + <usize>(y * 2 * field(level, L_GROUPS)) * SYSTEM_BYTES;
}
@inline
export function mad(a: v128, b: v128, c: v128, d: v128): v128 {
  return f32x4.add(f32x4.mul(a, b), f32x4.mul(c, d));
}
