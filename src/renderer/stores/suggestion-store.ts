import { create } from "zustand";
import type { MovieInfo } from "../../shared/movie";
import type { FlowSuggestion } from "../../shared/suggestion";
import { request } from "../api";
import { reportProblem } from "./movie-store";
import type { FlowSettings } from "./view-settings";
import { editedFlow, useViewStore, viewActions } from "./view-store";

/** What was suggested for the flow of the open movie. */
export interface SuggestionState {
  readonly measuring: boolean;
  /** The last suggestion that was set, and what there was before. */
  readonly last: {
    /** Of the movie that was measured. */
    readonly token: string;
    readonly suggestion: FlowSuggestion;
    readonly before: FlowSettings;
  } | null;
}

export const useSuggestionStore = create<SuggestionState>()(() => ({ measuring: false, last: null }));

/** Measures the movie and sets what is suggested for it. */
export async function suggest(movie: Pick<MovieInfo, "token" | "interlaced">): Promise<void> {
  if (useSuggestionStore.getState().measuring) return;
  useSuggestionStore.setState({ measuring: true, last: null });
  const { deinterlace } = useViewStore.getState();
  const outcome = await request("flow:suggest", {
    token: movie.token,
    deinterlace: movie.interlaced && deinterlace,
  });
  useSuggestionStore.setState({ measuring: false });
  if (!outcome.ok) {
    reportProblem(outcome.error);
    return;
  }
  const before = editedFlow(useViewStore.getState());
  viewActions.setFlow(outcome.value.flow, outcome.value.preset);
  useSuggestionStore.setState({
    last: { token: movie.token, suggestion: outcome.value, before },
  });
}

/** Gives a measurement up. */
export function cancelSuggestion(): void {
  void request("flow:suggest-cancel");
}
