import type { TimelineView } from "../../lib/visible-range";

/** Where frames are across the timeline. All lengths in the pixels of whoever draws: CSS pixels, or the device's. */
export interface FrameScale {
  /** Frames of the movie; those from `first` to `last` are seen. */
  readonly span: number;
  readonly first: number;
  readonly last: number;
  readonly width: number;
  /** Distance of two neighbouring frames. */
  readonly spacing: number;
  /** Middle of a frame, seen or not. */
  xOf(frame: number): number;
  /** The frame that is nearest to a place; places beside the first and last one that are seen belong to these. */
  frameAt(x: number): number;
}

/**
 * The scale of a range slider: its first and last position lie half a thumb inside its ends.
 *
 * @param inset half the width of the slider's thumb
 */
export function frameScale({ span, first, last }: TimelineView, width: number, inset: number): FrameScale {
  // A movie of one frame has it at the left end, like a slider that cannot be moved.
  const spacing = Math.max(width - 2 * inset, 0) / Math.max(last - first, 1);
  return {
    span,
    first,
    last,
    width,
    spacing,
    xOf: (frame) => inset + (frame - first) * spacing,
    frameAt: (x) =>
      spacing === 0 ? first : Math.min(Math.max(Math.round(first + (x - inset) / spacing), first), last),
  };
}

/** The frames that something of is to be drawn, both included: those that are seen, and one beyond either end of the strip. */
export function drawnFrames(
  scale: FrameScale,
  length: number,
): { readonly begin: number; readonly end: number } {
  const limit = Math.min(length, scale.span);
  if (scale.spacing === 0) return { begin: 0, end: -1 };
  const left = scale.first - scale.xOf(scale.first) / scale.spacing;
  return {
    begin: Math.max(Math.floor(left), 0),
    end: Math.min(Math.ceil(left + scale.width / scale.spacing), limit - 1),
  };
}
