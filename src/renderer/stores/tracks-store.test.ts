import { beforeEach, expect, it } from "vitest";
import { TRACK_STATES, type TrackState } from "../../shared/tracks";
import { summaryOf, trackActions, trackPaths, useTracksStore } from "./tracks-store";

function places(track: string, states: readonly (readonly [frame: number, state: TrackState])[]) {
  return {
    id: 1,
    tracks: [track],
    of: new Uint16Array(states.length),
    frames: Int32Array.from(states, ([frame]) => frame),
    xs: Float64Array.from(states, ([frame]) => frame),
    ys: new Float64Array(states.length),
    states: Uint8Array.from(states, ([, state]) => TRACK_STATES.indexOf(state)),
  };
}

beforeEach(() => trackActions.clear());

it("knows how far tracks were followed, where they were lost and where they are unsure", () => {
  trackActions.take(
    places("a", [
      [5, "set"],
      [6, "ok"],
      [7, "lost"],
    ]),
  );
  const { news } = useTracksStore.getState();
  trackActions.take(
    places("a", [
      [4, "unsure"],
      [3, "lost"],
    ]),
  );
  // What is told again counts once.
  trackActions.take(places("a", [[4, "unsure"]]));
  expect(useTracksStore.getState().news).toBe(news + 2);
  expect(summaryOf("a")).toEqual({ count: 5, unsure: 1, lost: [3, 7] });
  expect(trackPaths.get("a")?.at(6)).toEqual({ frame: 6, x: 6, y: 0, state: "ok" });
  trackActions.forget("a");
  expect([trackPaths.has("a"), summaryOf("a").count]).toEqual([false, 0]);
});

it("keeps the length of tails within limits", () => {
  trackActions.setTail(10_000);
  expect(useTracksStore.getState().tail).toBe(500);
  trackActions.setTail(0.2);
  expect(useTracksStore.getState().tail).toBe(1);
});
