import { TRACKS } from "./tracks";
import { memoryTrack } from "./tracks/bands";
import { type PlacedTrack, placeTracks, type Track, type TrackId } from "./tracks/track";

/** Half the width of the slider's thumb, as in timeline.css: there the first and the last frame are. */
export const SLIDER_INSET = 6;

/** The ruler above the tracks, where the head of the playhead is. */
export const RULER_HEIGHT = 20;
const GAP = 4;

export interface TimelineLayout {
  readonly tracks: readonly PlacedTrack[];
  /** Of the whole strip, in CSS pixels. */
  readonly height: number;
}

/** A window that is lower than this has more need of the picture. */
const ROOMY_HEIGHT = 800;

const HIDDEN_IN_LOW_WINDOWS: readonly TrackId[] = ["thumbnails", "cost", "bytes"];
/** Cost is there for those who want it. */
const HIDDEN_IN_ROOMY_WINDOWS: readonly TrackId[] = ["cost", "bytes"];

/** The tracks that are hidden as long as nobody has chosen, in a window of this height; the same list for the same tracks. */
export function usuallyHidden(windowHeight: number): readonly TrackId[] {
  return windowHeight < ROOMY_HEIGHT ? HIDDEN_IN_LOW_WINDOWS : HIDDEN_IN_ROOMY_WINDOWS;
}

/** Where the tracks are: those that are not hidden, with or without the graphs. */
export function timelineLayout(
  graphVisible: boolean,
  graphHeight: number,
  hidden: readonly string[],
): TimelineLayout {
  return laidOut(
    TRACKS.filter(({ id, graph }) => (graphVisible || !graph) && !hidden.includes(id)),
    graphHeight,
  );
}

/** The least that a movie is gone through with. */
export function slimLayout(): TimelineLayout {
  return laidOut([memoryTrack], 0);
}

function laidOut(shown: readonly Track[], graphHeight: number): TimelineLayout {
  const tracks = placeTracks(shown, graphHeight, RULER_HEIGHT + GAP, GAP);
  const last = tracks.at(-1);
  return { tracks, height: last === undefined ? RULER_HEIGHT + GAP : last.top + last.height };
}
