import { KinoflowError } from "../../shared/errors";
import {
  DENSE_LIMITS,
  type DenseParameters,
  FLOW_METHODS,
  type FlowParameters,
  isSingleScale,
  WINDOW_RADIUS,
} from "../../shared/flow";
import type { FrameSize } from "../protocol";
import { validRegion } from "./method";

/** What a person calls each parameter of `dense-pyramidal`. */
const DENSE_NAMES: Readonly<Record<keyof DenseParameters, string>> = {
  smallestSide: "smallest side of the pyramid",
  finestLevel: "finest level of the pyramid",
  windowRadius: "window radius",
  damping: "damping",
  maxStep: "longest step",
  smoothness: "smoothness",
  overRelaxation: "over-relaxation",
  iterations: "number of iterations",
  warps: "number of warps",
  fixedPoints: "number of fixed points",
  sweeps: "number of solver sweeps",
  propagationRounds: "number of propagation rounds",
  searchRange: "search range",
  reach: "reach for large motions",
};

/** Values of a list parameter: levels 0, 1, 2, and 3 and coarser. */
const LEVELS = 4;

/**
 * Throws `invalid-argument` with one clear sentence unless these parameters can be computed on frames of this size by
 * `bands` threads.
 *
 * @param maxDenseWidth widest frame of `dense-pyramidal`, see {@link WasmKernels}
 */
export function checkParameters(
  { method, windowRadius, dense }: FlowParameters,
  { width, height }: FrameSize,
  bands: number,
  maxDenseWidth: number,
): void {
  if (!FLOW_METHODS.includes(method)) throw invalid(`There is no flow method called "${method}".`);
  if (!isCount(width) || !isCount(height)) {
    throw invalid(`A picture's width and height must be whole numbers above 0, not ${width} x ${height}.`);
  }
  if (!isCount(bands)) {
    throw invalid(`A picture can be cut into a whole number of bands above 0, not ${bands}.`);
  }
  if (isSingleScale(method)) checkSingleScale(windowRadius, width, height);
  else checkDense(dense, width, maxDenseWidth);
}

function checkSingleScale(windowRadius: number, width: number, height: number): void {
  const { min, max } = WINDOW_RADIUS;
  if (!Number.isInteger(windowRadius) || windowRadius < min || windowRadius > max) {
    throw invalid(`The window radius must be a whole number from ${min} to ${max}, not ${windowRadius}.`);
  }
  if (!validRegion(width, height, windowRadius)) {
    const side = 2 * windowRadius + 3;
    throw invalid(
      `A window radius of ${windowRadius} needs pictures of at least ${side} x ${side} pixels, not ${width} x ${height}.`,
    );
  }
}

function checkDense(dense: DenseParameters, width: number, maxWidth: number): void {
  if (width > maxWidth) {
    throw invalid(
      `dense-pyramidal computes pictures of up to ${maxWidth} pixels wide, not ${width}; choose lucas-kanade.`,
    );
  }
  for (const key of keysOf(DENSE_LIMITS)) {
    const { min, max, integer } = DENSE_LIMITS[key];
    const given: unknown = dense?.[key];
    const isList = key in LISTS;
    const values: readonly unknown[] = isList && Array.isArray(given) ? given : [given];
    const isValid = (value: unknown) =>
      typeof value === "number" && value >= min && value <= max && (!integer || Number.isInteger(value));
    if (values.length === (isList ? LEVELS : 1) && values.every(isValid)) continue;
    const kind = `${integer ? "a whole number" : "a number"} from ${min} to ${max}`;
    throw invalid(
      `The ${DENSE_NAMES[key]} of dense-pyramidal (${key}) must be ` +
        `${isList ? `${kind} for each of ${LEVELS} levels` : kind}, not ${values.join(", ")}.`,
    );
  }
}

/** The parameters that hold a value for each level. */
const LISTS: Partial<Readonly<Record<keyof DenseParameters, true>>> = {
  iterations: true,
  warps: true,
  fixedPoints: true,
  sweeps: true,
  propagationRounds: true,
  searchRange: true,
};

function keysOf<T extends object>(object: T): (keyof T)[] {
  return Object.keys(object) as (keyof T)[];
}

function isCount(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

export function invalid(message: string): KinoflowError {
  return new KinoflowError("invalid-argument", message);
}
