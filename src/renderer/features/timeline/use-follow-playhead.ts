import { type RefObject, useEffect } from "react";
import { isVisible, paged } from "../../lib/visible-range";
import { useMovieStore } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { timelineActions } from "../../stores/timeline-store";
import { currentView } from "./use-timeline-view";

/**
 * Pages on when the playhead leaves what is seen. Whoever moved away from the playhead on purpose is left where they are
 * while it plays elsewhere, and so is a hand that drags it: the movie would run away under that hand.
 */
export function useFollowPlayhead(dragging: RefObject<boolean>): void {
  useEffect(() => {
    const leaveMovie = useMovieStore.subscribe((state, before) => {
      // Another movie starts with all of it.
      if (state.movie?.token !== before.movie?.token) timelineActions.setZoom(null);
    });
    const leavePlayhead = usePlaybackStore.subscribe((state, before) => {
      if (state.frame === before.frame || dragging.current) return;
      const view = currentView();
      const wasSeen = isVisible(view, before.frame);
      if (isVisible(view, state.frame) || (state.playing && !wasSeen)) return;
      timelineActions.setZoom(paged(view, state.frame));
    });
    return () => {
      leaveMovie();
      leavePlayhead();
    };
  }, [dragging]);
}
