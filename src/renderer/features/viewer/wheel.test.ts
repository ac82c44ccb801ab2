import { expect, it } from "vitest";
import { wheelGesture } from "./wheel";

const turn = { deltaX: 0, deltaY: 0, deltaMode: 0, ctrlKey: false, shiftKey: false, altKey: false };

function factorOf(change: Partial<typeof turn>): number {
  const gesture = wheelGesture({ ...turn, ...change });
  if (gesture.kind !== "zoom") throw new Error("The wheel does not zoom.");
  return gesture.factor;
}

it("zooms with the wheel, by as much in as out", () => {
  const closer = factorOf({ deltaY: -100 });
  expect(closer).toBeGreaterThan(1.1);
  expect(closer * factorOf({ deltaY: 100 })).toBeCloseTo(1);
  expect(factorOf({ deltaY: -3, deltaMode: 1 })).toBeGreaterThan(1.05);
  expect(factorOf({ deltaY: -100000 })).toBe(2);
});

it("zooms with a pinch, whose steps are small", () => {
  expect(factorOf({ deltaY: -5, ctrlKey: true })).toBeCloseTo(Math.exp(0.05));
});

it("moves the picture against the wheel with Shift and with Alt", () => {
  expect(wheelGesture({ ...turn, deltaY: 100, shiftKey: true })).toEqual({ kind: "pan", x: -100, y: 0 });
  expect(wheelGesture({ ...turn, deltaX: 100, shiftKey: true })).toEqual({ kind: "pan", x: -100, y: 0 });
  expect(wheelGesture({ ...turn, deltaY: 100, altKey: true })).toEqual({ kind: "pan", x: 0, y: -100 });
});

it("moves the picture sideways where the movement is mostly sideways", () => {
  expect(wheelGesture({ ...turn, deltaX: 30, deltaY: 4 })).toEqual({ kind: "pan", x: -30, y: 0 });
});
