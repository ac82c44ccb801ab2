import { expect, it } from "vitest";
import { probeTable } from "./probe-table";
import { readingOf } from "./reading";

it("has a line a pin below the names, with tabs, plain signs and all digits", () => {
  const pins = [
    { number: 1, x: 12, y: 7 },
    { number: 4, x: 0, y: 0 },
  ];
  const text = probeTable(57, pins, ({ number }) =>
    number === 1 ? readingOf([Math.fround(0.1), Math.fround(-1234.5678), 0.25, Number.NaN]) : null,
  );
  expect(text.split("\n").map((line) => line.split("\t"))).toEqual([
    [
      ...["probe", "frame", "x", "y", "u (px/frame)", "v (px/frame)", "speed (px/frame)"],
      ...["angle (deg)", "reliability"],
    ],
    ["1", "57", "12", "7", "0.1", "-1234.568", "1234.568", "270.0046", "0.25"],
    ["4", "57", "0", "0", "", "", "", "", ""],
    [""],
  ]);
});
