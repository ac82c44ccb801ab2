import type { AnalysisRows, AnalysisState } from "../../shared/analysis";
import { maskName, type RegionRows } from "../../shared/counted-parts";
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
import { regionTables } from "../stores/region-tables";
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
  #shown: Analysed | null = null;
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** States what the rows on the screen are to be of. For another movie main is asked at once. */
  wish(wish: AnalysisWish): void {
    const before = this.#wish;
    if (before !== null && sameAnalysis(before, wish) && sameRegions(before, wish)) return;
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
    const { token, parameters: flow, deinterlace, figures, mask } = state;
    const ofThese = { token, flow, deinterlace, figures, mask };
    if (state.key !== "" && isAnalysis(ofThese, analysedBy(this.#wish)) && !this.#keepsRows(state)) {
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

  receiveRegionRows(rows: RegionRows): void {
    if (rows.token !== this.#wish?.token) return;
    regionTables.take(rows);
    publishAnalysisRows();
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
    const wished = analysedBy(this.#wish);
    return count > 0 && isAnalysis({ ...this.#shown, figures }, wished) && !analysisTables.hasRows(key);
  }

  async #recall(wish: AnalysisWish): Promise<void> {
    const outcome = await request("analysis:recall", wish);
    // A movie that was closed in the meantime has no analysis to speak of.
    if (!outcome.ok && this.#wish === wish) reportProblem(outcome.error, currentTexts().analysis.subject);
  }
}

/** What tells an analysis of the whole picture from others. */
type Analysed = Omit<AnalysisWish, "parts"> & { readonly mask: string };

function analysedBy({ parts, ...wish }: AnalysisWish): Analysed {
  return { ...wish, mask: maskName(parts?.mask ?? []) };
}

function isAnalysis(a: Analysed, b: Analysed): boolean {
  return (
    a.token === b.token &&
    a.deinterlace === b.deinterlace &&
    a.mask === b.mask &&
    sameFlowParameters(a.flow, b.flow) &&
    sameFigures(a.figures, b.figures)
  );
}

function sameAnalysis(a: AnalysisWish, b: AnalysisWish): boolean {
  return isAnalysis(analysedBy(a), analysedBy(b));
}

/** What of the parts is counted. */
function partsText(parts: AnalysisWish["parts"]): string {
  return JSON.stringify([parts?.regions, parts?.lines, parts?.byHeight]);
}

/** Whether the same regions and lines are counted, whatever they are called. */
function sameRegions({ parts: a }: AnalysisWish, { parts: b }: AnalysisWish): boolean {
  return a === b || partsText(a) === partsText(b);
}
