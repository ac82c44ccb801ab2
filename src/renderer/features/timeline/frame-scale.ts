/** Where frames are across the timeline. All lengths in the pixels of whoever draws: CSS pixels, or the device's. */
export interface FrameScale {
  /** Frames that the whole width spans. */
  readonly span: number;
  readonly width: number;
  /** Distance of two neighbouring frames. */
  readonly spacing: number;
  /** Middle of a frame. */
  xOf(frame: number): number;
  /** The frame that is nearest to a place; places beside the first and last one belong to these. */
  frameAt(x: number): number;
}

/**
 * The scale of a range slider: its first and last position lie half a thumb inside its ends.
 *
 * @param span count of frames, from 0
 * @param inset half the width of the slider's thumb
 */
export function frameScale(span: number, width: number, inset: number): FrameScale {
  // A movie of one frame has it at the left end, like a slider that cannot be moved.
  const last = Math.max(span - 1, 1);
  const spacing = Math.max(width - 2 * inset, 0) / last;
  return {
    span,
    width,
    spacing,
    xOf: (frame) => inset + frame * spacing,
    frameAt: (x) =>
      spacing === 0 ? 0 : Math.min(Math.max(Math.round((x - inset) / spacing), 0), Math.max(span - 1, 0)),
  };
}
