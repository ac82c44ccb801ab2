/** Marks of a range of frames. Either may be missing: the range then reaches to that end of the movie. */
export interface Marks {
  readonly start: number | null;
  readonly end: number | null;
}

/** Frames from 0, both ends inclusive. */
export interface FrameRange {
  readonly start: number;
  readonly end: number;
}

export const NO_MARKS: Marks = { start: null, end: null };

export function clearMarks(): Marks {
  return NO_MARKS;
}

/** Marks the first frame; an end before it would make no range, so it goes. */
export function withStart(marks: Marks, frame: number): Marks {
  return { start: frame, end: marks.end !== null && marks.end < frame ? null : marks.end };
}

/** Marks the last frame; a start after it goes. */
export function withEnd(marks: Marks, frame: number): Marks {
  return { start: marks.start !== null && marks.start > frame ? null : marks.start, end: frame };
}

/** The marked range, or null when nothing is marked. */
export function markedRange(marks: Marks, frameCount: number): FrameRange | null {
  if (marks.start === null && marks.end === null) return null;
  return { start: marks.start ?? 0, end: marks.end ?? frameCount - 1 };
}

/** What is to be worked on: the marked range, or the whole movie. */
export function targetRange(marks: Marks, frameCount: number): FrameRange {
  return markedRange(marks, frameCount) ?? { start: 0, end: frameCount - 1 };
}

/** False while a range ends where the movie does, and nobody knows yet where that is. */
export function isRangeSettled(
  { indexComplete }: { readonly indexComplete: boolean },
  marks: Marks,
): boolean {
  return indexComplete || marks.end !== null;
}
