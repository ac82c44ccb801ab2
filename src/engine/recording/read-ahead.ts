/** Where a person is in the movie and what is in memory. */
export interface ReadAheadState {
  readonly playhead: number;
  /** 1 when the last move went forwards, -1 backwards. */
  readonly direction: 1 | -1;
  /** Frames of the movie that are known. */
  readonly frameCount: number;
  /** Frames that fit into memory. */
  readonly capacity: number;
  /** True for frames that are in memory, or can never be. */
  has(frame: number): boolean;
}

/** More than this ahead is no use to anybody who changes direction now and then. */
const MOST_AHEAD = 120;

/**
 * The next frame worth decoding before anybody asks for it: the nearest one that is missing in the direction of the
 * last move. Null when enough of them are there. At most half of the memory is used this way, so that what lies behind
 * the playhead stays too.
 */
export function nextToReadAhead(state: ReadAheadState): number | null {
  const { playhead, direction, frameCount, capacity } = state;
  const ahead = Math.min(MOST_AHEAD, capacity >> 1);
  // The flow of the playhead's own frame needs the one after it, whatever the direction.
  for (let distance = 1; distance <= ahead; distance++) {
    const frame = playhead + direction * distance;
    if (frame < 0 || frame >= frameCount) return null;
    if (!state.has(frame)) return frame;
  }
  return null;
}

/** How dispensable a frame is: its distance from the playhead, and twice that behind it. */
export function farness(frame: number, playhead: number, direction: 1 | -1): number {
  const ahead = (frame - playhead) * direction;
  return ahead >= 0 ? ahead : -2 * ahead;
}
