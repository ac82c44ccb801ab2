import { describe, expect, it } from "vitest";
import { markAt } from "./hit-test";
import { type MarkedLine, type MarkedRegion, type MarkedTrack, type Marks, NO_MARKS } from "./marks";

const mark = (id: string) => ({ id, name: id, colour: "#4fd1ff", note: "" });
const box: MarkedRegion = {
  ...mark("box"),
  shape: { kind: "rectangle", x: 10, y: 10, width: 80, height: 60 },
};
const disc: MarkedRegion = {
  ...mark("disc"),
  shape: { kind: "ellipse", x: 50, y: 40, radiusX: 12, radiusY: 8 },
};
const line: MarkedLine = {
  ...mark("line"),
  points: [
    [0, 100],
    [100, 100],
    [100, 150],
  ],
};
const track: MarkedTrack = {
  ...mark("track"),
  anchors: [
    { frame: 3, x: 200, y: 20 },
    { frame: 9, x: 240, y: 20 },
  ],
};
const marks: Marks = { ...NO_MARKS, regions: [box, disc], lines: [line], tracks: [track] };
const reach = { distance: 4, pixelAspect: 1 };

describe("the mark at a place", () => {
  it("is none that is hidden", () => {
    const hidden = {
      ...marks,
      regions: [box, { ...disc, hidden: true }],
      lines: [{ ...line, hidden: true }],
    };
    expect(markAt(hidden, [50, 40], reach, null, 3)?.any.mark.id).toBe("box");
    expect(markAt(hidden, [50, 103], reach, null, 3)).toBeNull();
  });

  it.each([
    ["the border of a rectangle, between its pixels", [9.5, 30], "box"],
    ["inside of it", [20, 20], "box"],
    ["inside of a smaller region in it", [50, 40], "disc"],
    ["the border of an ellipse", [62, 40], "disc"],
    ["near a line", [50, 103], "line"],
    ["near its second stretch", [97, 130], "line"],
    ["the anchor of a track at this frame", [202, 20], "track"],
  ] as const)("is found: %s", (_, at, id) => {
    expect(markAt(marks, at, reach, null, 3)?.any.mark.id).toBe(id);
  });

  it.each([
    ["beside all", [150, 60]],
    ["the anchor of another frame", [240, 20]],
    ["just out of reach of a line", [50, 104.5]],
  ] as const)("is none: %s", (_, at) => {
    expect(markAt(marks, at, reach, null, 3)).toBeNull();
  });

  it("is the selected one with its handle before all others", () => {
    // The corners of a rectangle lie between pixels: from the top left one on, clockwise.
    expect(markAt(marks, [89.5, 69.5], reach, "box", 3)).toEqual({
      any: { kind: "regions", mark: box },
      handle: 4,
    });
    expect(markAt(marks, [89.5, 69.5], reach, null, 3)?.handle).toBeNull();
    expect(markAt(marks, [100, 101], reach, "line", 3)?.handle).toBe(1);
  });

  it("goes by how far it looks where pixels are not square", () => {
    const wide = { distance: 4, pixelAspect: 2 };
    expect(markAt(marks, [103, 130], reach, null, 3)?.any.mark.id).toBe("line");
    expect(markAt(marks, [103, 130], wide, null, 3)).toBeNull();
    expect(markAt(marks, [50, 103], wide, null, 3)?.any.mark.id).toBe("line");
  });
});
