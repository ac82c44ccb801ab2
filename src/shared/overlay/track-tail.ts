import type { TrackPath } from "../track-path";

/** Frames of the longest tail. */
export const MOST_TAIL = 500;

/** How a piece of a tail is drawn, from one frame to the next. */
export const PIECE = { none: 0, sure: 1, unsure: 2 } as const;

/** Where a track came from, as it is drawn over one frame. Its parts can be sent to other threads as they are. */
export interface TrackTail {
  /** "#rrggbb" */
  readonly colour: string;
  readonly selected: boolean;
  /** Frame of the first place. */
  readonly from: number;
  /** Columns in the frames from there on, whole numbers at the middles of pixels; NaN where it has no place. */
  readonly xs: Float32Array;
  readonly ys: Float32Array;
  /** What leads from each of these frames to the next, as {@link PIECE}; one less than there are frames. */
  readonly pieces: Uint8Array;
  /** Frames that the last place lies back. */
  readonly age: number;
  /** So many frames lie between where it is full and where it has faded away. */
  readonly length: number;
  /** What is drawn at its last place; null where that lies back and the track was not lost there. */
  readonly head: "sure" | "unsure" | "lost" | null;
}

/** A track with what is drawn of it. */
export interface TailedTrack {
  readonly colour: string;
  readonly selected: boolean;
  readonly path: TrackPath;
  /** The frame that a person set first: to later ones of that kind the track did not come by itself. */
  readonly firstSet: number;
}

/** Tracks as they are drawn over every frame of an export. */
export interface DrawnTracks {
  readonly tracks: readonly TailedTrack[];
  /** Frames that are seen of the way of each. */
  readonly length: number;
}

/** What is drawn of tracks over a frame. */
export function tailsOf({ tracks, length }: DrawnTracks, frame: number): readonly TrackTail[] {
  return tracks.flatMap((track) => tailOf(track, frame, length) ?? []);
}

/**
 * What is drawn of a track over a frame: where it is, and where it was in the frames before; where it was lost, for as many frames more.
 *
 * @param length frames that are seen of its way
 * @returns null where nothing is to be seen of it
 */
export function tailOf(track: TailedTrack, frame: number, length: number): TrackTail | null {
  const { path, colour, selected, firstSet } = track;
  let last = Math.min(frame, path.last);
  const oldest = Math.max(frame - length, path.first);
  while (last >= oldest && Number.isNaN(path.xAt(last))) last--;
  if (last < oldest) return null;
  const isLost = path.stateAt(last + 1) === "lost" && last < frame;
  if (last < frame && !isLost && path.stateAt(last + 1) !== null) return null;
  const count = last - oldest + 1;
  const [xs, ys] = [new Float32Array(count), new Float32Array(count)];
  const pieces = new Uint8Array(count - 1);
  for (let at = 0; at < count; at++) {
    xs[at] = path.xAt(oldest + at);
    ys[at] = path.yAt(oldest + at);
    if (at > 0) pieces[at - 1] = pieceTo(track, oldest + at, firstSet);
  }
  const state = path.stateAt(last);
  const head = isLost ? "lost" : last < frame ? null : state === "unsure" ? "unsure" : "sure";
  return { colour, selected, from: oldest, xs, ys, pieces, age: frame - last, length, head };
}

/** A frame that a track was followed back to says how sure the step was that led to it, which is the one from there. */
function pieceTo({ path }: TailedTrack, frame: number, firstSet: number): number {
  if (Number.isNaN(path.xAt(frame)) || Number.isNaN(path.xAt(frame - 1))) return PIECE.none;
  const reached = path.stateAt(frame <= firstSet ? frame - 1 : frame);
  if (reached === "set") return PIECE.none;
  return reached === "unsure" ? PIECE.unsure : PIECE.sure;
}
