import { expect, it } from "vitest";
import { failure, toErrorValue } from "../shared/errors";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS } from "../shared/flow";
import { parsePreparation } from "../shared/preparation";
import { automaticReliability } from "../shared/reliability";
import { sameWish } from "./canvas/picture-client";
import { withSplitToggled } from "./stores/side-settings";
import { initialViewSettings, type ViewSettings } from "./stores/view-settings";
import { testMovie } from "./testing/test-movie";
import { lacksNextFrame, wishFor } from "./wish";

const movie = testMovie();
const settings = initialViewSettings(3840, 2160);
const shown = { width: 1000, height: 563 };
const grid = { stepX: 16, stepY: 16, columns: 4, rows: 3, firstX: 8, firstY: 8 };

function withOverlay(change: (overlay: ViewSettings["overlay"]) => ViewSettings["overlay"]): ViewSettings {
  return { ...settings, overlay: change(settings.overlay) };
}

it("asks for the levels that were chosen of grey recordings only", () => {
  const levels = { black: 100, white: 600, gamma: 1 };
  const chosen = { ...settings, levels };
  expect(wishFor(movie, 1, chosen, shown, grid).levels).toBeNull();
  expect(wishFor({ ...movie, grey: true }, 1, chosen, shown, grid).levels).toEqual(levels);
});

it("asks for the layers that are to be seen, no finer than the screen shows them", () => {
  expect(wishFor(movie, 1, settings, shown, grid)).toEqual({
    token: "t",
    frame: 1,
    deinterlace: false,
    levels: null,
    flow: DEFAULT_FLOW_PARAMETERS,
    compare: null,
    prepared: null,
    nextImage: false,
    minimumReliability: automaticReliability("dense-pyramidal"),
    figurePixels: "reliable",
    minimumSpeed: 0,
    arrows: grid,
    colour: null,
    streamlines: null,
  });
  const coloured = withOverlay((overlay) => ({ ...overlay, colour: { ...overlay.colour, visible: true } }));
  expect(wishFor(movie, 1, coloured, shown, grid).colour).toEqual({
    kind: "direction",
    limit: 4,
    step: 3,
    fading: true,
  });
});

it("asks for no flow where no layer is to be seen", () => {
  const bare = withOverlay((overlay) => ({ ...overlay, arrows: { ...overlay.arrows, visible: false } }));
  expect(wishFor(movie, 1, bare, shown, grid)).toMatchObject({ flow: null, arrows: null, colour: null });
});

it("shows what the flow is computed of, where anything is done to it", () => {
  const wish = (showPrepared: boolean, list: string) => {
    const preparation = parsePreparation(list);
    const flow = { ...settings.flow, preparation };
    return wishFor(movie, 1, { ...settings, showPrepared, flow }, shown, grid);
  };
  expect(wish(true, "smooth").prepared).toEqual(parsePreparation("smooth"));
  expect(wish(true, "").prepared).toBeNull();
  expect(wish(false, "smooth").prepared).toBeNull();
  expect(sameWish(wish(true, "smooth"), wish(false, "smooth"))).toBe(false);
  expect(sameWish(wish(false, "smooth=2"), wish(false, "smooth"))).toBe(false);
});

it("is another one for figures over other pixels", () => {
  const all = wishFor(movie, 1, { ...settings, figurePixels: "all" }, shown, grid);
  expect(sameWish(wishFor(movie, 1, settings, shown, grid), all)).toBe(false);
});

it("is the same for settings that only change the drawing", () => {
  const redrawn = withOverlay((overlay) => ({
    ...overlay,
    legend: false,
    arrows: { ...overlay.arrows, scale: 3 },
    minimumSpeed: 1,
    colour: { ...overlay.colour, opacity: 0.1 },
  }));
  expect(sameWish(wishFor(movie, 1, settings, shown, grid), wishFor(movie, 1, redrawn, shown, grid))).toBe(
    true,
  );
});

it("is another one for another threshold of reliability, as main leaves out what is below it", () => {
  const stricter = withOverlay((overlay) => ({ ...overlay, minimumReliability: 0.5 }));
  expect(sameWish(wishFor(movie, 1, settings, shown, grid), wishFor(movie, 1, stricter, shown, grid))).toBe(
    false,
  );
});

it("has the automatic threshold of each of two sides, and one that was chosen for both", () => {
  const { flow, basePreset } = settings;
  const b = { flow: { ...flow, method: "lucas-kanade" as const }, basePreset };
  const two: ViewSettings = { ...settings, split: { visible: true, b, moment: null } };
  expect(wishFor(movie, 1, two, shown, grid)).toMatchObject({
    minimumReliability: automaticReliability("dense-pyramidal"),
    compareReliability: automaticReliability("lucas-kanade"),
  });
  const chosen = { ...two, reliabilityThreshold: "chosen" as const };
  expect(wishFor(movie, 1, chosen, shown, grid).compareReliability).toBe(settings.overlay.minimumReliability);
});

it("is the same for a threshold where there is no flow to apply it to", () => {
  const bare = withOverlay((overlay) => ({ ...overlay, arrows: { ...overlay.arrows, visible: false } }));
  const stricter = { ...bare, overlay: { ...bare.overlay, minimumReliability: 0.5 } };
  expect(sameWish(wishFor(movie, 1, bare, shown, grid), wishFor(movie, 1, stricter, shown, grid))).toBe(true);
});

it("is the same when a parameter changes that the method does not look at", () => {
  const wider = { ...settings, flow: { ...settings.flow, windowRadius: 9 } };
  expect(sameWish(wishFor(movie, 1, settings, shown, grid), wishFor(movie, 1, wider, shown, grid))).toBe(
    true,
  );
});

it("asks for the other side while it is to be seen, and for the next frame", () => {
  const split = withSplitToggled(settings);
  const wish = wishFor(movie, 1, split, shown, grid);
  expect(wish.compare).toEqual({
    flow: { ...settings.flow, dense: DENSE_PRESET_PARAMETERS.accurate },
    frame: 1,
  });
  const moment = { ...split, split: { ...split.split, moment: 7 } };
  expect(wishFor({ ...movie, frameCount: 20 }, 1, moment, shown, grid).compare?.frame).toBe(7);
  expect(wishFor(movie, 1, withSplitToggled(split), shown, grid).compare).toBeNull();
  const bare = {
    ...split,
    overlay: { ...split.overlay, arrows: { ...split.overlay.arrows, visible: false } },
  };
  expect(wishFor(movie, 1, bare, shown, grid)).toMatchObject({ flow: null, compare: null });
  const onion = { ...settings, onion: { visible: true, opacity: 0.5 } };
  expect(wishFor(movie, 1, onion, shown, grid).nextImage).toBe(true);
  const fainter = { ...settings, onion: { visible: true, opacity: 0.1 } };
  expect(sameWish(wishFor(movie, 1, onion, shown, grid), wishFor(movie, 1, fainter, shown, grid))).toBe(true);
});

it("lacks the next frame where a flow was asked for, by any layer, or the frame itself", () => {
  const lines = withOverlay((overlay) => ({
    ...overlay,
    arrows: { ...overlay.arrows, visible: false },
    streamlines: { ...overlay.streamlines, visible: true },
  }));
  const bare = withOverlay((overlay) => ({ ...overlay, arrows: { ...overlay.arrows, visible: false } }));
  const alone = { coarse: null, flow: null, nextImage: null, flowError: null, isCut: false };
  expect(lacksNextFrame(alone, wishFor(movie, 1, lines, shown, grid))).toBe(true);
  expect(lacksNextFrame(alone, wishFor(movie, 1, bare, shown, grid))).toBe(false);
  const onion = { ...bare, onion: { visible: true, opacity: 0.5 } };
  expect(lacksNextFrame(alone, wishFor(movie, 1, onion, shown, grid))).toBe(true);
  // What failed is not asked for again by itself.
  expect(lacksNextFrame({ ...alone, isCut: true }, { flow: DEFAULT_FLOW_PARAMETERS, nextImage: false })).toBe(
    false,
  );
  const broken = { ...alone, flowError: toErrorValue(failure("noNextFrame", 1)) };
  expect(lacksNextFrame(broken, wishFor(movie, 1, lines, shown, grid))).toBe(false);
});
