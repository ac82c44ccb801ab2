import { request } from "../api";
import { useAnalysisStore } from "../stores/analysis-store";
import { decideCuts, useCutStore } from "../stores/cut-store";
import { reportProblem, useMovieStore } from "../stores/movie-store";
import { openCuts } from "../stores/scene-cuts";
import { useViewStore, viewActions } from "../stores/view-store";
import { currentTexts } from "../texts/use-texts";

/** More at a time is not asked for; a range has few at its ends. */
const MOST_ASKED = 500;

/**
 * Keeps the marks of cuts: those that are kept of a movie come when it is opened, and what a person changes is kept at once.
 *
 * @param onApplied called when other marks apply to pictures that are asked for from now on
 * @returns what ends that
 */
export function followCutMarks(onApplied: () => void): () => void {
  const leaveEvents = window.kinoflow.on("cuts:marks", ({ token, marks }) => {
    if (useMovieStore.getState().movie?.token !== token) return;
    useCutStore.setState({ kept: marks });
    viewActions.recallCutMarks(marks);
    onApplied();
  });
  const leaveView = useViewStore.subscribe(({ cutMarks: marks }) => {
    const { movie } = useMovieStore.getState();
    if (movie === null || marks === useCutStore.getState().kept) return;
    useCutStore.setState({ kept: marks });
    void request("cuts:keep", { token: movie.token, marks }).then((outcome) => {
      if (!outcome.ok) reportProblem(outcome.error, currentTexts().cuts.subject);
      onApplied();
    });
  });
  return () => {
    leaveEvents();
    leaveView();
  };
}

/**
 * Has main tell of the pairs at the ends of what is analysed whether they cross a cut: that takes frames beyond, which the
 * analysis has not seen.
 *
 * @returns what ends that
 */
export function followOpenCuts(): () => void {
  let asking = false;
  return useAnalysisStore.subscribe(({ state }) => {
    if (asking || state === null || state.status !== "idle") return;
    const frames = openCuts().slice(0, MOST_ASKED);
    if (frames.length === 0) return;
    asking = true;
    void request("cuts:among", { token: state.token, frames }).then((outcome) => {
      asking = false;
      if (!outcome.ok || useMovieStore.getState().movie?.token !== state.token) return;
      const cuts = new Set(outcome.value);
      decideCuts(frames, (frame) => cuts.has(frame));
    });
  });
}
