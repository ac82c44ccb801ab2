import type { FrameSize } from "../../protocol";

/** What the stages of one frame work in, byte offsets into the shared memory. Planes are width * height float32 of grey levels. */
export interface StageMemory {
  /** The frame, which goes from stage to stage. */
  readonly frame: number;
  readonly scratch: readonly [number, number];
  /** {@link TABLE_BYTES}, for the numbers of a stage. */
  readonly table: number;
  /** 12 bytes a column, and room for the borders of a line. */
  readonly line: number;
}

const ALIGNMENT = 64;
const TABLE_BYTES = 4096;
/** A small frame has room for the curve of a tile too. */
const LEAST_PLANE = 1024;
/** Pixels that a line has beyond the frame, at most. */
const BORDERS = 64;

/** Bytes of the memory that {@link stageMemoryAt} lays out. */
export function stageBytes(size: FrameSize): number {
  return 3 * planeBytes(size) + TABLE_BYTES + lineBytes(size);
}

/** @param start a multiple of 64 */
export function stageMemoryAt(start: number, size: FrameSize): StageMemory {
  const plane = planeBytes(size);
  const table = start + 3 * plane;
  return {
    frame: start,
    scratch: [start + plane, start + 2 * plane],
    table,
    line: table + TABLE_BYTES,
  };
}

function planeBytes({ width, height }: FrameSize): number {
  return Math.max(aligned(width * height * Float32Array.BYTES_PER_ELEMENT), LEAST_PLANE);
}

function lineBytes({ width }: FrameSize): number {
  return aligned(12 * (width + BORDERS));
}

export function aligned(bytes: number): number {
  return Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
}
