import { create } from "zustand";
import type { MovieInfo } from "../../shared/movie";
import { pairingOf } from "../../shared/pairing";
import type { FlowSuggestion } from "../../shared/suggestion";
import { request } from "../api";
import { reportProblem } from "./movie-store";
import type { FlowSettings } from "./view-settings";
import { editedFlow, useViewStore, viewActions } from "./view-store";

/** What was suggested for the flow of the open movie. */
export interface SuggestionState {
  readonly measuring: boolean;
  /** The last suggestion, until it is dismissed. */
  readonly last: {
    /** Of the movie that was measured. */
    readonly token: string;
    readonly suggestion: FlowSuggestion;
    /** What there was before it was applied; null until it is. */
    readonly before: FlowSettings | null;
  } | null;
}

export const useSuggestionStore = create<SuggestionState>()(() => ({ measuring: false, last: null }));

/** Measures the movie and shows what is suggested for it. Changes nothing but what the inspector shows. */
export async function suggest(movie: Pick<MovieInfo, "token" | "interlaced">): Promise<void> {
  if (useSuggestionStore.getState().measuring) return;
  useSuggestionStore.setState({ measuring: true, last: null });
  useViewStore.setState({ inspectorOpen: true, inspectorTab: "flow" });
  const { deinterlace, flow } = useViewStore.getState();
  const { token } = movie;
  const outcome = await request("flow:suggest", {
    token,
    pairing: pairingOf(flow),
    deinterlace: movie.interlaced && deinterlace,
  });
  useSuggestionStore.setState({ measuring: false });
  if (outcome.ok) useSuggestionStore.setState({ last: { token, suggestion: outcome.value, before: null } });
  else reportProblem(outcome.error);
}

/** Sets what was suggested, for the side that is edited. */
export function applySuggestion(): void {
  const { last } = useSuggestionStore.getState();
  if (last === null) return;
  const before = editedFlow(useViewStore.getState());
  viewActions.setFlow(last.suggestion.flow, last.suggestion.preset);
  useSuggestionStore.setState({ last: { ...last, before } });
}

export function dismissSuggestion(): void {
  useSuggestionStore.setState({ last: null });
}

/** Gives a measurement up. */
export function cancelSuggestion(): void {
  void request("flow:suggest-cancel");
}
