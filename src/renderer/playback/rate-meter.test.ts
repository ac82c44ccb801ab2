import { expect, it } from "vitest";
import { RateMeter } from "./rate-meter";

function paintEvery(meter: RateMeter, ms: number, from: number, to: number): void {
  for (let now = from; now <= to; now += ms) meter.paint(now);
}

it("has no rate before the second picture", () => {
  const meter = new RateMeter();
  expect(meter.rate).toBeNull();
  meter.paint(10);
  expect(meter.rate).toBeNull();
  meter.paint(50);
  expect(meter.rate).toBeCloseTo(25);
});

it("measures the last second, whatever was before", () => {
  const meter = new RateMeter();
  paintEvery(meter, 20, 0, 5000);
  expect(meter.rate).toBeCloseTo(50);
  paintEvery(meter, 100, 5100, 6000);
  expect(meter.rate).toBeCloseTo(10);
});

it("has a rate for pictures that take longer than a second", () => {
  const meter = new RateMeter();
  paintEvery(meter, 2000, 0, 8000);
  expect(meter.rate).toBeCloseTo(0.5);
});

it("starts anew", () => {
  const meter = new RateMeter();
  paintEvery(meter, 20, 0, 500);
  meter.reset();
  meter.paint(600);
  expect(meter.rate).toBeNull();
});
