import { expect, it } from "vitest";
import { timelineView } from "../../lib/visible-range";
import { frameScale } from "./frame-scale";
import { thumbnailPlaces } from "./thumbnail-places";

const frames = ({ places }: ReturnType<typeof thumbnailPlaces>) => places.map(({ frame }) => frame);

it("fit beside each other, and stay the same while the timeline moves", () => {
  const whole = thumbnailPlaces(frameScale(timelineView(null, 1001), 1012, 6), 60, 1001);
  expect(whole.step).toBe(64);
  expect(frames(whole)).toEqual(Array.from({ length: 16 }, (_, k) => 64 * k));
  expect(whole.places[1]?.x).toBe(70);
  const part = (first: number) =>
    thumbnailPlaces(frameScale({ span: 1001, first, last: first + 250 }, 1012, 6), 60, 1001);
  expect(part(100).step).toBe(16);
  // The picture that is partly seen at the left end is there too.
  expect(frames(part(100))[0]).toBe(96);
  expect(frames(part(110)).slice(0, 3)).toEqual([96, 112, 128]);
});

it("are of frames that are known, and never nearer than frames are", () => {
  expect(frames(thumbnailPlaces(frameScale(timelineView(null, 1001), 1012, 6), 60, 100))).toEqual([0, 64]);
  expect(frames(thumbnailPlaces(frameScale(timelineView(null, 4), 1012, 6), 60, 4))).toEqual([0, 1, 2, 3]);
  expect(frames(thumbnailPlaces(frameScale(timelineView(null, 4), 0, 6), 60, 4))).toEqual([]);
});
