import { expect, it } from "vitest";
import { lineRowAt, lineText, putLineRow } from "./line-rows";
import { REGION_ROW } from "./region-rows";

it("rows of lines say what was summed up, to single precision", () => {
  const sums = {
    length: 80.5,
    counted: 79.1,
    reliable: 78,
    along: -3.7,
    across: 106.2,
    speed: 107,
    maxSpeed: 2.01,
  };
  const values = new Float32Array(3 * REGION_ROW);
  putLineRow(values, 0, null);
  putLineRow(values, 1, sums);
  putLineRow(values, 2, { ...sums, counted: 0, maxSpeed: Number.NaN });
  expect(lineRowAt(values, 0)).toBeNull();
  expect(lineRowAt(values, 1)).toEqual(sums);
  expect(lineRowAt(values, 2)).toEqual({ ...sums, counted: 0, maxSpeed: Number.NaN });
});

it("lines are told apart by their points, and by what their lengths are counted in", () => {
  expect(
    lineText(
      [
        [1, 2],
        [3.5, 4],
      ],
      false,
    ),
  ).toBe("line 1 2 3.5 4");
  expect(
    lineText(
      [
        [1, 2],
        [3.5, 4],
      ],
      true,
    ),
  ).toBe("line 1 2 3.5 4 by height");
});
