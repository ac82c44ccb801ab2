import { beforeEach, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import type { ProbeValues } from "../../shared/probe";
import type { ProbeSource } from "../probe/probe-source";
import { probeActions, readingAt, useProbeStore } from "./probe-store";
import { viewActions } from "./view-store";

function sourceOf(frame: number): ProbeSource {
  return { token: "movie", frame, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS, map: null };
}

const VALUES: ProbeValues = [1, 2, 0.5, Number.NaN];
const HERE = { x: 5, y: 6 };
const THERE = { x: 7, y: 8 };
const PIN = { x: 1, y: 1 };

beforeEach(() => {
  probeActions.clear();
  viewActions.clearPins();
});

it("shows nothing of another frame: neither when that answers late, nor when the next one comes", () => {
  const first = sourceOf(0);
  probeActions.pointAt(HERE, null);
  probeActions.painted(first, [], []);
  probeActions.read(first, [HERE], [VALUES]);
  expect(readingAt(useProbeStore.getState(), HERE)?.u).toBe(1);
  probeActions.painted(sourceOf(1), [], []);
  expect(readingAt(useProbeStore.getState(), HERE)).toBeUndefined();
  probeActions.read(first, [HERE], [VALUES]);
  expect(readingAt(useProbeStore.getState(), HERE)).toBeUndefined();
});

it("has what came with the picture at once", () => {
  probeActions.pointAt(HERE, null);
  probeActions.painted(sourceOf(4), [HERE], [VALUES]);
  expect(readingAt(useProbeStore.getState(), HERE)?.v).toBe(2);
});

it("knows that there is no flow on a picture without one", () => {
  probeActions.pointAt(HERE, null);
  probeActions.painted(sourceOf(4), [HERE], [VALUES]);
  probeActions.painted(null, [], []);
  expect(readingAt(useProbeStore.getState(), HERE)).toBeNull();
});

it("while the pointer moves shows the last place that was read, and pins stay", () => {
  const source = sourceOf(0);
  viewActions.addPin(PIN);
  probeActions.pointAt(HERE, null);
  probeActions.painted(source, [PIN, HERE], [VALUES, VALUES]);
  for (let x = 10; x < 100; x++) {
    probeActions.pointAt({ x, y: 0 }, null);
    expect(readingAt(useProbeStore.getState(), useProbeStore.getState().shown ?? THERE)).toBeDefined();
    probeActions.read(source, [{ x, y: 0 }], [VALUES]);
  }
  probeActions.pointAt(THERE, null);
  expect(useProbeStore.getState().shown).toEqual({ x: 99, y: 0 });
  probeActions.read(source, [THERE], [VALUES]);
  const state = useProbeStore.getState();
  expect(state.shown).toEqual(THERE);
  expect(readingAt(state, PIN)?.u).toBe(1);
  expect(state.readings.size).toBeLessThan(5);
});

it("shows nothing once the pointer has left the picture", () => {
  probeActions.pointAt(HERE, null);
  probeActions.painted(sourceOf(0), [HERE], [VALUES]);
  probeActions.pointAt(null, null);
  expect(useProbeStore.getState().shown).toBeNull();
});
