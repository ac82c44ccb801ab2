import { describe, expect, it } from "vitest";
import { NO_MARKS } from "../../shared/marks/marks";
import { pixelsIn, spansOf } from "../../shared/measure/region";
import { middleRectangle, nameProblem, shapeAs } from "./mark-edits";

const box = { kind: "rectangle", x: 20, y: 10, width: 40, height: 30 } as const;
const pixels = (shape: Parameters<typeof spansOf>[0]): number => pixelsIn(spansOf(shape, 200, 100));

describe("shapes", () => {
  it("become others at the same place, and the same again", () => {
    const ellipse = shapeAs("ellipse", box);
    expect(ellipse).toEqual({ kind: "ellipse", x: 39.5, y: 24.5, radiusX: 20, radiusY: 15 });
    expect(Math.abs(pixels(ellipse) / (Math.PI * 20 * 15) - 1)).toBeLessThan(0.03);
    expect(shapeAs("rectangle", ellipse)).toEqual(box);
    const polygon = shapeAs("polygon", box);
    expect(shapeAs("rectangle", polygon)).toEqual(box);
    expect(Math.abs(pixels(polygon) / pixels(box) - 1)).toBeLessThan(0.07);
  });

  it("begin in the middle of a picture, also of a small one", () => {
    expect(middleRectangle({ width: 320, height: 240 })).toEqual({
      ...{ kind: "rectangle", x: 120, y: 90, width: 80, height: 60 },
    });
    expect(pixels(middleRectangle({ width: 2, height: 1 }))).toBeGreaterThan(0);
  });
});

it("names are those of columns, and each is of one mark", () => {
  const region = { id: "1", name: "hand", colour: "#ffffff", note: "", shape: box };
  const marks = { ...NO_MARKS, regions: [region] };
  expect(nameProblem(marks, "1", "hand")).toBeNull();
  expect(nameProblem(marks, "2", "hand")).toBe("taken");
  for (const name of ["", "1st", "a b", "x".repeat(41)])
    expect(nameProblem(marks, "1", name)).toBe("invalid");
});
