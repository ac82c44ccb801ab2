import { beforeEach, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { ProbeValues } from "../../shared/probe";
import type { Place } from "../lib/pins";
import type { ProbeSource } from "../lib/probe-source";
import { failureAt, probeActions, readingAt, useProbeStore } from "./probe-store";
import { viewActions } from "./view-store";

function sourceOf(frame: number): ProbeSource {
  return { token: "movie", frame, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS, map: null };
}

const VALUES: ProbeValues = [1, 2, 0.5, Number.NaN, 7];
const HERE = { x: 5, y: 6, side: "a" } as const;
const THERE = { x: 7, y: 8, side: "a" } as const;
const PIN = { x: 1, y: 1, side: "a" } as const;

/** A picture without a divider, with values at these places. */
function painted(source: ProbeSource | null, ...places: readonly Place[]): void {
  const pixels = places.map(({ x, y }) => ({ x, y }));
  const values = { a: source && places.map(() => VALUES), b: null };
  probeActions.painted({ a: source, b: null }, { pixels, values });
}

beforeEach(() => {
  probeActions.clear();
  viewActions.clearPins();
});

it("shows nothing of another frame: neither when that answers late, nor when the next one comes", () => {
  const first = sourceOf(0);
  probeActions.pointAt(HERE, null);
  painted(first);
  probeActions.read(first, [HERE], [VALUES]);
  expect(readingAt(useProbeStore.getState(), HERE)?.u).toBe(1);
  painted(sourceOf(1));
  expect(readingAt(useProbeStore.getState(), HERE)).toBeUndefined();
  probeActions.read(first, [HERE], [VALUES]);
  expect(readingAt(useProbeStore.getState(), HERE)).toBeUndefined();
});

it("has what came with the picture at once", () => {
  probeActions.pointAt(HERE, null);
  painted(sourceOf(4), HERE);
  expect(readingAt(useProbeStore.getState(), HERE)?.v).toBe(2);
});

it("knows that there is no flow on a picture without one", () => {
  probeActions.pointAt(HERE, null);
  painted(sourceOf(4), HERE);
  painted(null);
  expect(readingAt(useProbeStore.getState(), HERE)).toBeNull();
});

it("says why a place could not be read, until it can be or another frame comes", () => {
  const source = sourceOf(4);
  const error = { code: "worker-died", message: "The computation ended." } as const;
  const failure = () => failureAt(useProbeStore.getState(), HERE);
  probeActions.pointAt(HERE, null);
  painted(source);
  probeActions.failed(sourceOf(3), error);
  expect(failure()).toBeNull();
  probeActions.failed(source, error);
  expect(failure()).toBe(error);
  expect(readingAt(useProbeStore.getState(), HERE)).toBeUndefined();
  painted(sourceOf(5));
  expect(failure()).toBeNull();
  painted(source);
  probeActions.failed(source, error);
  probeActions.read(source, [THERE], [VALUES]);
  expect(failure()).toBeNull();
});

it("while the pointer moves shows the last place that was read, and pins stay", () => {
  const source = sourceOf(0);
  viewActions.addPin(PIN);
  probeActions.pointAt(HERE, null);
  painted(source, PIN, HERE);
  for (let x = 10; x < 100; x++) {
    probeActions.pointAt({ x, y: 0, side: "a" }, null);
    expect(readingAt(useProbeStore.getState(), useProbeStore.getState().shown ?? THERE)).toBeDefined();
    probeActions.read(source, [{ x, y: 0, side: "a" }], [VALUES]);
  }
  probeActions.pointAt(THERE, null);
  expect(useProbeStore.getState().shown).toEqual({ x: 99, y: 0, side: "a" });
  probeActions.read(source, [THERE], [VALUES]);
  const state = useProbeStore.getState();
  expect(state.shown).toEqual(THERE);
  expect(readingAt(state, PIN)?.u).toBe(1);
  expect(state.readings.size).toBeLessThan(5);
});

it("shows nothing once the pointer has left the picture", () => {
  probeActions.pointAt(HERE, null);
  painted(sourceOf(0), HERE);
  probeActions.pointAt(null, null);
  expect(useProbeStore.getState().shown).toBeNull();
});

it("keeps the two sides of a divider apart", () => {
  const a = sourceOf(2);
  const b: ProbeSource = { ...a, flow: { ...a.flow, method: "lucas-kanade" } };
  const other: ProbeValues = [-7, 0, 0.5, Number.NaN, 7];
  const pixels = [{ x: 5, y: 6 }];
  probeActions.pointAt(HERE, null);
  probeActions.painted({ a, b }, { pixels, values: { a: [VALUES], b: [other] } });
  const onB = { ...HERE, side: "b" } as const;
  expect(readingAt(useProbeStore.getState(), HERE)?.u).toBe(1);
  expect(readingAt(useProbeStore.getState(), onB)?.u).toBe(-7);
  probeActions.read(b, [{ ...THERE, side: "a" }], [other]);
  expect(readingAt(useProbeStore.getState(), THERE)).toBeUndefined();
  // B is computed another way: what A has stays.
  const { flow } = sourceOf(0);
  probeActions.painted(
    { a, b: { ...b, flow: { ...flow, windowRadius: 9 } } },
    { pixels: [], values: { a: [], b: [] } },
  );
  expect(readingAt(useProbeStore.getState(), HERE)?.u).toBe(1);
  expect(readingAt(useProbeStore.getState(), onB)).toBeUndefined();
});
