/** The frames from one end of the timeline to the other, both included: whole numbers, so that a frame is at either end. */
export interface VisibleRange {
  readonly first: number;
  readonly last: number;
}

/** The timeline's frames, and those of them that are seen. */
export interface TimelineView extends VisibleRange {
  /** Frames of the whole movie. */
  readonly span: number;
}

/** Nearer than this nobody needs to be. */
const LEAST_FRAMES = 8;
/** The slider is so many times as wide as what is seen of it; browsers have no more than 2^25 pixels. */
const MOST_MAGNIFICATION = 4096;

/** The part of a movie that is seen. Null stands for all of it, also when it gets longer. */
export function timelineView(zoom: VisibleRange | null, span: number): TimelineView {
  const end = Math.max(span - 1, 0);
  if (zoom === null) return { span, first: 0, last: end };
  return { span, ...within(zoom.first, Math.min(zoom.last - zoom.first, end), end) };
}

/**
 * Zooms such that the place at `share` of the width (0 to 1) stays where it is, as nearly as whole frames allow.
 *
 * @param factor of the number of frames that are seen: below 1 zooms in
 */
export function zoomed(view: TimelineView, factor: number, share: number): VisibleRange | null {
  const end = Math.max(view.span - 1, 0);
  const length = view.last - view.first;
  const least = Math.min(Math.max(LEAST_FRAMES, Math.ceil(end / MOST_MAGNIFICATION)), end);
  // At least by a frame: many small turns of a wheel must lead somewhere.
  const wanted =
    factor < 1
      ? Math.min(Math.round(length * factor), length - 1)
      : Math.max(Math.round(length * factor), length + 1);
  const next = Math.min(Math.max(wanted, least), end);
  if (next === end) return null;
  return within(Math.round(view.first + share * (length - next)), next, end);
}

/** Moves by some frames, as far as the movie goes. */
export function panned(view: TimelineView, frames: number): VisibleRange | null {
  const end = Math.max(view.span - 1, 0);
  const length = view.last - view.first;
  return length >= end ? null : within(view.first + frames, length, end);
}

/** Where the playhead comes to be when it has left what was seen, as a share of the width from where it comes. */
const PAGE_MARGIN = 0.1;

/** Pages on such that a frame is seen, with most of the room ahead of it in the direction that it went. */
export function paged(view: TimelineView, frame: number): VisibleRange | null {
  const length = view.last - view.first;
  const margin = Math.round(PAGE_MARGIN * length);
  const first = frame > view.last ? frame - margin : frame - length + margin;
  return panned(view, first - view.first);
}

/** Whether a frame is among those that are seen. */
export function isVisible({ first, last }: VisibleRange, frame: number): boolean {
  return frame >= first && frame <= last;
}

function within(first: number, length: number, end: number): VisibleRange {
  const start = Math.min(Math.max(first, 0), end - length);
  return { first: start, last: start + length };
}
