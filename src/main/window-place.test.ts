import { expect, it } from "vitest";
import { placeToOpen } from "./window-place";

const DISPLAYS = [
  { x: 0, y: 0, width: 1920, height: 1080 },
  { x: 1920, y: 0, width: 1280, height: 720 },
];

it("is where the window was", () => {
  const kept = { x: 2000, y: 40, width: 1000, height: 650, maximised: false };
  expect(placeToOpen(kept, DISPLAYS)).toEqual(kept);
});

it("is left to the desktop when that display is gone, or nothing useful is known", () => {
  const kept = { x: 2000, y: 40, width: 1000, height: 650, maximised: false };
  expect(placeToOpen(kept, DISPLAYS.slice(0, 1))).toBeNull();
  expect(placeToOpen({ ...kept, y: -300 }, DISPLAYS)).toBeNull();
  expect(placeToOpen({ x: 1 }, DISPLAYS)).toBeNull();
  expect(placeToOpen(undefined, DISPLAYS)).toBeNull();
});

it("is no larger than the display, and no smaller than the window can be", () => {
  const kept = { x: 1920, y: 0, width: 5000, height: 100, maximised: true };
  expect(placeToOpen(kept, DISPLAYS)).toEqual({ ...kept, width: 1280, height: 600 });
});
