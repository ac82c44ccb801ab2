import { colourIndex, colourMapOf } from "../../shared/colour-maps/colour-map";
import type { FlowParameters } from "../../shared/flow";
import type { LumaSamples } from "../../shared/luma-samples";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import { percentile } from "../../shared/percentile";
import { roundNumberAbove } from "../../shared/round-number";
import { UncertaintyRows } from "../../shared/uncertainty/uncertainty-rows";
import type { ErrorFigures, ErrorMap } from "../../shared/verification";
import { type FlowField, isKnown } from "../field-io/flow-field";

/** A field, the frames that it is of, and how it was computed. */
export interface JudgedField {
  readonly planes: FieldPlanes;
  readonly first: LumaSamples;
  readonly second: LumaSamples;
  readonly parameters: FlowParameters;
}

/** Length of the difference of the motions, px, of each pixel; NaN where the truth or the motion is unknown. */
export function endpointErrors(flow: Pick<FlowField, "u" | "v">, truth: FlowField): Float32Array {
  return Float32Array.from(truth.u, (trueU, k) => {
    const trueV = truth.v[k];
    const known = isKnown(trueU, trueV) && isKnown(flow.u[k], flow.v[k]);
    return known ? Math.hypot(flow.u[k] - trueU, flow.v[k] - trueV) : Number.NaN;
  });
}

/** So many rows, evenly spread, tell how often the uncertainty holds as well as all do. */
const JUDGED_ROWS = 200;

/** @param errors of {@link endpointErrors} */
export function errorFigures(
  errors: Float32Array,
  { width, height }: Pick<FlowField, "width" | "height">,
  { planes, first, second, parameters }: JudgedField,
): ErrorFigures {
  const uncertainty = new UncertaintyRows({ width, height, ...planes }, { first, second }, parameters);
  const xs = Int32Array.from({ length: width }, (_, x) => x);
  const sigma = new Float32Array(width);
  let [pixels, sum, aboveOne, aboveThird, within] = [0, 0, 0, 0, 0];
  let judged = 0;
  const step = Math.max(1, Math.round(height / JUDGED_ROWS));
  for (let y = 0; y < height; y++) {
    const isJudged = y % step === 0;
    if (isJudged) uncertainty.row(y, xs, sigma);
    for (let x = 0; x < width; x++) {
      const error = errors[y * width + x];
      if (Number.isNaN(error)) continue;
      pixels++;
      sum += error;
      if (error > 1) aboveOne++;
      if (error > 1 / 3) aboveThird++;
      if (!isJudged) continue;
      judged++;
      if (error <= sigma[x]) within++;
    }
  }
  const every = errors.length;
  return {
    mean: sum / pixels,
    median: percentile(errors, every, 0.5, every),
    p95: percentile(errors, every, 0.95, every),
    aboveOne: aboveOne / pixels,
    aboveThird: aboveThird / pixels,
    pixels,
    withinUncertainty: within / judged,
  };
}

/** No side of a map is longer. */
const MAP_SIDE = 640;
/** A full colour for less would make a picture of the noise. */
const LEAST_LIMIT = 0.1;

/** The errors as a picture to look at: the largest of the pixels that one of the picture stands for. */
export function errorMap(
  errors: Float32Array,
  { width, height }: Pick<FlowField, "width" | "height">,
  p95: number,
): ErrorMap {
  const step = Math.max(1, Math.ceil(Math.max(width, height) / MAP_SIDE));
  const [columns, rows] = [Math.ceil(width / step), Math.ceil(height / step)];
  const limit = roundNumberAbove(Math.max(p95, LEAST_LIMIT));
  const colours = colourMapOf("uncertainty");
  const rgba = new Uint8Array(4 * columns * rows);
  for (let row = 0, at = 0; row < rows; row++) {
    for (let column = 0; column < columns; column++, at += 4) {
      let largest = -1;
      for (let y = row * step; y < Math.min((row + 1) * step, height); y++) {
        for (let x = column * step; x < Math.min((column + 1) * step, width); x++) {
          if (errors[y * width + x] > largest) largest = errors[y * width + x];
        }
      }
      if (largest < 0) continue;
      const colour = 3 * colourIndex(colours, largest, limit);
      rgba.set(colours.colours.subarray(colour, colour + 3), at);
      rgba[at + 3] = 255;
    }
  }
  return { width: columns, height: rows, rgba, limit };
}
