import { expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { probeTable } from "./probe-table";
import { readingOf } from "./reading";

it("has a line a pin below the names, with tabs, plain signs, all digits, and what each was read of", () => {
  const pins = [
    { number: 1, x: 12, y: 7 },
    { number: 4, x: 0, y: 0 },
    { number: 5, x: 3, y: 0 },
  ];
  const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius: 2 } as const;
  const text = probeTable(57, pins, ({ number }) => ({
    side: number === 1 ? "b" : "a",
    flow:
      number === 1 ? flow : number === 4 ? { ...DEFAULT_FLOW_PARAMETERS, method: "dense-pyramidal" } : null,
    reading:
      number === 1 ? readingOf([Math.fround(0.1), Math.fround(-1234.5678), 0.25, Number.NaN, 7]) : null,
  }));
  expect(text.split("\n").map((line) => line.split("\t"))).toEqual([
    [
      ...["probe", "frame", "side", "method", "x", "y", "u (px/frame)", "v (px/frame)", "speed (px/frame)"],
      ...["angle (deg)", "reliability"],
    ],
    ["1", "57", "B", "lucas-kanade r=2", "12", "7", "0.1", "-1234.568", "1234.568", "270.0046", "0.25"],
    ["4", "57", "A", "dense-pyramidal balanced", "0", "0", "", "", "", "", ""],
    ["5", "57", "A", "", "3", "0", "", "", "", "", ""],
    [""],
  ]);
});
