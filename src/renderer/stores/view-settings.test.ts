import { beforeEach, describe, expect, it } from "vitest";
import { DENSE_PRESET_PARAMETERS, DENSE_PRESETS } from "../../shared/flow";
import { automaticReliability, RELIABILITY_THRESHOLD } from "../../shared/reliability";
import { methodChoiceOf, shortFlowName } from "../lib/methods";
import { chosenScalesOf, fittedMapLimit, fittedMaxSpeed, type MovieSpeed } from "./scale-settings";
import { flowOfSide } from "./side-settings";
import { initialViewSettings, isOnionCovered, samePresetSettings, settingsForMovie } from "./view-settings";
import { editedPresetSettings, useViewStore, viewActions } from "./view-store";

describe("fittedMaxSpeed", () => {
  it.each([
    [0.02, 0.02],
    [0.2, 0.2],
    [0.65, 0.8],
    [1.4, 1.5],
    [3.9, 4],
    [11, 15],
    [1e9, 1000],
  ])("fits %d with %d", (fast, expected) => {
    expect(fittedMaxSpeed(fast)).toBe(expected);
  });
});

/** What a survey, or a picture, says of the speeds. */
function speed(typicalSpeed: number, source: "picture" | "survey" = "survey"): MovieSpeed {
  return { typicalSpeed, fastSpeed: 2 * typicalSpeed, restSpeed: 0, source };
}

it("knows when a map hides the next frame over this one", () => {
  const settings = initialViewSettings(640, 480);
  const colour = { ...settings.overlay.colour, visible: true };
  const onion = { ...settings.onion, visible: true };
  const covered = { ...settings, onion, overlay: { ...settings.overlay, colour } };
  expect(isOnionCovered(covered)).toBe(true);
  expect(isOnionCovered({ ...covered, onion: settings.onion })).toBe(false);
  expect(isOnionCovered({ ...covered, overlay: settings.overlay })).toBe(false);
  const thin = { ...settings.overlay, colour: { ...colour, opacity: 0.4 } };
  expect(isOnionCovered({ ...covered, overlay: thin })).toBe(false);
});

describe("fittedMapLimit", () => {
  it.each([
    ["vorticity", 0.031, 0.05],
    ["shear", 0.2, 0.2],
    ["divergence", 0, 0.001],
    ["divergence", 70, 10],
    ["difference", 17.2, 20],
    ["difference", 0.3, 1],
    ["difference", 254, 255],
  ] as const)("fits %s of up to %d with %d", (kind, extent, expected) => {
    expect(fittedMapLimit(kind, extent)).toBe(expected);
  });
});

describe("pins", () => {
  beforeEach(() => viewActions.adaptToMovie(640, 360));

  it("can be taken back, one by one, and stay when the view is reset", () => {
    viewActions.addPin({ x: 1, y: 2 });
    viewActions.addPin({ x: 3, y: 4 });
    viewActions.reset(640, 360);
    expect(useViewStore.getState().pins).toHaveLength(2);
    viewActions.undo();
    expect(useViewStore.getState().pins).toEqual([{ number: 1, x: 1, y: 2 }]);
    viewActions.redo();
    viewActions.clearPins();
    viewActions.undo();
    expect(useViewStore.getState().pins).toHaveLength(2);
  });

  it("go with their movie", () => {
    viewActions.addPin({ x: 1, y: 2 });
    viewActions.adaptToMovie(320, 240);
    expect(useViewStore.getState().pins).toEqual([]);
  });
});

describe("settingsForMovie", () => {
  it("keeps choices, and starts afresh with what depends on the movie", () => {
    const before = initialViewSettings(854, 480);
    const touched = {
      ...before,
      flow: { ...before.flow, method: "naive" as const },
      arrowScaling: "chosen" as const,
      colourScaling: "chosen" as const,
      overlay: {
        ...before.overlay,
        legend: false,
        minimumSpeed: 3,
        arrows: { ...before.overlay.arrows, spacing: 40, scale: 3 },
      },
    };
    const after = settingsForMovie(touched, 3840, 2160);
    expect(after.flow.method).toBe("naive");
    expect(after.overlay.legend).toBe(false);
    // On the screen it is as good in any movie.
    expect(after.overlay.arrows.spacing).toBe(40);
    expect([after.arrowScaling, after.colourScaling]).toEqual(["auto", "auto"]);
    expect(after.overlay.arrows.scale).toBe(before.overlay.arrows.scale);
    expect(after.overlay.minimumSpeed).toBe(0);
    const both = { arrowScaleLocked: true, colourScaleLocked: true };
    const locked = settingsForMovie({ ...touched, ...both }, 3840, 2160);
    expect([locked.arrowScaling, locked.colourScaling]).toEqual(["chosen", "chosen"]);
    expect(locked.overlay.arrows.scale).toBe(3);
    expect(locked.overlay.colour.maxSpeed).toBe(touched.overlay.colour.maxSpeed);
  });
});

describe("view actions", () => {
  it("keep numbers within their limits", () => {
    viewActions.setWindowRadius(1000);
    viewActions.setSpacing(0);
    viewActions.setOpacity(7);
    viewActions.setScale(Number.NaN);
    viewActions.setMinimumReliability(2);
    const { flow, overlay } = useViewStore.getState();
    expect(flow.windowRadius).toBe(45);
    expect(overlay.minimumReliability).toBe(RELIABILITY_THRESHOLD.max);
    expect(overlay.arrows.spacing).toBe(4);
    expect(overlay.colour.opacity).toBe(1);
    expect(overlay.arrows.scale).toBe(0.02);
    viewActions.reset(854, 480);
    expect(useViewStore.getState().flow.windowRadius).toBe(2);
  });

  it("end the fitting of the colour scale when a person sets it", () => {
    viewActions.adaptToMovie(640, 360);
    viewActions.setMaxSpeed(3);
    viewActions.offerSpeed(speed(50, "picture"));
    viewActions.offerSpeed(speed(50));
    expect(useViewStore.getState().overlay.colour.maxSpeed).toBe(3);
  });

  it("fit the colour scale to the first picture, until the movie is surveyed", () => {
    const maxSpeed = () => useViewStore.getState().overlay.colour.maxSpeed;
    viewActions.adaptToMovie(640, 360);
    viewActions.offerSpeed(speed(1, "picture"));
    expect(maxSpeed()).toBe(2);
    viewActions.offerSpeed(speed(9, "picture"));
    expect(maxSpeed()).toBe(2);
    viewActions.offerSpeed(speed(5));
    expect(maxSpeed()).toBe(10);
    viewActions.offerSpeed(speed(50, "picture"));
    expect(maxSpeed()).toBe(10);
  });

  it("leave a locked colour scale alone, for the next movie too", () => {
    viewActions.adaptToMovie(640, 360);
    viewActions.offerSpeed(speed(1));
    viewActions.toggleColourScaleLock();
    viewActions.adaptToMovie(1920, 1080);
    viewActions.offerSpeed(speed(5));
    expect(useViewStore.getState().overlay.colour.maxSpeed).toBe(2);
    viewActions.toggleColourScaleLock();
    expect(useViewStore.getState().overlay.colour.maxSpeed).toBe(10);
  });
});

describe("the scale of arrows", () => {
  const state = () => useViewStore.getState();
  const scale = () => state().overlay.arrows.scale;

  beforeEach(() => {
    viewActions.reset(640, 360);
    viewActions.adaptToMovie(640, 360);
  });

  it("is fitted to the first motion, then to the whole movie, and to no other frame", () => {
    viewActions.offerSpeed(speed(0.9, "picture"));
    expect(scale()).toBe(50);
    viewActions.offerSpeed(speed(30, "picture"));
    expect(scale()).toBe(50);
    viewActions.offerSpeed(speed(6));
    expect(scale()).toBe(8);
    viewActions.setSpacing(52);
    expect(scale()).toBe(15);
    viewActions.undo();
    viewActions.adaptToMovie(640, 360);
    viewActions.offerSpeed(speed(0.05));
    expect(scale()).toBe(800);
  });

  it("leaves the threshold of reliability to the method, until a person has chosen one, and again after that", () => {
    const threshold = () => useViewStore.getState().overlay.minimumReliability;
    viewActions.chooseMethod("lucas-kanade");
    expect(threshold()).toBe(automaticReliability("lucas-kanade"));
    viewActions.chooseMethod("balanced");
    expect(threshold()).toBe(automaticReliability("dense-pyramidal"));
    viewActions.setMinimumReliability(0.3);
    viewActions.chooseMethod("lucas-kanade");
    expect(threshold()).toBe(0.3);
    viewActions.toggleAutomaticReliability();
    expect(threshold()).toBe(automaticReliability("lucas-kanade"));
    viewActions.undo();
    expect([threshold(), useViewStore.getState().reliabilityThreshold]).toEqual([0.3, "chosen"]);
  });

  it("is a person's own until Auto is wanted again, and every change is taken back", () => {
    viewActions.offerSpeed(speed(6, "picture"));
    viewActions.setScale(7.5);
    viewActions.offerSpeed(speed(0.9));
    viewActions.setSpacing(30);
    expect(scale()).toBe(7.5);
    viewActions.undo();
    viewActions.toggleArrowScaling();
    expect([scale(), state().arrowScaling]).toEqual([50, "auto"]);
    viewActions.undo();
    expect([scale(), state().arrowScaling]).toEqual([7.5, "chosen"]);
    viewActions.undo();
    // What became known of the movie since then is not forgotten.
    expect([scale(), state().arrowScaling]).toEqual([50, "auto"]);
  });

  it("stays with its movie where a person chose it, and goes along to the next one where it is locked", () => {
    viewActions.offerSpeed(speed(6));
    viewActions.setScale(7.5);
    const chosen = chosenScalesOf(state());
    expect(chosen).toEqual({ arrows: 7.5, colours: null, levels: null });
    viewActions.adaptToMovie(640, 360);
    viewActions.offerSpeed(speed(6));
    expect(scale()).toBe(8);
    viewActions.recallScales(chosen);
    expect([scale(), state().arrowScaling]).toEqual([7.5, "chosen"]);
    viewActions.toggleArrowScaleLock();
    viewActions.adaptToMovie(1920, 1080);
    viewActions.offerSpeed(speed(1));
    viewActions.recallScales({ arrows: 99, colours: 3, levels: null });
    expect(scale()).toBe(7.5);
    expect(state().overlay.colour.maxSpeed).toBe(3);
  });

  it("leaves the noise of a ground at rest without arrows, unless nothing is to be left out", () => {
    const minimum = () => state().overlay.minimumSpeed;
    viewActions.offerSpeed({ ...speed(2), restSpeed: 0.4 });
    expect(minimum()).toBe(0.4);
    viewActions.setMinimumShare(0.3);
    expect(minimum()).toBeCloseTo(0.6);
    viewActions.setMinimumShare(0);
    expect(minimum()).toBe(0);
  });

  it("is fitted to a frame because a person asks for it", () => {
    viewActions.offerSpeed(speed(6));
    viewActions.fitScale(0.4);
    expect([scale(), state().arrowScaling]).toEqual([100, "chosen"]);
  });

  it("of a preset is automatic where it was kept so, and the preset is in use whatever the movie made of it", () => {
    viewActions.offerSpeed(speed(6));
    const preset = editedPresetSettings(state());
    viewActions.setScale(7.5);
    expect(samePresetSettings(preset, editedPresetSettings(state()))).toBe(false);
    viewActions.adaptToMovie(640, 360);
    viewActions.offerSpeed(speed(0.9));
    viewActions.applyPreset(preset);
    expect(scale()).toBe(50);
    expect(samePresetSettings(preset, editedPresetSettings(state()))).toBe(true);
  });

  it("is in use also where it was kept of side B, whose method has another automatic threshold", () => {
    viewActions.reset(640, 360);
    viewActions.toggleSplit();
    viewActions.chooseMethod("lucas-kanade");
    const preset = editedPresetSettings(state());
    viewActions.toggleSplit();
    viewActions.applyPreset(preset);
    expect(state().overlay.minimumReliability).toBe(automaticReliability("lucas-kanade"));
    expect(samePresetSettings(preset, editedPresetSettings(state()))).toBe(true);
    viewActions.setMinimumReliability(0.5);
    expect(samePresetSettings(preset, editedPresetSettings(state()))).toBe(false);
  });
});

describe("the lowest speed", () => {
  const state = () => useViewStore.getState();

  it("is a share of the movie's typical speed, without a floor", () => {
    viewActions.reset(640, 360);
    viewActions.adaptToMovie(640, 360);
    viewActions.offerSpeed(speed(20));
    expect(state().overlay.minimumSpeed).toBe(1);
    viewActions.setMinimumShare(0.1);
    expect(state().overlay.minimumSpeed).toBe(2);
    viewActions.adaptToMovie(640, 360);
    viewActions.offerSpeed(speed(0.05));
    expect(state().overlay.minimumSpeed).toBeCloseTo(0.005, 9);
  });
});

describe("two sides", () => {
  const state = () => useViewStore.getState();
  const names = () => (["a", "b"] as const).map((side) => shortFlowName(flowOfSide(state(), side).flow));

  beforeEach(() => {
    viewActions.adaptToMovie(854, 480);
    viewActions.reset(854, 480);
    viewActions.editSide("a");
  });

  it("begin with what is worth comparing with", () => {
    viewActions.toggleSplit();
    expect(names()).toEqual(["dense-pyramidal balanced", "dense-pyramidal accurate"]);
    viewActions.reset(854, 480);
    viewActions.chooseMethod("lucas-kanade");
    viewActions.toggleSplit();
    expect(names()).toEqual(["lucas-kanade r=2", "dense-pyramidal accurate"]);
    viewActions.reset(854, 480);
    viewActions.chooseMethod("accurate");
    viewActions.toggleSplit();
    expect(names()).toEqual(["dense-pyramidal accurate", "dense-pyramidal balanced"]);
  });

  it("are set one at a time, and B stays what it was while it is not to be seen", () => {
    viewActions.toggleSplit();
    viewActions.chooseMethod("lucas-kanade");
    viewActions.setWindowRadius(9);
    viewActions.editSide("a");
    viewActions.chooseMethod("fast");
    viewActions.setDenseValue("damping", 3);
    expect(names()).toEqual(["dense-pyramidal custom", "lucas-kanade r=9"]);
    viewActions.editSide("b");
    viewActions.toggleSplit();
    viewActions.chooseMethod("accurate");
    expect(names()).toEqual(["dense-pyramidal accurate", "dense-pyramidal accurate"]);
    viewActions.toggleSplit();
    expect(names()).toEqual(["dense-pyramidal accurate", "lucas-kanade r=9"]);
  });

  it("are one again in the next movie, which begins with another comparison", () => {
    viewActions.toggleSplit();
    viewActions.chooseMethod("lucas-kanade");
    viewActions.setWindowRadius(9);
    viewActions.editSide("a");
    viewActions.chooseMethod("lucas-kanade");
    viewActions.adaptToMovie(640, 360);
    expect(state().split.visible).toBe(false);
    expect(methodChoiceOf(state().flow)).toBe("lucas-kanade");
    viewActions.toggleSplit();
    expect(names()).toEqual(["lucas-kanade r=2", "dense-pyramidal accurate"]);
  });

  it("change places, and every change is taken back in its turn", () => {
    viewActions.swapSides();
    expect(names()[0]).toBe("dense-pyramidal balanced");
    viewActions.toggleSplit();
    viewActions.chooseMethod("lucas-kanade");
    viewActions.setWindowRadius(4);
    viewActions.swapSides();
    expect(names()).toEqual(["lucas-kanade r=4", "dense-pyramidal balanced"]);
    viewActions.setDenseValue("damping", 3);
    viewActions.undo();
    viewActions.undo();
    expect(names()).toEqual(["dense-pyramidal balanced", "lucas-kanade r=4"]);
    viewActions.undo();
    expect(names()).toEqual(["dense-pyramidal balanced", "lucas-kanade r=2"]);
    viewActions.undo();
    expect(names()).toEqual(["dense-pyramidal balanced", "dense-pyramidal accurate"]);
    viewActions.undo();
    expect(state().split.visible).toBe(false);
    viewActions.redo();
    expect(state().split.visible).toBe(true);
  });

  it("take the number of one side and of the other for two steps", () => {
    viewActions.chooseMethod("lucas-kanade");
    viewActions.toggleSplit();
    viewActions.chooseMethod("streaming");
    viewActions.setWindowRadius(5);
    viewActions.editSide("a");
    viewActions.setWindowRadius(6);
    viewActions.undo();
    expect(names()).toEqual(["lucas-kanade r=2", "streaming r=5"]);
  });

  it("get a preset of one's own on the side that is set", () => {
    const kept = editedPresetSettings(state());
    viewActions.chooseMethod("naive");
    viewActions.toggleSplit();
    viewActions.applyPreset(kept);
    expect(names()).toEqual(["naive r=2", "dense-pyramidal balanced"]);
    expect(editedPresetSettings(state()).flow.method).toBe("dense-pyramidal");
  });
});

describe("the next frame over this one", () => {
  it("is half seen at first, within limits, and can be taken back", () => {
    viewActions.reset(854, 480);
    viewActions.toggleOnion();
    expect(useViewStore.getState().onion).toEqual({ visible: true, opacity: 0.5 });
    viewActions.setOnionOpacity(7);
    expect(useViewStore.getState().onion.opacity).toBe(1);
    viewActions.undo();
    viewActions.undo();
    expect(useViewStore.getState().onion).toEqual({ visible: false, opacity: 0.5 });
  });
});

describe("presets", () => {
  const choice = () => methodChoiceOf(useViewStore.getState().flow);

  beforeEach(() => viewActions.reset(854, 480));

  it.each(DENSE_PRESETS)("%s sets the method and all its parameters", (preset) => {
    viewActions.chooseMethod("naive");
    viewActions.chooseMethod(preset);
    const { flow, basePreset } = useViewStore.getState();
    expect(flow.method).toBe("dense-pyramidal");
    expect(flow.dense).toEqual(DENSE_PRESET_PARAMETERS[preset]);
    expect(basePreset).toBe(preset);
  });

  it("become custom with a parameter changed by hand, and come back", () => {
    viewActions.chooseMethod("accurate");
    viewActions.setDenseValue("damping", 3);
    viewActions.setDenseLevelValue("iterations", 3, 9);
    expect(choice()).toBe("custom");
    expect(useViewStore.getState().basePreset).toBe("accurate");
    viewActions.resetToPreset();
    expect(choice()).toBe("accurate");
  });

  it("are recognised when the values are typed", () => {
    viewActions.setDenseValue("damping", 3);
    expect(choice()).toBe("custom");
    viewActions.setDenseValue("damping", DENSE_PRESET_PARAMETERS.balanced.damping);
    expect(choice()).toBe("balanced");
  });

  it("leave the window of the methods at a single scale alone, and those leave custom parameters alone", () => {
    viewActions.setWindowRadius(7);
    viewActions.setDenseValue("smoothness", 11);
    viewActions.chooseMethod("streaming");
    expect(useViewStore.getState().flow).toMatchObject({ method: "streaming", windowRadius: 7 });
    viewActions.chooseMethod("custom");
    expect(choice()).toBe("custom");
    expect(useViewStore.getState().flow.dense.smoothness).toBe(11);
    viewActions.chooseMethod("fast");
    expect(useViewStore.getState().flow.windowRadius).toBe(7);
  });
});
