import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { FrameTimes } from "./frame-times";
import { rationalOf } from "./rational";
import { type Retiming, retimed } from "./retimed";
import type { Timeline } from "./timeline";

const SEED = 7_240;

function timelineOf(ticks: readonly number[], denominator: number, lastDuration = 0): Timeline {
  return {
    ...{ count: ticks.length, complete: true, ticks: Float64Array.from(ticks), fileStart: 0, lastDuration },
    timeBase: { numerator: 1, denominator },
    subscribe: () => () => undefined,
  };
}

const upTo = (count: number): number[] => Array.from({ length: count }, (_, k) => k);

function stepsOf(times: readonly number[]): number[] {
  return times.slice(1).map((time, k) => time - times[k]);
}

describe("times that a container rounded", () => {
  it.for([
    ["milliseconds of 60 frames/s", 60, Math.round],
    ["of 240", 240, Math.round],
    ["of 24000/1001", 24_000 / 1001, Math.round],
    ["cut off instead", 29.97, Math.floor],
  ] as const)("are exact again: %s", ([, rate, rounding]) => {
    const ticks = upTo(5000).map((k) => rounding((1000 * k) / rate));
    const times = new FrameTimes(timelineOf(ticks, 1000, 16), rate);
    for (const [k, time] of times.seconds.entries()) expect(time).toBeCloseTo(k / rate, 12);
    expect(times).toMatchObject({ varying: false, rate });
  });

  it("are those of the frames that were not dropped", () => {
    const frames = upTo(200).filter((k) => k % 50 !== 20);
    const ticks = frames.map((k) => Math.round((1000 * k) / 60));
    const times = new FrameTimes(timelineOf(ticks, 1000), 60);
    for (const [k, frame] of frames.entries()) expect(times.seconds[k]).toBeCloseTo(frame / 60, 12);
    expect(times).toMatchObject({ varying: true, rate: 60 });
  });

  it("stay where the stated rate does not explain them, and what was said before is not taken back", () => {
    const steady = upTo(30).map((k) => Math.round((1000 * k) / 60));
    const ticks = [...steady, 507, 538, 551, 590];
    const growing = { ...timelineOf(ticks, 1000), complete: false, ticks: Float64Array.from(steady) };
    const known = new FrameTimes(growing, 60);
    const before = [...known.seconds];
    Object.assign(growing, { complete: true, ticks: Float64Array.from(ticks) });
    expect(known.seconds.slice(0, before.length)).toEqual(before);
    expect(known.seconds.slice(-4)).toEqual([0.507, 0.538, 0.551, 0.59]);
    expect(known.varying).toBe(true);
    expect(new FrameTimes(timelineOf(ticks, 1000), 60).seconds).toEqual(known.seconds);
  });

  it("never lie further from what is written than its rounding, and rise", () => {
    const steps = fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 2, maxLength: 60 });
    fc.assert(
      fc.property(steps, fc.double({ min: 1, max: 500, noNaN: true }), (given, rate) => {
        let last = 0;
        const ticks = [0, ...given.map((step) => (last += step))];
        const times = new FrameTimes(timelineOf(ticks, 1000), rate).seconds;
        for (const [k, time] of times.entries()) {
          expect(Math.abs(time * 1000 - ticks[k])).toBeLessThanOrEqual(1.0001);
        }
        for (const step of stepsOf(times)) expect(step).toBeGreaterThan(0);
      }),
      { seed: SEED, numRuns: 500 },
    );
  });
});

describe("a frame rate", () => {
  it("varies where a frame of the stated rate is missing, however coarse the ticks", () => {
    const avi = new FrameTimes(timelineOf([0, 1, 2, 3, 5, 6, 7, 8, 9, 11, 12, 13], 25, 1), 25);
    expect(avi).toMatchObject({ varying: true, rate: 25 });
    expect(stepsOf(avi.seconds).map((step) => Number(step.toFixed(6)))).toEqual([
      ...[0.04, 0.04, 0.04, 0.08, 0.04, 0.04, 0.04, 0.04, 0.08, 0.04, 0.04],
    ]);
  });

  it("is that of the frames where only every so-manieth slot has one", () => {
    const ticks = upTo(12).map((k) => 120 * k);
    expect(new FrameTimes(timelineOf(ticks, 600), 600)).toMatchObject({ varying: false, rate: 5 });
  });

  it("is the mean where none is stated", () => {
    expect(new FrameTimes(timelineOf([0, 33, 67, 100], 1000), null)).toMatchObject({
      varying: false,
      rate: 30,
    });
    expect(new FrameTimes(timelineOf([0], 1000), 30)).toMatchObject({ varying: false, rate: 30 });
  });
});

describe("times in place of the file's", () => {
  const nothing: Retiming = { rate: null, times: null, capture: null };
  const own = timelineOf([0, 3600, 7200, 14_400], 90_000, 3600);

  it("are the file's where nothing is said", () => {
    expect(retimed(own, nothing)).toBe(own);
  });

  it("count frames at a rate", () => {
    const timeline = retimed(own, { ...nothing, rate: 29.97 });
    expect([...timeline.ticks]).toEqual([0, 1, 2, 3]);
    expect(timeline.timeBase).toEqual({ numerator: 100, denominator: 2997 });
  });

  it("are those of a table", () => {
    const seconds = Float64Array.of(0, 0.04, 0.081, 0.4);
    const timeline = retimed(own, { ...nothing, times: { seconds, resolution: 0.001 } });
    expect([...timeline.ticks]).toEqual([0, 40, 81, 400]);
    expect(new FrameTimes(timeline, null).seconds).toEqual([...seconds]);
  });

  it("are shorter by the rate of the camera", () => {
    const timeline = retimed(own, { ...nothing, capture: { captured: 240, stored: 30 } });
    const times = new FrameTimes(timeline, null);
    for (const [k, tick] of [...own.ticks].entries()) {
      expect(times.seconds[k]).toBeCloseTo(tick / 90_000 / 8, 12);
    }
    const ntsc = retimed(own, {
      ...nothing,
      rate: 30_000 / 1001,
      capture: { captured: 240, stored: 30_000 / 1001 },
    });
    expect(ntsc.timeBase).toEqual({ numerator: 1, denominator: 240 });
  });

  it("grow with the file's", () => {
    const growing = { ...own, count: 2, complete: false };
    const timeline = retimed(growing, { ...nothing, rate: 10 });
    expect([...timeline.ticks]).toEqual([0, 1]);
    growing.count = 4;
    growing.complete = true;
    expect([...timeline.ticks]).toEqual([0, 1, 2, 3]);
    expect(timeline).toMatchObject({ complete: true, lastDuration: 1 });
  });
});

describe("fractions", () => {
  it("are the simplest that a number means", () => {
    expect(rationalOf(25)).toEqual({ numerator: 25, denominator: 1 });
    expect(rationalOf(29.97)).toEqual({ numerator: 2997, denominator: 100 });
    expect(rationalOf(30_000 / 1001)).toEqual({ numerator: 30_000, denominator: 1001 });
    expect(rationalOf(1 / 7)).toEqual({ numerator: 1, denominator: 7 });
    expect(rationalOf(0.001)).toEqual({ numerator: 1, denominator: 1000 });
    expect(rationalOf(1_000_000)).toEqual({ numerator: 1_000_000, denominator: 1 });
  });
});
