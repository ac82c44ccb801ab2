import { expect, it } from "vitest";
import { TrackPath } from "./track-path";

it("keeps places of frames that come in any order, and knows nothing of others", () => {
  const path = new TrackPath();
  expect([path.first, path.last, path.at(3)]).toEqual([
    Number.POSITIVE_INFINITY,
    Number.NEGATIVE_INFINITY,
    null,
  ]);
  const frames = [
    500,
    ...Array.from({ length: 300 }, (_, k) => 501 + k),
    ...Array.from({ length: 500 }, (_, k) => 499 - k),
  ];
  for (const frame of frames)
    path.set({ frame, x: frame / 2, y: -frame, state: frame === 500 ? "set" : "ok" });
  path.set({ frame: 801, x: Number.NaN, y: Number.NaN, state: "lost" });
  path.set({ frame: 2000, x: 7, y: 8, state: "unsure" });
  expect([path.first, path.last]).toEqual([0, 2000]);
  for (const frame of [0, 1, 499, 501, 800])
    expect(path.at(frame)).toEqual({ frame, x: frame / 2, y: -frame, state: "ok" });
  expect(path.stateAt(500)).toBe("set");
  expect(path.at(801)).toEqual({ frame: 801, x: Number.NaN, y: Number.NaN, state: "lost" });
  expect([path.at(802), path.at(-1), path.at(2001), path.has(1999), path.has(2000)]).toEqual([
    null,
    null,
    null,
    false,
    true,
  ]);
  expect([...path.points()]).toHaveLength(803);
  path.set({ frame: 500, x: 1, y: 2, state: "ok" });
  expect(path.at(500)).toEqual({ frame: 500, x: 1, y: 2, state: "ok" });
});
