import { describe, expect, it } from "vitest";
import { clampTo, fittedMaxSpeed, initialViewSettings, settingsForMovie } from "./view-settings";
import { useViewStore, viewActions } from "./view-store";

describe("fittedMaxSpeed", () => {
  it.each([
    [0, 0.5],
    [0.2, 0.5],
    [0.6, 1],
    [1.4, 2],
    [3.9, 5],
    [11, 20],
    [1e9, 1000],
  ])("fits %d with %d", (p95, expected) => {
    expect(fittedMaxSpeed(p95)).toBe(expected);
  });
});

describe("settingsForMovie", () => {
  it("keeps choices, and starts afresh with what depends on the movie", () => {
    const before = initialViewSettings(854, 480);
    const touched = {
      ...before,
      method: "naive" as const,
      colourScaleOpen: false,
      overlay: {
        ...before.overlay,
        legend: false,
        arrows: { ...before.overlay.arrows, spacing: 99, scale: 3 },
      },
    };
    const after = settingsForMovie(touched, 3840, 2160);
    expect(after.method).toBe("naive");
    expect(after.overlay.legend).toBe(false);
    expect(after.overlay.arrows.scale).toBe(3);
    expect(after.overlay.arrows.spacing).toBe(72);
    expect(after.colourScaleOpen).toBe(true);
  });
});

describe("view actions", () => {
  it("keep numbers within their limits", () => {
    viewActions.setWindowRadius(1000);
    viewActions.setSpacing(0);
    viewActions.setOpacity(7);
    viewActions.setScale(Number.NaN);
    const { windowRadius, overlay } = useViewStore.getState();
    expect(windowRadius).toBe(45);
    expect(overlay.arrows.spacing).toBe(2);
    expect(overlay.colour.opacity).toBe(1);
    expect(overlay.arrows.scale).toBe(0.5);
    viewActions.reset(854, 480);
    expect(useViewStore.getState().windowRadius).toBe(2);
  });

  it("end the fitting of the colour scale when a person sets it", () => {
    viewActions.adaptToMovie(640, 360);
    expect(useViewStore.getState().colourScaleOpen).toBe(true);
    viewActions.setMaxSpeed(3);
    expect(useViewStore.getState().colourScaleOpen).toBe(false);
    expect(useViewStore.getState().overlay.colour.maxSpeed).toBe(3);
  });
});

it("clamps", () => {
  expect(clampTo({ min: 1, max: 3 }, 2)).toBe(2);
  expect(clampTo({ min: 1, max: 3 }, Number.NaN)).toBe(1);
});
