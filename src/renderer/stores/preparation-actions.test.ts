import { beforeEach, expect, it } from "vitest";
import { DEFAULT_DENSE_PRESET, DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { parsePreparation, preparationText } from "../../shared/preparation";
import { preparationActions } from "./preparation-actions";
import { samePresetSettings, settingsForMovie } from "./view-settings";
import { editedFlow, editedPresetSettings, useViewStore, viewActions } from "./view-store";

const text = (): string => preparationText(editedFlow(useViewStore.getState()).flow.preparation);

beforeEach(() => {
  viewActions.adaptToMovie(854, 480);
  viewActions.reset(854, 480);
});

it("switches stages on and off, and sets their numbers within their limits", () => {
  preparationActions.setStage("smooth", true);
  preparationActions.setParameter("smooth", 2.25);
  preparationActions.setStage("clahe", true);
  preparationActions.setParameter("tiles", 7.6);
  preparationActions.setParameter("clip", 1000);
  preparationActions.setParameter("highpass", 9);
  expect(text()).toBe("clahe=8:40,smooth=2.25");
  preparationActions.setStage("smooth", false);
  expect(text()).toBe("clahe=8:40");
});

it("keeps the range of a background when its kind changes", () => {
  preparationActions.setBackgroundRange([3, 9]);
  expect(text()).toBe("");
  preparationActions.setBackground("min");
  preparationActions.setBackgroundRange([3, 9]);
  preparationActions.setBackground("mean");
  expect(text()).toBe("background=mean:3-9");
  preparationActions.setBackgroundRange(null);
  expect(text()).toBe("background=mean");
  preparationActions.setBackground(null);
  expect(text()).toBe("");
});

it("can be taken back, a number that is dragged as one", () => {
  preparationActions.setStage("cap", true);
  preparationActions.setParameter("cap", 3);
  preparationActions.setParameter("cap", 4);
  viewActions.undo();
  expect(text()).toBe("cap=2");
  viewActions.undo();
  expect(text()).toBe("");
  viewActions.redo();
  expect(text()).toBe("cap=2");
});

it("is of the side that is edited", () => {
  viewActions.toggleSplit();
  preparationActions.setStage("flicker", true);
  const { flow, split } = useViewStore.getState();
  expect(preparationText(flow.preparation)).toBe("");
  expect(split.b && preparationText(split.b.flow.preparation)).toBe("flicker");
});

it("stays when a suggestion or another method is chosen", () => {
  preparationActions.setStage("flicker", true);
  viewActions.setFlow({ ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" }, DEFAULT_DENSE_PRESET);
  viewActions.chooseMethod("accurate");
  expect(text()).toBe("flicker");
});

it("leaves a range of frames behind for other movies and presets", () => {
  const ranged = parsePreparation("background=min:0-5,cap");
  const preset = editedPresetSettings(useViewStore.getState());
  const kept = { ...preset, flow: { ...preset.flow, preparation: ranged } };
  viewActions.applyPreset(kept);
  expect(text()).toBe("background=min,cap=2");
  expect(samePresetSettings(kept, editedPresetSettings(useViewStore.getState()))).toBe(true);
  preparationActions.setBackgroundRange([0, 5]);
  const next = settingsForMovie(useViewStore.getState(), 640, 480);
  expect(preparationText(next.flow.preparation)).toBe("background=min,cap=2");
});
