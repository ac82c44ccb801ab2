import { expect, it } from "vitest";
import { GRAPH_HEIGHT, parseTimeline } from "./timeline-store";

it("remembers the graph, and falls back where what it remembers makes no sense", () => {
  expect(parseTimeline('{"graphVisible":false,"graphHeight":100}')).toEqual({
    graphVisible: false,
    graphHeight: 100,
    hiddenTracks: null,
  });
  expect(parseTimeline('{"hiddenTracks":["cost",3]}').hiddenTracks).toEqual(["cost"]);
  const fallback = { graphVisible: true, graphHeight: GRAPH_HEIGHT.default, hiddenTracks: null };
  for (const text of [null, "", "{", "null", "[]", '{"graphVisible":1,"graphHeight":"x"}'])
    expect(parseTimeline(text)).toEqual(fallback);
  expect(parseTimeline('{"graphHeight":1e9}').graphHeight).toBe(GRAPH_HEIGHT.max);
});
