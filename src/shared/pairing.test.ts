import { describe, expect, it } from "vitest";
import { pairingSchema } from "./contract/flow";
import {
  crossedFrames,
  defaultPairing,
  firstFrom,
  firstOf,
  lastFirst,
  NEXT_FRAME,
  type Pairing,
  pairCount,
  pairingOf,
  saidScale,
  saidSeconds,
  samePairing,
  secondOf,
  withPairing,
} from "./pairing";

const PAIRS: Pairing = { kind: "pairs", pulseSeparation: null };
const REFERENCE: Pairing = { kind: "reference", frame: 2 };
const steps = (step: number): Pairing => ({ kind: "step", step });
const seconds = (pairing: Pairing, count: number) =>
  Array.from({ length: count }, (_, frame) => secondOf(pairing, frame, count));

describe("secondOf", () => {
  it("leads from each frame to the one that the pairing says", () => {
    expect(seconds(NEXT_FRAME, 4)).toEqual([1, 2, 3, null]);
    expect(seconds(steps(3), 5)).toEqual([3, 4, null, null, null]);
    expect(seconds(PAIRS, 5)).toEqual([1, null, 3, null, null]);
    expect(seconds(REFERENCE, 4)).toEqual([2, 2, null, 2]);
    expect(seconds({ kind: "reference", frame: 9 }, 2)).toEqual([null, null]);
  });

  it("has a last one", () => {
    expect([NEXT_FRAME, steps(3), PAIRS, REFERENCE].map((pairing) => lastFirst(pairing, 6))).toEqual([
      4, 2, 4, 5,
    ]);
    expect(lastFirst(steps(9), 6)).toBe(-1);
  });
});

it("counts double frames in twos", () => {
  expect([0, 1, 2, 3].map((frame) => firstOf(PAIRS, frame))).toEqual([0, 0, 2, 2]);
  expect([0, 1, 2, 3].map((frame) => firstFrom(PAIRS, frame))).toEqual([0, 2, 2, 4]);
  expect([pairCount(PAIRS, 7), pairCount(NEXT_FRAME, 7)]).toEqual([3, 7]);
  expect([firstOf(steps(4), 3), firstFrom(steps(4), 3)]).toEqual([3, 3]);
});

it("says motion per frame, of the pair, or since the reference", () => {
  expect([NEXT_FRAME, steps(4), PAIRS, REFERENCE, { kind: "new" } as const].map(saidScale)).toEqual([
    1, 0.25, 1, -1, 1,
  ]);
});

it("knows the seconds that what is said takes", () => {
  const times = [0, 0.1, 0.2, 0.4];
  expect(saidSeconds(NEXT_FRAME, 2, 3, times)).toBeCloseTo(0.2, 12);
  expect(saidSeconds(steps(2), 1, 3, times)).toBeCloseTo(0.15, 12);
  expect(saidSeconds({ kind: "new" }, 0, 3, times)).toBeCloseTo(0.4, 12);
  expect(saidSeconds(PAIRS, 2, 3, times)).toBeCloseTo(0.2, 12);
  expect(saidSeconds({ kind: "pairs", pulseSeparation: 50 }, 2, 3, times)).toBe(5e-5);
  expect(saidSeconds(REFERENCE, 3, 2, times)).toBeCloseTo(0.2, 12);
  expect(saidSeconds(REFERENCE, 0, 2, times)).toBeCloseTo(-0.2, 12);
  expect(saidSeconds(NEXT_FRAME, 3, null, times)).toBeNaN();
  expect(saidSeconds({ kind: "pairs", pulseSeparation: 50 }, 4, null, times)).toBeNaN();
});

it("has no cuts between double frames, nor on the way to a reference", () => {
  expect(crossedFrames(NEXT_FRAME, 5, 6)).toEqual([5]);
  expect(crossedFrames(steps(3), 5, 8)).toEqual([5, 6, 7]);
  expect(crossedFrames(PAIRS, 4, 5)).toEqual([]);
  expect(crossedFrames(REFERENCE, 9, 2)).toEqual([]);
});

it("leaves parameters of the usual pairing as they always were", () => {
  const flow: { method: string; pairing?: Pairing } = { method: "naive" };
  expect(JSON.stringify(withPairing(flow, NEXT_FRAME))).toBe(JSON.stringify(flow));
  const paired = withPairing(flow, PAIRS);
  expect(pairingOf(paired)).toEqual(PAIRS);
  expect(withPairing(paired, NEXT_FRAME)).toEqual(flow);
  expect(pairingOf(flow)).toEqual(NEXT_FRAME);
});

it("tells pairings apart by the flow that they have", () => {
  expect(samePairing(PAIRS, { kind: "pairs", pulseSeparation: 50 })).toBe(true);
  expect(samePairing(steps(2), NEXT_FRAME)).toBe(false);
  expect(samePairing(REFERENCE, { kind: "reference", frame: 3 })).toBe(false);
});

it("is that of double frames where a recording is known to be of them", () => {
  expect(defaultPairing("pairs")).toEqual(PAIRS);
  expect([defaultPairing("movie"), defaultPairing(undefined)]).toEqual([NEXT_FRAME, NEXT_FRAME]);
});

it("is checked where it crosses to another process", () => {
  for (const pairing of [NEXT_FRAME, steps(1000), PAIRS, REFERENCE, { kind: "new" }])
    expect(pairingSchema.parse(pairing)).toEqual(pairing);
  for (const wrong of [
    steps(0),
    steps(1.5),
    { kind: "pairs" },
    { kind: "pairs", pulseSeparation: 0 },
    { kind: "reference", frame: -1 },
  ])
    expect(pairingSchema.safeParse(wrong).success).toBe(false);
});
