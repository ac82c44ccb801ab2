import { z } from "zod";

/**
 * A part of a frame in the detail of a screen. Its samples lie on a grid over all of the frame, which begins at the top left corner:
 * sample (i, j) is the mean of the area [i pixelsX, (i + 1) pixelsX) x [j pixelsY, (j + 1) pixelsY) of the frame's pixels, as far as that
 * lies within the frame.
 */
export interface ImagePart {
  /** At least 1, which is every pixel as it is; need not be whole. */
  readonly pixelsX: number;
  readonly pixelsY: number;
  /** First sample of the part, and how many it has. */
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

interface Size {
  readonly width: number;
  readonly height: number;
}

/** A sample is the mean of at most so many pixels across and down. */
export const MOST_PIXELS = 128;
/** A part has at most so many samples across and down: more than any recording has. */
export const PART_SIDE = 2 ** 22;

const pixels = z.number().min(1).max(MOST_PIXELS);
const place = z.int().min(0).max(PART_SIDE);
const side = z.int().min(1).max(PART_SIDE);

/** Checks an {@link ImagePart}, but for whether the frame has it. */
export const imagePartSchema = z.strictObject({
  pixelsX: pixels,
  pixelsY: pixels,
  x: place,
  y: place,
  width: side,
  height: side,
});

/** How many samples the grid of a frame has. */
export function gridSize({ width, height }: Size, { pixelsX, pixelsY }: ImagePart): Size {
  return { width: countOf(width / pixelsX), height: countOf(height / pixelsY) };
}

/** Whether a frame of this size has all samples of the part. */
export function isPartOf(part: ImagePart, frame: Size): boolean {
  const { width, height } = gridSize(frame, part);
  return part.x + part.width <= width && part.y + part.height <= height;
}

/** True when every sample of the one is a sample of the other. */
export function covers(outer: ImagePart, inner: ImagePart): boolean {
  return (
    outer.pixelsX === inner.pixelsX &&
    outer.pixelsY === inner.pixelsY &&
    outer.x <= inner.x &&
    outer.y <= inner.y &&
    outer.x + outer.width >= inner.x + inner.width &&
    outer.y + outer.height >= inner.y + inner.height
  );
}

/** True for the same part, and for the whole frame (null) twice. */
export function samePart(a: ImagePart | null, b: ImagePart | null): boolean {
  if (a === null || b === null) return a === b;
  return covers(a, b) && covers(b, a);
}

/** A quotient that should be whole but for its rounding is. */
function countOf(samples: number): number {
  return Math.max(1, Math.ceil(samples - 1e-6));
}
