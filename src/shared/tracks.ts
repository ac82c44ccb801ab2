/**
 * How a track came to a place: `set` by a person, `ok`, or `unsure`, where the flow there and back disagree or the motion is unreliable.
 * `lost`: it could not be followed to this frame, and has no place there.
 */
export type TrackState = (typeof TRACK_STATES)[number];
export const TRACK_STATES = ["set", "ok", "unsure", "lost"] as const;

/** A point of a recording, followed from frame to frame. */
export interface Track {
  readonly name: string;
  /** In the order of their frames. A frame that is missing was not followed to. */
  readonly points: readonly TrackPoint[];
}

/** Places are in pixels of the recording, whole numbers at the middles of pixels, x right, y down. */
export interface TrackPoint {
  readonly frame: number;
  /** NaN where the track is lost. */
  readonly x: number;
  readonly y: number;
  readonly state: TrackState;
}

/** Where a track begins, or goes on, as a person set it. */
export interface TrackSeed {
  /** Seeds of the same name are one track. */
  readonly name: string;
  readonly frame: number;
  readonly x: number;
  readonly y: number;
}
