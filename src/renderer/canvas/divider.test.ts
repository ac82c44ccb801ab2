import { describe, expect, it } from "vitest";
import { CENTRE, dividerColumn, lineEnd, partsAt, shareAfterKey, shareAt } from "./divider";

const VISIBLE = { x: 101, y: 20, width: 801, height: 600 };

describe("the divider", () => {
  it("stands on whole pixels of the visible picture, from its left edge to its right one", () => {
    expect([0, 0.5, 1].map((share) => dividerColumn(share, VISIBLE))).toEqual([101, 502, 902]);
  });

  it("is found again by its column, and stays within the picture", () => {
    for (let column = 101; column <= 902; column += 7) {
      expect(dividerColumn(shareAt(column, VISIBLE), VISIBLE)).toBe(column);
    }
    expect([shareAt(-500, VISIBLE), shareAt(5000, VISIBLE)]).toEqual([0, 1]);
    expect(shareAt(10, { ...VISIBLE, width: 0 })).toBe(CENTRE);
  });

  it("gives every pixel to one side", () => {
    const { a, b } = partsAt(502, { width: 1000, height: 640 });
    expect([a, b]).toEqual([
      { x: 0, y: 0, width: 502, height: 640 },
      { x: 502, y: 0, width: 498, height: 640 },
    ]);
  });

  it.each([
    ["ArrowLeft", false, 0.5, 0.49],
    ["ArrowRight", false, 0.5, 0.51],
    ["ArrowRight", true, 0.5, 0.6],
    ["PageDown", false, 0.5, 0.4],
    ["ArrowUp", false, 0.504, 0.51],
    ["ArrowLeft", true, 0.04, 0],
    ["ArrowRight", false, 1, 1],
    ["Home", false, 0.5, 0],
    ["End", false, 0.5, 1],
  ])("moves by %s (shift %s) from %d to %d", (key, shift, from, to) => {
    expect(shareAfterKey(from, key, shift)).toBeCloseTo(to, 12);
  });

  it("leaves other keys alone", () => {
    expect(shareAfterKey(0.5, "a", false)).toBeNull();
  });
});

it("the divider's line ends above a plate of the legend that it meets", () => {
  const visible = { x: 100, y: 50, width: 800, height: 400 };
  const plates = [
    { x: 110, y: 400, width: 80, height: 40 },
    { x: 800, y: 330, width: 90, height: 110 },
  ];
  expect(lineEnd(500, 2, visible, plates)).toBe(450);
  expect(lineEnd(150, 2, visible, plates)).toBe(400);
  expect(lineEnd(799, 2, visible, plates)).toBe(330);
  expect(lineEnd(797, 2, visible, plates)).toBe(450);
});
