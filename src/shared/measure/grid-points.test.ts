import { expect, it } from "vitest";
import { gridPoints } from "./grid-points";

it("puts points every few pixels, with as much room before the first as behind the last", () => {
  expect(gridPoints({ width: 96, height: 80 }, 30)).toEqual(
    [9, 39, 69].flatMap((y) => [2, 32, 62, 92].map((x) => [x, y])),
  );
});

it("keeps to a part of the picture", () => {
  const shape = { kind: "rectangle", x: 30, y: 0, width: 40, height: 50 } as const;
  expect(gridPoints({ width: 96, height: 80 }, 30, shape)).toEqual([
    [32, 9],
    [62, 9],
    [32, 39],
    [62, 39],
  ]);
});
