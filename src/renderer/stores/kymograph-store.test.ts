import { beforeEach, expect, it } from "vitest";
import { type Marks, NO_MARKS } from "../../shared/marks/marks";
import { IN_PIXELS } from "../../shared/measure/calibration";
import type { KymographQuantity } from "../../shared/measure/kymograph";
import { testMovie } from "../testing/test-movie";
import {
  followKymograph,
  isMadeWith,
  type MadeKymograph,
  originOf,
  useKymographStore,
} from "./kymograph-store";
import { withMarkedTreatment } from "./marked-treatment";
import { useMovieStore } from "./movie-store";
import { initialViewSettings, type ViewSettings, withMethodChoice } from "./view-settings";

const movie = testMovie();
const view = initialViewSettings(320, 240);
const marked = (marks: Partial<Marks>): ViewSettings => ({ ...view, marks: { ...NO_MARKS, ...marks } });

function made(of: KymographQuantity): MadeKymograph {
  const frames = Int32Array.of(0);
  const kymograph = {
    of,
    columns: 1,
    rows: 1,
    frames,
    values: Float32Array.of(1),
    times: Float64Array.of(0),
    step: 1,
  };
  const scale = { least: 0, most: 1 };
  return {
    token: movie.token,
    points: [],
    calibration: IN_PIXELS,
    origin: originOf(view, movie),
    kymograph,
    scale,
  };
}

beforeEach(() => useKymographStore.setState({ made: null, progress: null, saved: null }));

it.each<[string, ViewSettings]>([
  ["another method", { ...view, flow: withMethodChoice(view, "lucas-kanade").flow }],
  ["a mask", marked({ mask: [0, 0, 5] })],
  ["the camera", withMarkedTreatment(marked({ camera: "shift" }), 1)],
  ["another threshold", { ...view, overlay: { ...view.overlay, minimumReliability: 0.9 } }],
])("a picture of motion is that of a line no more after %s, one of grey values is", (_, now) => {
  expect(isMadeWith(made("speed"), originOf(view, movie))).toBe(true);
  expect(isMadeWith(made("speed"), originOf(now, movie))).toBe(false);
  expect(isMadeWith(made("luma"), originOf(now, movie))).toBe(true);
});

it("is forgotten with its recording, and kept while more of that becomes known", () => {
  useMovieStore.setState({ movie });
  followKymograph();
  useKymographStore.setState({ made: made("speed"), saved: "line.png" });
  useMovieStore.setState({ movie: testMovie({ frameCount: 3 }) });
  expect(useKymographStore.getState().made).not.toBeNull();
  useMovieStore.setState({ movie: testMovie({ token: "other" }) });
  expect(useKymographStore.getState()).toMatchObject({ made: null, saved: null });
});
