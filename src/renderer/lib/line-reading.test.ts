import { expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { IN_PIXELS } from "../../shared/measure/calibration";
import { type LinePoint, readAlong } from "../../shared/measure/line";
import { lineSamples } from "../../shared/measure/line-figures";
import { testMovie } from "../testing/test-movie";
import { saidLine } from "./line-reading";

const SIZE = { width: 40, height: 20 };
const movie = testMovie(SIZE);
const points: readonly LinePoint[] = [
  [5, 10],
  [35, 10],
];
const source = { token: "t", frame: 0, deinterlace: false, flow: DEFAULT_FLOW_PARAMETERS, map: null };
const wish = {
  ...{ source, points, calibration: IN_PIXELS, mask: [], camera: null, minimumReliability: 0.5 },
};

/** Half of the line goes by 1 px, and that is reliable; the other half by 3 px, and that is not. */
function reading() {
  const total = SIZE.width * SIZE.height;
  const isLeft = (at: number): boolean => at % SIZE.width < 20;
  const planes = {
    u: Float32Array.from({ length: total }, (_, at) => (isLeft(at) ? 1 : 3)),
    v: new Float32Array(total),
    reliability: Float32Array.from({ length: total }, (_, at) => (isLeft(at) ? 0.9 : 0.1)),
  };
  return { frame: 0, motion: readAlong(planes, SIZE, lineSamples(points, IN_PIXELS, movie)) };
}

it("the figures of a line are of the pixels that all figures are of", () => {
  const figuresOf = (figurePixels: "all" | "reliable") =>
    saidLine(wish, reading(), { movie, seconds: 1, figurePixels })?.figures;
  expect(figuresOf("reliable")?.meanSpeed).toBeCloseTo(1, 6);
  expect(figuresOf("all")?.meanSpeed).toBeCloseTo(2, 1);
  expect(figuresOf("all")?.maxSpeed).toBe(3);
});
