import type { FrameSize } from "./protocol";

/** The reliability of what counts nowhere, whatever the threshold. */
export const NEVER = -1;

/** Where a window does not fit nothing is known, also where all that is known counts. */
export function hideMargin(reliability: Float32Array, { width, height }: FrameSize, margin: number): void {
  reliability.fill(NEVER, 0, margin * width);
  reliability.fill(NEVER, Math.max(0, height - margin) * width);
  for (let row = margin; row < height - margin; row++) {
    reliability.fill(NEVER, row * width, row * width + margin);
    reliability.fill(NEVER, (row + 1) * width - margin, (row + 1) * width);
  }
}

/** Numbers of a stretch of a mask: its row, its first column, the column after its last one. */
const SPAN = 3;

/** Has what a mask covers count nowhere; what it has beyond the picture is left out. */
export function hideSpans(reliability: Float32Array, width: number, mask: readonly number[]): void {
  for (let at = 0; at + SPAN <= mask.length; at += SPAN) {
    const line = mask[at] * width;
    reliability.fill(NEVER, line + Math.min(mask[at + 1], width), line + Math.min(mask[at + 2], width));
  }
}

/** Pixels of a mask that lie in the picture, so far from its borders. */
export function maskedPixels(mask: readonly number[], { width, height }: FrameSize, margin: number): number {
  let pixels = 0;
  for (let at = 0; at + SPAN <= mask.length; at += SPAN) {
    if (mask[at] < margin || mask[at] >= height - margin) continue;
    const [from, to] = [Math.max(mask[at + 1], margin), Math.min(mask[at + 2], width - margin)];
    pixels += Math.max(0, to - from);
  }
  return pixels;
}
