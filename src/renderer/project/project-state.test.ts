import { beforeEach, expect, it } from "vitest";
import { projectSettingsSchema } from "../../shared/contract/project";
import { NO_MARKS } from "../../shared/marks/marks";
import { usePlaybackStore } from "../stores/playback-store";
import { initialViewSettings } from "../stores/view-settings";
import { useViewStore, viewActions } from "../stores/view-store";
import { projectStateNow, sameProjectState } from "./project-state";

beforeEach(() => {
  viewActions.adaptToMovie(320, 240);
  useViewStore.setState({ ...initialViewSettings(320, 240) });
  usePlaybackStore.setState({ frame: 0, marks: { start: null, end: null } });
});

it("has everything that a person chooses, and a project takes all of it", () => {
  const settings = initialViewSettings(320, 240);
  expect(Object.keys(projectSettingsSchema.shape).sort()).toEqual(Object.keys(settings).sort());
  expect(projectSettingsSchema.parse(projectStateNow().settings)).toEqual(settings);
});

it("is the same until somebody does something", () => {
  const before = projectStateNow();
  // What is found out of the movie is nobody's doing.
  viewActions.offerSpeed({ typicalSpeed: 7, fastSpeed: 20, restSpeed: 0.1, source: "survey" });
  const surveyed = projectStateNow();
  expect(surveyed.settings.overlay).not.toEqual(before.settings.overlay);
  expect(sameProjectState(surveyed, before)).toBe(true);

  viewActions.setScale(11);
  expect(sameProjectState(projectStateNow(), before)).toBe(false);
  viewActions.undo();
  expect(sameProjectState(projectStateNow(), before)).toBe(true);
  viewActions.changeMarks(null, (marks) => ({ ...marks, camera: "shift" }));
  expect(sameProjectState(projectStateNow(), before)).toBe(false);
  viewActions.changeMarks(null, () => NO_MARKS);
  usePlaybackStore.setState({ frame: 3 });
  expect(sameProjectState(projectStateNow(), before)).toBe(false);
});

it("is put in place as a whole, not to be taken back, and scales go on following the movie", () => {
  viewActions.chooseMethod("lucas-kanade");
  viewActions.changeMarks(null, (marks) => ({ ...marks, mask: [1, 2, 3] }));
  const { settings } = projectStateNow();
  viewActions.adaptToMovie(320, 240);
  viewActions.offerSpeed({ typicalSpeed: 7, fastSpeed: 20, restSpeed: 0, source: "survey" });
  const { overlay } = useViewStore.getState();
  viewActions.recallProject(settings);
  expect(projectStateNow().settings.marks.mask).toEqual([1, 2, 3]);
  expect(projectStateNow().settings.overlay.arrows.scale).toBe(overlay.arrows.scale);
  viewActions.undo();
  expect(projectStateNow().settings.marks.mask).toEqual([1, 2, 3]);
});
