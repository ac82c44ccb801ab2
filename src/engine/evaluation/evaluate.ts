import { failure } from "../../shared/errors";
import { type FlowField, isKnown } from "../field-io/flow-field";

/** What the errors of all pixels say together. */
export interface ErrorSummary {
  readonly mean: number;
  readonly median: number;
  /** Share of the pixels with an error above 1, 0 to 1. */
  readonly r1: number;
  /** Share of the pixels with an error above 3. */
  readonly r3: number;
}

/** How far a flow field is from the true one. */
export interface Evaluation {
  /** Length of the difference of the motions, in pixels. */
  readonly endpointError: ErrorSummary;
  /** Angle between (u, v, 1) and (u', v', 1) in degrees (Barron, Fleet, Beauchemin 1994). */
  readonly angularError: ErrorSummary;
  /** Pixels that were compared. */
  readonly pixels: number;
  /** Pixels that were left out, because one of the fields does not know their motion. */
  readonly unknown: number;
}

/**
 * Compares a flow field with the true one over the pixels that both know.
 *
 * @throws KinoflowError `invalid-argument` when their sizes differ, or when there is no such pixel
 */
export function evaluateFlow(flow: FlowField, truth: FlowField): Evaluation {
  if (flow.width !== truth.width || flow.height !== truth.height) {
    throw failure("fieldSizes", `${flow.width} x ${flow.height}`, `${truth.width} x ${truth.height}`);
  }
  const total = flow.width * flow.height;
  const distances = new Float64Array(total);
  const angles = new Float64Array(total);
  let pixels = 0;
  for (let k = 0; k < total; k++) {
    const [u, v, trueU, trueV] = [flow.u[k], flow.v[k], truth.u[k], truth.v[k]];
    if (!isKnown(u, v) || !isKnown(trueU, trueV)) continue;
    distances[pixels] = Math.hypot(u - trueU, v - trueV);
    angles[pixels] = angularError(u, v, trueU, trueV);
    pixels++;
  }
  if (pixels === 0) {
    throw failure("fieldsShareNothing");
  }
  return {
    endpointError: summarise(distances.subarray(0, pixels)),
    angularError: summarise(angles.subarray(0, pixels)),
    pixels,
    unknown: total - pixels,
  };
}

/** Barron's angular error in degrees, from the cross product as well: the cosine alone is blind to small angles. */
export function angularError(u: number, v: number, trueU: number, trueV: number): number {
  const cross = Math.hypot(v - trueV, trueU - u, u * trueV - v * trueU);
  return (Math.atan2(cross, u * trueU + v * trueV + 1) * 180) / Math.PI;
}

/** Sorts `errors` in place. */
function summarise(errors: Float64Array): ErrorSummary {
  errors.sort();
  const { length } = errors;
  const middle = length >> 1;
  return {
    mean: errors.reduce((sum, error) => sum + error, 0) / length,
    median: length % 2 === 1 ? errors[middle] : (errors[middle - 1] + errors[middle]) / 2,
    r1: shareAbove(errors, 1),
    r3: shareAbove(errors, 3),
  };
}

function shareAbove(sorted: Float64Array, threshold: number): number {
  const first = sorted.findIndex((error) => error > threshold);
  return first === -1 ? 0 : (sorted.length - first) / sorted.length;
}
