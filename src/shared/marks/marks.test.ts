import { describe, expect, it } from "vitest";
import {
  freeMarkName,
  kindOfMark,
  knownPixelSize,
  type MarkedLine,
  MOST_MARKS,
  NO_MARKS,
  withMark,
  withoutMark,
  withPixelSize,
} from "./marks";

const line = (id: string, name = id): MarkedLine => ({
  ...{ id, name, colour: "#ffffff", note: "" },
  points: [
    [0, 0],
    [1, 1],
  ],
});

describe("marks", () => {
  it("are added at the end, replaced in their place, and removed by their ids", () => {
    const two = withMark(withMark(NO_MARKS, "lines", line("a")), "lines", line("b"));
    const changed = withMark(two, "lines", line("a", "wing"));
    expect(changed.lines.map(({ name }) => name)).toEqual(["wing", "b"]);
    expect(kindOfMark(changed, "b")).toBe("lines");
    expect(withoutMark(changed, "a").lines).toEqual([line("b")]);
    expect(withoutMark(changed, "nobody")).toBe(changed);
  });

  it("are no more than there may be", () => {
    const lines = Array.from({ length: MOST_MARKS.lines }, (_, at) => line(`l${at}`));
    const full = { ...NO_MARKS, lines };
    expect(withMark(full, "lines", line("more"))).toBe(full);
    expect(withMark(full, "lines", line("l5", "renamed")).lines[5].name).toBe("renamed");
  });

  it("get names that no mark of any kind has", () => {
    const marks = withMark(NO_MARKS, "lines", line("a", "region1"));
    expect(freeMarkName(marks, "region")).toBe("region2");
  });
});

it("the size of a pixel can be put aside and is known still, and another one takes its place", () => {
  const pixel = { value: 0.02, unit: "mm" } as const;
  const said = withPixelSize(NO_MARKS, pixel);
  expect([said.calibration.pixel, knownPixelSize(said)]).toEqual([pixel, pixel]);
  const aside = withPixelSize(said, pixel, true);
  expect([aside.calibration.pixel, knownPixelSize(aside)]).toEqual([null, pixel]);
  const other = { value: 3, unit: "µm" } as const;
  // Whoever sets the calibration alone need not know of what was put aside.
  const measured = { ...aside, calibration: { ...aside.calibration, pixel: other } };
  expect(knownPixelSize(measured)).toEqual(other);
  expect(knownPixelSize(withPixelSize(aside, null))).toBeNull();
});
