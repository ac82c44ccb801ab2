import { expect, it } from "vitest";
import { MOST_PINS, type Pin, pixelWithin, withoutPin, withPin, withPinAt } from "./pins";

it("gives a pin the lowest number that is free, and keeps the others as they are", () => {
  let pins: readonly Pin[] = [];
  for (let x = 0; x < 3; x++) pins = withPin(pins, { x, y: 7 });
  pins = withPinAt(withoutPin(pins, 2), 3, { x: 9, y: 9 });
  expect(withPin(pins, { x: 4, y: 5 })).toEqual([
    { number: 1, x: 0, y: 7 },
    { number: 2, x: 4, y: 5 },
    { number: 3, x: 9, y: 9 },
  ]);
});

it("takes no more than there can be", () => {
  let pins: readonly Pin[] = [];
  for (let x = 0; x < MOST_PINS; x++) pins = withPin(pins, { x, y: 0 });
  expect(pins).toHaveLength(MOST_PINS);
  expect(withPin(pins, { x: 99, y: 0 })).toBe(pins);
});

it("keeps a place within the picture", () => {
  const size = { width: 20, height: 10 };
  expect(pixelWithin(3.99, 9.5, size)).toEqual({ x: 3, y: 9 });
  expect(pixelWithin(-4, 10.2, size)).toEqual({ x: 0, y: 9 });
  expect(pixelWithin(1e9, -0.1, size)).toEqual({ x: 19, y: 0 });
});
