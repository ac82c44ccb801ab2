import { describe, expect, it } from "vitest";
import { FIT, pictureRectangle, type ViewSpace, zoomedTo } from "../canvas/view-transform";
import { isOnPlate, meaningAt, middleOf, pinUnder, pixelUnder } from "./picture-places";

/** Pixels are twice as wide as high. */
const SPACE: ViewSpace = {
  area: { width: 1000, height: 640 },
  movie: { width: 200, height: 300 },
  pixelAspect: 2,
};

describe.each([
  ["fitted", FIT],
  ["zoomed", zoomedTo(FIT, SPACE, 17.3, { x: 411, y: 290 })],
])("the picture, %s", (_name, view) => {
  const shown = { picture: pictureRectangle(view, SPACE), movie: SPACE.movie };

  it("has every pixel where it is shown", () => {
    for (const pixel of [
      { x: 80, y: 130 },
      { x: 96, y: 150 },
      { x: 0, y: 299 },
    ])
      expect(pixelUnder(middleOf(pixel, shown), shown)).toEqual(pixel);
  });

  it("has nothing beside it", () => {
    const { x, y, width, height } = shown.picture;
    expect(pixelUnder({ x: x - 0.5, y: y + 9 }, shown)).toBeNull();
    expect(pixelUnder({ x: x + 9, y: y + height + 0.5 }, shown)).toBeNull();
    expect(pixelUnder({ x: x + width - 0.5, y: y + height - 0.5 }, shown)).toEqual({ x: 199, y: 299 });
  });

  it("has the nearest of the pins within reach", () => {
    const near = { number: 1, x: 90, y: 140 };
    const far = { number: 2, x: 90, y: 145 };
    const { x, y } = middleOf(near, shown);
    expect(pinUnder({ x: x + 3, y: y + 1 }, [far, near], shown, 10)).toBe(near);
    expect(pinUnder({ x: x - 11, y }, [near], shown, 10)).toBeNull();
  });
});

it("a legend means what its scale has there, and nothing elsewhere", () => {
  const wheel = { kind: "wheel", limit: 4, pixelAspect: 1, x: 50, y: 50, radius: 20 } as const;
  const bar = { kind: "bar", map: "speed", limit: 2, x: 100, y: 40, width: 80, height: 10 } as const;
  expect(meaningAt({ x: 60, y: 50 }, [wheel, bar])).toEqual({ kind: "motion", u: 2, v: 0 });
  expect(meaningAt({ x: 140, y: 45 }, [wheel, bar])).toEqual({ kind: "value", map: "speed", value: 1 });
  expect(meaningAt({ x: 80, y: 50 }, [wheel, bar])).toBeNull();
});

it("a plate of the legend hides what is below it, up to its border", () => {
  const plates = [{ x: 10, y: 20, width: 30, height: 40 }];
  expect(isOnPlate({ x: 10, y: 20 }, plates)).toBe(true);
  expect(isOnPlate({ x: 39, y: 59 }, plates)).toBe(true);
  expect(isOnPlate({ x: 40, y: 30 }, plates)).toBe(false);
  expect(isOnPlate({ x: 20, y: 19 }, plates)).toBe(false);
});
