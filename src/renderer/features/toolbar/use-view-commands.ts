import { useEffect } from "react";
import { isStill } from "../../playback/movie-growth";
import { useMovieStore } from "../../stores/movie-store";
import { noteInPassing } from "../../stores/passing-note";
import { usePlaybackStore } from "../../stores/playback-store";
import { suggest } from "../../stores/suggestion-store";
import { useViewHistory, viewHistory } from "../../stores/view-history";
import { isOnionCovered } from "../../stores/view-settings";
import { useViewStore, viewActions } from "../../stores/view-store";
import { handleCommands } from "../commands/registry";

/** Has B keep the frame at the playhead, or be of the same frame as A again. */
function toggleMoment(): void {
  const { visible, moment } = useViewStore.getState().split;
  const isSet = visible && moment !== null;
  viewActions.setMoment(isSet ? null : usePlaybackStore.getState().frame);
}

/** Takes the commands over that change flow and view, and keeps together what one drag changes. */
export function useViewCommands(): void {
  useEffect(
    () =>
      handleCommands({
        undo: {
          run: viewActions.undo,
          obstacle: () => (useViewHistory.getState().past.length > 0 ? null : "nothingToUndo"),
        },
        redo: {
          run: viewActions.redo,
          obstacle: () => (useViewHistory.getState().future.length > 0 ? null : "nothingToRedo"),
        },
        "toggle-streamlines": { run: viewActions.toggleStreamlines },
        "toggle-onion": { run: toggleOnion },
        "toggle-split": { run: viewActions.toggleSplit },
        "compare-moment": { run: toggleMoment },
        "swap-sides": {
          run: viewActions.swapSides,
          obstacle: () => (useViewStore.getState().split.visible ? null : "noSideB"),
        },
        "toggle-all-pixels": { run: viewActions.toggleAllPixels },
        suggest: {
          run: suggestForOpenMovie,
          obstacle: () => {
            const { movie } = useMovieStore.getState();
            return movie !== null && isStill(movie) ? "singleFrame" : null;
          },
        },
      }),
    [],
  );
  useEffect(() => {
    const press = (): void => viewHistory.hold(true);
    const release = (): void => viewHistory.hold(false);
    const releases = ["pointerup", "pointercancel", "blur"] as const;
    window.addEventListener("pointerdown", press, true);
    for (const event of releases) window.addEventListener(event, release, true);
    return () => {
      window.removeEventListener("pointerdown", press, true);
      for (const event of releases) window.removeEventListener(event, release, true);
    };
  }, []);
}

function toggleOnion(): void {
  viewActions.toggleOnion();
  // Else nothing would seem to have happened.
  if (isOnionCovered(useViewStore.getState())) noteInPassing("onionCovered");
}

function suggestForOpenMovie(): void {
  const { movie } = useMovieStore.getState();
  if (movie !== null) void suggest(movie);
}
