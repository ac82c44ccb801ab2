import type { ScalarMapKind } from "../colour-maps/colour-map";
import { forwardBackwardRow } from "../fields/forward-backward";
import { divergenceRow, type FieldRow, shearRow, vorticityRow } from "../fields/gradient";
import { UncertaintyRows } from "../uncertainty/uncertainty-rows";
import { UNKNOWN_FLOW } from "./colour-wheel";
import type { FieldPlanes } from "./field-planes";
import { differenceRow, type LumaPair } from "./flow-difference";
import type { MapKind } from "./settings";

/** What a map is made of. */
export interface MapSource extends FieldPlanes {
  readonly width: number;
  readonly height: number;
  /** The frames that the flow is of, as it was computed from them; only maps that {@link needsFrames} tells look at them. */
  readonly pair: LumaPair | null;
}

const GRADIENTS = {
  divergence: divergenceRow,
  vorticity: vorticityRow,
  shear: shearRow,
} as const satisfies Record<string, FieldRow>;

/** Whether the values of a map are made of those of neighbouring pixels too. */
function isGradient(kind: ScalarMapKind): kind is keyof typeof GRADIENTS {
  return kind in GRADIENTS;
}

/** The values of some pixels of a row in the unit of the map; NaN where there is none. */
export function computeRow(
  source: MapSource,
  kind: ScalarMapKind,
  y: number,
  xs: Int32Array,
  values: Float32Array,
): void {
  switch (kind) {
    case "speed":
      speedRow(source, y, xs, values);
      break;
    case "reliability":
      reliabilityRow(source, y, xs, values);
      break;
    case "difference":
      if (source.pair === null) throw new RangeError("The difference needs both frames.");
      differenceRow(asComputed(source), source.pair, y, xs, values, 0);
      break;
    case "uncertainty":
      uncertaintyOf(source).row(y, xs, values);
      break;
    case "forward-backward":
      if (!source.pair?.back) throw new RangeError("The forward-backward error needs the flow back.");
      forwardBackwardRow(asComputed(source), source.pair.back, source.pair.saidScale ?? 1, y, xs, values);
      break;
    default:
      GRADIENTS[kind](source, y, xs, values, 0);
      forgetUnknown(source, y, xs, values);
  }
}

/** Without the camera's motion, or with another vector in its place, a flow leads to where nothing of the frame went. */
function asComputed(source: MapSource): MapSource {
  const untreated = source.pair?.untreated;
  return untreated ? { ...source, ...untreated } : source;
}

/** Whether the values of a map are made of the frames of the pair too: then they are of the flow as it was computed, whatever was done to it. */
export function needsFrames(kind: MapKind): boolean {
  return kind === "difference" || kind === "uncertainty" || needsWayBack(kind);
}

/** Whether they are made of the flow from the second frame back to the first as well. */
export function needsWayBack(kind: MapKind): boolean {
  return kind === "forward-backward";
}

/** A source is painted row by row, and its rows share most of what they are made of. */
const uncertainties = new WeakMap<MapSource, UncertaintyRows>();

function uncertaintyOf(source: MapSource): UncertaintyRows {
  const known = uncertainties.get(source);
  if (known) return known;
  if (!source.pair?.parameters) throw new RangeError("The uncertainty needs both frames and the method.");
  const made = new UncertaintyRows(asComputed(source), source.pair, source.pair.parameters);
  uncertainties.set(source, made);
  return made;
}

function speedRow({ u, v, width }: MapSource, y: number, xs: Int32Array, values: Float32Array): void {
  for (let i = 0; i < xs.length; i++) {
    const pixel = y * width + xs[i];
    const speed = Math.sqrt(u[pixel] * u[pixel] + v[pixel] * v[pixel]);
    // A motion whose components are both known is no faster than their diagonal.
    values[i] = speed <= UNKNOWN_FLOW * Math.SQRT2 ? speed : Number.NaN;
  }
}

function reliabilityRow(
  { reliability, width }: MapSource,
  y: number,
  xs: Int32Array,
  values: Float32Array,
): void {
  for (let i = 0; i < xs.length; i++) values[i] = reliability[y * width + xs[i]];
}

/** No derivative where the motion of the pixel, or of one of its neighbours, is unknown. */
function forgetUnknown({ u, v, width }: MapSource, y: number, xs: Int32Array, values: Float32Array): void {
  for (let i = 0; i < xs.length; i++) {
    const pixel = y * width + xs[i];
    // Unknown motions are NaN or huge, and so are differences with them.
    const known = Math.abs(values[i]) + Math.abs(u[pixel]) + Math.abs(v[pixel]) < UNKNOWN_FLOW;
    if (!known) values[i] = Number.NaN;
  }
}

/**
 * Makes pixels transparent (0) where what their value is made of is too unreliable: they, and with derivatives their
 * neighbours up, down, left and right.
 */
export function hideUnreliable(
  { reliability, width, height }: MapSource,
  kind: ScalarMapKind,
  minimum: number,
  y: number,
  xs: Int32Array,
  out: Uint32Array,
  at: number,
): void {
  const line = y * width;
  if (!isGradient(kind)) {
    for (let i = 0; i < xs.length; i++) {
      if (!(reliability[line + xs[i]] >= minimum)) out[at + i] = 0;
    }
    return;
  }
  const up = y > 0 ? line - width : line;
  const down = y < height - 1 ? line + width : line;
  const last = width - 1;
  for (let i = 0; i < xs.length; i++) {
    const x = xs[i];
    const shown =
      reliability[line + x] >= minimum &&
      reliability[up + x] >= minimum &&
      reliability[down + x] >= minimum &&
      reliability[line + (x > 0 ? x - 1 : x)] >= minimum &&
      reliability[line + (x < last ? x + 1 : x)] >= minimum;
    if (!shown) out[at + i] = 0;
  }
}

/** The value of a map at a pixel of the field, in the unit of the map; NaN where there is none. */
export function mapValueAt(source: MapSource, kind: ScalarMapKind, x: number, y: number): number {
  const value = new Float32Array(1);
  computeRow(source, kind, y, Int32Array.of(x), value);
  return value[0];
}

/** So many values tell how large they are as well as all of a picture do. */
const MOST_VALUES = 200_000;

/** Share of the values that a scale fitted to them shows in full. */
const FITTED_SHARE = 0.95;

/**
 * How large the values of a map are: 95 of 100 are no farther from zero than this, in the unit of the map. Only what the
 * map shows counts; NaN where it shows nothing.
 */
export function mapExtent(source: MapSource, kind: ScalarMapKind, minimumReliability: number): number {
  const { width, height } = source;
  const step = Math.max(1, Math.ceil(Math.sqrt((width * height) / MOST_VALUES)));
  const xs = Int32Array.from({ length: Math.ceil(width / step) }, (_, i) => i * step);
  const row = new Float32Array(xs.length);
  const shown = new Uint32Array(xs.length);
  const found = new Float32Array(xs.length * Math.ceil(height / step));
  let count = 0;
  for (let y = 0; y < height; y += step) {
    computeRow(source, kind, y, xs, row);
    hideUnreliable(source, kind, minimumReliability, y, xs, shown.fill(1), 0);
    for (let i = 0; i < xs.length; i++) {
      const value = Math.abs(row[i]);
      // What is no number is not above zero either.
      if (shown[i] === 1 && value >= 0) found[count++] = value;
    }
  }
  if (count === 0) return Number.NaN;
  const sorted = found.subarray(0, count).sort();
  return sorted[Math.ceil(FITTED_SHARE * count) - 1];
}
