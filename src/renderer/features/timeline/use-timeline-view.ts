import { useMemo } from "react";
import { type TimelineView, timelineView } from "../../lib/visible-range";
import { movieSpan } from "../../playback/movie-growth";
import { useMovieStore } from "../../stores/movie-store";
import { useTimelineStore } from "../../stores/timeline-store";

const spanNow = (): number => {
  const { movie } = useMovieStore.getState();
  return movie === null ? 0 : movieSpan(movie);
};

/** What the timeline shows of the open movie at this moment. */
export function currentView(): TimelineView {
  return timelineView(useTimelineStore.getState().zoom, spanNow());
}

/** The same for components. */
export function useTimelineView(): TimelineView {
  const zoom = useTimelineStore((state) => state.zoom);
  const span = useMovieStore((state) => (state.movie === null ? 0 : movieSpan(state.movie)));
  return useMemo(() => timelineView(zoom, span), [zoom, span]);
}

/** Calls `redraw` whenever frames get other places; returns what ends that. */
export function onView(redraw: () => void): () => void {
  let span = spanNow();
  const leaveMovie = useMovieStore.subscribe(() => {
    const now = spanNow();
    if (now !== span) redraw();
    span = now;
  });
  const leaveZoom = useTimelineStore.subscribe((state, before) => {
    if (state.zoom !== before.zoom) redraw();
  });
  return () => {
    leaveMovie();
    leaveZoom();
  };
}
