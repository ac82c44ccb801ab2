import type { AnalysisRows, AnalysisState } from "../../shared/analysis";
import { sameFigures } from "../../shared/figures";
import { request } from "../api";
import { sameFlowParameters } from "../lib/flow-parameters";
import {
  analysisTables,
  clearAnalysis,
  publishAnalysisRows,
  useAnalysisStore,
} from "../stores/analysis-store";
import { reportProblem } from "../stores/movie-store";
import type { AnalysisWish } from "../stores/view-settings";
import { currentTexts } from "../texts/use-texts";

/** Turning a number of the method changes it many times a second; only where it stops is worth a question. */
const SETTLED_MS = 250;

/**
 * Keeps the rows on the screen those of the movie and the settings on the screen: asks main for what it knows of them,
 * and shows what comes.
 */
export class AnalysisClient {
  #wish: AnalysisWish | null = null;
  /** What the rows on the screen are of. */
  #shown: AnalysisWish | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** States what the rows on the screen are to be of. For another movie main is asked at once. */
  wish(wish: AnalysisWish): void {
    const before = this.#wish;
    if (before !== null && sameAnalysis(before, wish)) return;
    this.#wish = wish;
    if (this.#timer !== null) clearTimeout(this.#timer);
    this.#timer = null;
    if (before?.token !== wish.token) {
      clearAnalysis();
      this.#shown = null;
      void this.#recall(wish);
    } else {
      this.#timer = setTimeout(() => void this.#recall(wish), SETTLED_MS);
    }
  }

  receiveState(state: AnalysisState): void {
    if (state.token !== this.#wish?.token) return;
    const before = useAnalysisStore.getState().state;
    useAnalysisStore.setState({ state });
    // An analysis with the settings from before may still be under way; one that could not begin has no key.
    const { token, parameters: flow, deinterlace, figures } = state;
    const ofThese = { token, flow, deinterlace, figures };
    if (state.key !== "" && sameAnalysis(ofThese, this.#wish) && !this.#keepsRows(state)) {
      this.#shown = ofThese;
      if (analysisTables.show(state.key, figures)) publishAnalysisRows();
    }
    if (state.error !== null && before?.error?.message !== state.error.message) {
      reportProblem(state.error, currentTexts().analysis.subject);
    }
  }

  receiveRows(rows: AnalysisRows): void {
    if (rows.token === this.#wish?.token && analysisTables.take(rows)) publishAnalysisRows();
  }

  /**
   * Whether the rows on the screen stay, of an analysis that differs from what is wished in the pixels that its figures are over
   * alone: as long as there are none of these. Where the scenes are cut is the same in both, and whoever shows
   * the rows says what they are of.
   */
  #keepsRows({ key, status }: AnalysisState): boolean {
    if (status !== "idle" || this.#shown === null || this.#wish === null) return false;
    const { figures } = this.#wish;
    const count = analysisTables.shown?.count ?? 0;
    return count > 0 && sameAnalysis({ ...this.#shown, figures }, this.#wish) && !analysisTables.hasRows(key);
  }

  async #recall(wish: AnalysisWish): Promise<void> {
    const outcome = await request("analysis:recall", wish);
    // A movie that was closed in the meantime has no analysis to speak of.
    if (!outcome.ok && this.#wish === wish) reportProblem(outcome.error, currentTexts().analysis.subject);
  }
}

function sameAnalysis(a: AnalysisWish, b: AnalysisWish): boolean {
  return (
    a.token === b.token &&
    a.deinterlace === b.deinterlace &&
    sameFlowParameters(a.flow, b.flow) &&
    sameFigures(a.figures, b.figures)
  );
}
