import { beforeEach, expect, it } from "vitest";
import { pinActions } from "./pin-actions";
import { useProbeStore } from "./probe-store";
import { useViewStore, viewActions } from "./view-store";

const HERE = { x: 5, y: 6 };
const THERE = { x: 70, y: 80 };

const pinned = () => useViewStore.getState().pins.map(({ x, y }) => ({ x, y }));

beforeEach(() => viewActions.clearPins());

it("takes back the pin of a double click, and selects the pin that was selected before", () => {
  pinActions.pin(THERE);
  const { selectedPin } = useProbeStore.getState();
  pinActions.pin(HERE);
  expect(useProbeStore.getState().selectedPin).not.toBe(selectedPin);
  pinActions.takeBack(HERE);
  expect(pinned()).toEqual([THERE]);
  expect(useProbeStore.getState().selectedPin).toBe(selectedPin);
});

it("keeps a pin when the double click is somewhere else", () => {
  for (const place of [THERE, null]) {
    viewActions.clearPins();
    pinActions.pin(HERE);
    pinActions.takeBack(place);
    expect(pinned()).toEqual([HERE]);
  }
});
