import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";
import type { AnalysisState } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { analysisTables, clearAnalysis, useAnalysisStore } from "../stores/analysis-store";
import { useMovieStore } from "../stores/movie-store";
import type { AnalysisWish } from "../stores/view-settings";
import { analysisRows } from "../testing/analysis-rows";
import { AnalysisClient } from "./analysis-client";

const wish: AnalysisWish = {
  token: "t",
  flow: DEFAULT_FLOW_PARAMETERS,
  deinterlace: false,
  figures: DEFAULT_FIGURES,
};
const naive: AnalysisWish = { ...wish, flow: { ...DEFAULT_FLOW_PARAMETERS, method: "naive" } };

function stateOf(key: string, { token, flow, deinterlace, figures }: AnalysisWish): AnalysisState {
  return {
    ...{ token, key, status: "idle", parameters: flow, deinterlace, figures, mask: "", range: null },
    ...{ done: 0, total: 0 },
    ...{ framesPerSecond: 0, secondsLeft: null, error: null },
  };
}

describe("AnalysisClient", () => {
  const request = vi.fn((_channel: string, _wish: AnalysisWish) =>
    Promise.resolve({ ok: true, value: null }),
  );
  let client: AnalysisClient;

  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal("window", { kinoflow: { request } });
    request.mockClear();
    clearAnalysis();
    useMovieStore.setState({ problem: null });
    client = new AnalysisClient();
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
  });

  it("asks at once for another movie, and for other settings when they have settled", () => {
    client.wish(wish);
    expect(request.mock.calls).toEqual([["analysis:recall", wish]]);
    client.wish({ ...wish });
    for (let windowRadius = 2; windowRadius < 9; windowRadius += 1) {
      vi.advanceTimersByTime(20);
      client.wish({ ...naive, flow: { ...naive.flow, windowRadius } });
    }
    expect(request).toHaveBeenCalledTimes(1);
    vi.advanceTimersByTime(1000);
    expect(request).toHaveBeenCalledTimes(2);
    expect(request.mock.lastCall?.[1].flow.windowRadius).toBe(8);
  });

  it("shows the rows of the settings on the screen, whether main names them first or last", () => {
    client.wish(wish);
    client.receiveRows(analysisRows("a", [{ frame: 0, meanSpeed: 1 }]));
    client.receiveState(stateOf("a", wish));
    client.receiveRows(analysisRows("a", [{ frame: 1, meanSpeed: 2 }]));
    expect(analysisTables.shown?.count).toBe(2);
  });

  it("keeps the rows of an analysis with other settings off the screen, but says that it is under way", () => {
    client.wish(wish);
    client.receiveState(stateOf("a", wish));
    for (const other of [naive, { ...wish, deinterlace: true }]) {
      client.receiveState({ ...stateOf("b", other), status: "running" });
      client.receiveRows(analysisRows("b", [{ frame: 0 }]));
      expect(analysisTables.shown?.key).toBe("a");
      expect(analysisTables.shown?.count).toBe(0);
      expect(useAnalysisStore.getState().state?.status).toBe("running");
    }
  });

  describe("when the pixels change that figures are over", () => {
    const strict: AnalysisWish = { ...wish, figures: { ...DEFAULT_FIGURES, minimumReliability: 0.4 } };

    beforeEach(() => {
      client.wish(wish);
      client.receiveState(stateOf("a", wish));
      client.receiveRows(analysisRows("a", [{ frame: 0, meanSpeed: 1 }]));
      client.wish(strict);
    });

    it("asks for the rows of these", () => {
      vi.advanceTimersByTime(1000);
      expect(request.mock.lastCall).toEqual(["analysis:recall", strict]);
    });

    it("keeps the rows from before while there are none, with what they are over", () => {
      client.receiveState(stateOf("b", strict));
      expect(analysisTables.shown?.key).toBe("a");
      expect(analysisTables.figures).toEqual(DEFAULT_FIGURES);
      // Back to them nothing has to come.
      client.wish(wish);
      client.receiveState(stateOf("a", wish));
      expect(analysisTables.shown?.count).toBe(1);
    });

    it("shows those that are known", () => {
      client.receiveRows(analysisRows("b", [{ frame: 0, meanSpeed: 9 }]));
      client.receiveState(stateOf("b", strict));
      expect(analysisTables.shown?.value("meanSpeed", 0)).toBe(9);
      expect(analysisTables.figures).toEqual(strict.figures);
    });

    it("shows them as they come, once they are analysed", () => {
      client.receiveState(stateOf("b", strict));
      client.receiveState({ ...stateOf("b", strict), status: "running" });
      expect([analysisTables.shown?.key, analysisTables.shown?.count]).toEqual(["b", 0]);
    });

    it("does not keep them where the flow is another one as well", () => {
      const other = { ...naive, figures: strict.figures };
      client.wish(other);
      client.receiveState(stateOf("c", other));
      expect(analysisTables.shown?.key).toBe("c");
    });
  });

  it("forgets the movie before, and what is still told of it", () => {
    client.wish(wish);
    client.receiveState(stateOf("a", wish));
    client.wish({ ...wish, token: "next" });
    expect(analysisTables.shown).toBeNull();
    client.receiveState(stateOf("a", wish));
    client.receiveRows(analysisRows("a", [{ frame: 0 }]));
    expect(analysisTables.shown).toBeNull();
    expect(useAnalysisStore.getState().state).toBeNull();
  });

  it("reports why an analysis ended, once", () => {
    const error = { code: "worker-died", message: "A worker died; try again." } as const;
    client.wish(wish);
    client.receiveState(stateOf("a", wish));
    // It could not even begin, and has no key; the rows from before stay.
    client.receiveState({ ...stateOf("", wish), error });
    expect(analysisTables.shown?.key).toBe("a");
    expect(useMovieStore.getState().problem).toEqual({ subject: "Analysis", error });
    useMovieStore.setState({ problem: null });
    client.receiveState({ ...stateOf("a", wish), error });
    expect(useMovieStore.getState().problem).toBeNull();
  });
});
