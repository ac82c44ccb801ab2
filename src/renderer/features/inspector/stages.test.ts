import { expect, it } from "vitest";
import { en } from "../../../shared/texts/en";
import { placeStages, stagesOf, totalOf } from "./stages";

function stage(ms: number) {
  return { name: "s", label: "S", title: "", ms };
}

it("lists the same stages whether there is a picture or not", () => {
  expect(stagesOf(null, en).map(({ label }) => label)).toEqual([
    "Decode ×2",
    "Pyramid",
    "Solve",
    "Refine",
    "Reliability",
    "Statistics",
    "Colour",
    "Transfer",
    "Draw",
  ]);
  expect(totalOf(stagesOf(null, en))).toBeNaN();
});

it("lays stages end to end", () => {
  const placed = placeStages([stage(1), stage(Number.NaN), stage(0), stage(3)]);
  expect(placed.map(({ start, share }) => [start, share])).toEqual([
    [0, 0.25],
    [0.25, 0],
    [0.25, 0],
    [0.25, 0.75],
  ]);
});

it("has no bars without times", () => {
  expect(placeStages([stage(Number.NaN), stage(0)]).every(({ share }) => share === 0)).toBe(true);
});
