import { TRACKS } from "./tracks";
import { type PlacedTrack, placeTracks } from "./tracks/track";

/** Half the width of the slider's thumb, as in timeline.css: there the first and the last frame are. */
export const SLIDER_INSET = 6;

/** Above the tracks, for the head of the playhead. */
const HEAD_ROOM = 8;
const GAP = 4;

export interface TimelineLayout {
  readonly tracks: readonly PlacedTrack[];
  /** Of the whole strip, in CSS pixels. */
  readonly height: number;
}

/** Where the tracks are, with or without the graph. */
export function timelineLayout(graphVisible: boolean, graphHeight: number): TimelineLayout {
  const shown = TRACKS.filter((track) => graphVisible || !track.graph);
  const tracks = placeTracks(shown, graphHeight, HEAD_ROOM, GAP);
  const last = tracks.at(-1);
  return { tracks, height: last === undefined ? HEAD_ROOM : last.top + last.height };
}
