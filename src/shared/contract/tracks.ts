import { z } from "zod";
import type { ErrorValue } from "../errors";
import { MARK_NAME, MOST_MARKS, MOST_POINTS } from "../marks/marks";
import { MOST_TAIL } from "../overlay/track-tail";
import type { TableOutcome } from "./analysis";
import { flowParametersSchema, minimumReliability } from "./flow";
import { calibrationSchema } from "./marks";
import { frameNumber, token } from "./values";

/** A track as it is asked for. */
const trackSchema = z.strictObject({
  id: z.string().min(1).max(64),
  /** No two of the same frame; those outside of the recording do not count. */
  anchors: z
    .array(z.strictObject({ frame: frameNumber, x: z.number(), y: z.number() }))
    .min(1)
    .max(MOST_POINTS)
    .readonly(),
});

/** Tracks that are drawn over frames that are saved. */
export const drawnTracksSchema = z.strictObject({
  /** Frames that are seen of the way of each. */
  length: z.int().min(1).max(MOST_TAIL),
  tracks: z
    .array(trackSchema.extend({ colour: z.string().regex(/^#[0-9a-f]{6}$/) }))
    .max(MOST_MARKS.tracks)
    .readonly(),
});

/** How points are followed: each frame is compared with its neighbour, whatever pairing the parameters name. */
const followSchema = {
  token,
  flow: flowParametersSchema,
  deinterlace: z.boolean(),
  /** Less reliable motions make a track unsure. */
  minimumReliability,
};

/** Following points through the recording. */
export const tracksRequests = {
  /**
   * Follows tracks through the whole recording, in the background; where they come to is told by `tracks:points`. Takes the place of
   * what was asked for before; what is known of tracks that are asked for again is not found anew.
   */
  "tracks:follow": z.strictObject({
    ...followSchema,
    /** Of the answers: larger with every request. */
    id: z.int().min(1),
    tracks: z
      .array(trackSchema.extend({ /** How many of its places the window has. */ known: z.int().min(0) }))
      .max(MOST_MARKS.tracks)
      .readonly(),
  }),
  "tracks:cancel": z.undefined(),
  /** Asks for a place with the system's dialog, then writes there where the tracks are in all frames, as CSV. */
  "tracks:save-table": z.strictObject({
    ...followSchema,
    tracks: z
      .array(trackSchema.extend({ name: z.string().regex(MARK_NAME) }))
      .min(1)
      .max(MOST_MARKS.tracks)
      .readonly(),
    calibration: calibrationSchema,
  }),
} as const;

export interface TracksResponses {
  "tracks:follow": null;
  "tracks:cancel": null;
  /** Its number is that of the tracks. */
  "tracks:save-table": TableOutcome;
}

/** Places that tracks have come to: the arrays have an element for each, in no order that matters. */
export interface TrackedPlaces {
  /** Of the request. */
  readonly id: number;
  /** Ids of tracks that `of` counts through. */
  readonly tracks: readonly string[];
  readonly of: Uint16Array;
  readonly frames: Int32Array;
  /** NaN where a track is lost. */
  readonly xs: Float64Array;
  readonly ys: Float64Array;
  /** As `TRACK_STATES` has them. */
  readonly states: Uint8Array;
}

/** Where the following of tracks stands. */
export interface FollowingState {
  /** Of the request. */
  readonly id: number;
  readonly active: boolean;
  /** Steps from frame to frame, on and back. */
  readonly done: number;
  readonly total: number;
  /** Somebody ended it before the tracks came to their ends; it can go on. They may end with fewer steps than there could be. */
  readonly stopped: boolean;
  readonly error: ErrorValue | null;
}

export interface TracksEvents {
  "tracks:points": TrackedPlaces;
  "tracks:state": FollowingState;
}
