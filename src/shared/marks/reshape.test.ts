import { describe, expect, it } from "vitest";
import { spansOf } from "../measure/region";
import type { MarkedRegion } from "./marks";
import {
  type AnyMark,
  ellipseBetween,
  enlarged,
  handlesOf,
  moved,
  rectangleBetween,
  withHandleAt,
} from "./reshape";

const mark = { id: "a", name: "a", colour: "#4fd1ff", note: "" };
const box: MarkedRegion["shape"] = { kind: "rectangle", x: 10, y: 20, width: 30, height: 40 };
const region = (shape: MarkedRegion["shape"]): AnyMark => ({ kind: "regions", mark: { ...mark, shape } });
const line: AnyMark = {
  kind: "lines",
  mark: {
    ...mark,
    points: [
      [0, 0],
      [10, 5],
    ],
  },
};
const track: AnyMark = {
  kind: "tracks",
  mark: {
    ...mark,
    anchors: [
      { frame: 1, x: 5, y: 5 },
      { frame: 4, x: 9, y: 9 },
    ],
  },
};

describe("a rectangle", () => {
  it("is dragged from border to border of pixels, in any direction", () => {
    const drawn = rectangleBetween([39.6, 59.4], [9.4, 19.6]);
    expect(drawn).toEqual(box);
    expect(drawn && spansOf(drawn, 100, 100).slice(0, 3)).toEqual(Int32Array.of(20, 10, 40));
    expect(rectangleBetween([5.1, 5], [5.3, 50])).toBeNull();
  });

  it("is reshaped by its corners and edges, also beyond the other side", () => {
    expect(handlesOf(region(box))).toHaveLength(8);
    expect(withHandleAt(region(box), 4, [49.2, 99.7])).toEqual(region({ ...box, width: 40, height: 80 }));
    // Its right edge, up and down being left alone.
    expect(withHandleAt(region(box), 3, [4.5, 0])).toEqual(region({ ...box, x: 5, width: 5 }));
    expect(withHandleAt(region(box), 3, [9.5, 0])).toEqual(region({ ...box, width: 1 }));
  });

  it("is moved and enlarged by whole pixels", () => {
    expect(moved(region(box), 1.4, -2.6, 0)).toEqual(region({ ...box, x: 11, y: 17 }));
    expect(enlarged(box, -100, 5)).toEqual({ ...box, width: 1, height: 45 });
  });
});

describe("other marks", () => {
  it("are reshaped by their points", () => {
    const round = ellipseBetween([10, 10], [30, 20]);
    expect(round).toEqual({ kind: "ellipse", x: 20, y: 15, radiusX: 10, radiusY: 5 });
    expect(round && withHandleAt(region(round), 1, [99, 22])).toEqual(
      region({ kind: "ellipse", x: 20, y: 15, radiusX: 10, radiusY: 7 }),
    );
    expect(handlesOf(withHandleAt(line, 1, [20, 0]))).toEqual([
      [0, 0],
      [20, 0],
    ]);
    // Two corners in one place would be no stretch.
    expect(withHandleAt(line, 1, [0, 0])).toBe(line);
  });

  it("are moved as a whole; of a track, what was set at a frame", () => {
    expect(handlesOf(moved(line, 0.5, 1, 0))).toEqual([
      [0.5, 1],
      [10.5, 6],
    ]);
    expect(handlesOf(moved(track, 1, 0, 4))).toEqual([
      [5, 5],
      [10, 9],
    ]);
    expect(handlesOf(moved(track, 1, 0, null))).toEqual([
      [6, 5],
      [10, 9],
    ]);
  });
});
