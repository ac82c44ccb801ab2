import { expect, it } from "vitest";
import { NO_VALIDATION } from "../validation";
import { withDrawn } from "./joined";
import { type MarkedLine, type Marks, NO_MARKS } from "./marks";

const line = (id: string, name: string): MarkedLine => ({
  ...{ id, name, colour: "#ffffff", note: "" },
  points: [
    [0, 0],
    [5, 5],
  ],
});

const kept: Marks = {
  ...NO_MARKS,
  calibration: { pixel: { value: 2, unit: "mm" }, axes: { origin: [1, 2], turn: 3, yUp: true } },
  lines: [line("a", "line1"), line("b", "line2")],
  mask: [0, 1, 4],
  camera: "shift",
  validation: { ...NO_VALIDATION, replace: "median" },
};

it("has what was kept and what was drawn, under names of their own", () => {
  expect(withDrawn(kept, NO_MARKS)).toBe(kept);
  const drawn: Marks = { ...NO_MARKS, lines: [line("c", "line1"), line("d", "edge")], mask: [0, 3, 6] };
  expect(withDrawn(kept, drawn)).toEqual({
    ...kept,
    lines: [...kept.lines, line("c", "line3"), line("d", "edge")],
    mask: [0, 1, 6],
  });
});

it("has the choice made since, where there is one of a kind", () => {
  const pixel = { value: 7, unit: "µm" } as const;
  const drawn: Marks = {
    ...NO_MARKS,
    calibration: { ...NO_MARKS.calibration, pixel },
    camera: "similarity",
  };
  expect(withDrawn(kept, drawn)).toEqual({
    ...kept,
    calibration: { ...kept.calibration, pixel },
    camera: "similarity",
  });
  const axes = { origin: [9, 9], turn: 0, yUp: false } as const;
  expect(withDrawn(kept, { ...NO_MARKS, calibration: { pixel: null, axes } }).calibration).toEqual({
    ...{ pixel: kept.calibration.pixel, axes },
  });
});
