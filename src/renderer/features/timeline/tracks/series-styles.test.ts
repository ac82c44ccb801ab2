import { expect, it } from "vitest";
import { isDashOn, SERIES_NAMES, SERIES_STYLES } from "./series-styles";

it("tells the series of a graph apart by their lines alone", () => {
  for (const graph of [
    ["mean", "p95", "p999"],
    ["decode", "flow", "draw"],
  ] as const) {
    const lines = graph.map((name) => JSON.stringify(SERIES_STYLES[name].dash));
    expect(new Set(lines).size).toBe(graph.length);
  }
  // A gap after every piece, or the pattern would change its places from period to period.
  for (const name of SERIES_NAMES) expect(SERIES_STYLES[name].dash.length % 2).toBe(0);
});

it("knows where a dashed line is drawn", () => {
  const drawn = Array.from({ length: 10 }, (_, at) => isDashOn([3, 2], at));
  expect(drawn).toEqual([true, true, true, false, false, true, true, true, false, false]);
  expect(isDashOn([], 7)).toBe(true);
});
