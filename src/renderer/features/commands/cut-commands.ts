import { isSingleFrame } from "../../playback/movie-growth";
import { useMovieStore } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { cutAt, isAcrossCut } from "../../stores/scene-cuts";
import { viewActions } from "../../stores/view-store";
import type { CommandHandlers, Obstacle } from "./registry";

/** The commands that set and delete marks of cuts at the playhead. */
export const CUT_COMMANDS: CommandHandlers = {
  "mark-cut": { run: () => viewActions.markCut(playhead() + 1, true), obstacle: cannotMark },
  "remove-cut": { run: removeCut, obstacle: () => (cutAt(playhead()) === null ? "noCutHere" : null) },
};

function playhead(): number {
  return usePlaybackStore.getState().frame;
}

function removeCut(): void {
  const cut = cutAt(playhead());
  if (cut !== null) viewActions.markCut(cut, false);
}

function cannotMark(): Obstacle | null {
  const { movie } = useMovieStore.getState();
  const frame = playhead();
  if (movie !== null && isSingleFrame(movie)) return "singleFrame";
  if (movie !== null && frame + 1 >= movie.frameCount) return "lastFrame";
  return isAcrossCut(frame) ? "cutHere" : null;
}
