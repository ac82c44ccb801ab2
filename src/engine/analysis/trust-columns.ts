import type { CutWish } from "../../shared/cut-marks";
import { forwardBackwardRow } from "../../shared/fields/forward-backward";
import type { FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import { spansOfMask } from "../../shared/measure/region";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import { firstFrom, pairingOf, saidScale, strideOf } from "../../shared/pairing";
import { percentile } from "../../shared/percentile";
import { withTreatment } from "../../shared/treatment";
import { UncertaintyRows } from "../../shared/uncertainty/uncertainty-rows";
import { NO_VALIDATION } from "../../shared/validation";
import type { FlowPool } from "../../workers/flow-pool";
import { marginOf } from "../../workers/kernel/statistics";
import { type VisitedStep, visitFields } from "../flow/visit-fields";
import type { Recording } from "../recording/recording";

/** Which columns a table has of how far its motions can be trusted. */
export interface TrustWish {
  readonly forwardBackward: boolean;
  readonly uncertainty: boolean;
}

/** Columns at the end of a table, by the frame of the row. */
export interface ExtraColumns {
  readonly names: readonly string[];
  /** NaN where nothing is known. */
  valuesOf(frame: number): readonly number[];
}

export interface TrustRequest {
  readonly wish: TrustWish;
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  readonly cuts: CutWish;
  readonly figures: FigureChoice;
  /** A byte a pixel, above 0 where no vector counts; null for none. */
  readonly mask: Uint8Array | null;
  /** Both ends included. */
  readonly range: { readonly start: number; readonly end: number };
}

export interface TrustOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Mean and 95th percentile of each. */
const FORWARD_BACKWARD = ["fb_error_mean", "fb_error_p95"] as const;
const UNCERTAINTY = ["uncertainty_mean", "uncertainty_p95"] as const;
/** Rows that are looked at: this many, evenly spread, tell as much as all. */
const ROWS = 240;

/** Names of the columns that are wished for; they are in px, or px/frame where pairs are some frames apart. */
export function trustColumnNames({ forwardBackward, uncertainty }: TrustWish): readonly string[] {
  return [...(forwardBackward ? FORWARD_BACKWARD : []), ...(uncertainty ? UNCERTAINTY : [])];
}

/**
 * Goes through a range once and computes what the columns say, over the pixels that the other figures are over: forward-backward error, which takes the
 * flow back as well, and uncertainty. Keeps some numbers a frame.
 *
 * @throws KinoflowError `cancelled`, what reading a recording or computing a flow ends with
 */
export async function trustColumns(
  pool: FlowPool,
  movie: Recording,
  request: TrustRequest,
  { signal, onProgress }: TrustOptions = {},
): Promise<ExtraColumns> {
  const { wish, deinterlace, cuts, range } = request;
  const flow = maskedFlow(request, movie);
  const names = trustColumnNames(wish);
  const nothing = names.map(() => Number.NaN);
  const rows = new Map<number, readonly number[]>();
  const pairing = pairingOf(flow);
  const steps: { from: number; to: null }[] = [];
  for (let from = firstFrom(pairing, range.start); from <= range.end; from += strideOf(pairing)) {
    steps.push({ from, to: null });
  }
  await visitFields(
    pool,
    movie,
    { flow, deinterlace, cuts, steps, back: wish.forwardBackward, untreated: true },
    {
      ...(signal ? { signal } : {}),
      onStep: (step) => {
        if (step.forward !== null) rows.set(step.from, figuresOf(step, step.forward, movie, request));
        onProgress?.(rows.size, steps.length);
      },
    },
  );
  return { names, valuesOf: (frame) => rows.get(frame) ?? nothing };
}

/** The flow of a request, its mask among what is done to it: the camera's motion is then that of the pixels that count. */
function maskedFlow({ flow, mask, figures }: TrustRequest, { info }: Recording): FlowParameters {
  if (mask === null) return flow;
  const { minimumReliability } = figures;
  const nothing = { camera: null, validation: NO_VALIDATION, minimumReliability };
  const { pixelAspect, width, height } = info;
  const treatment = {
    ...(flow.treatment ?? { ...nothing, pixelAspect }),
    mask: spansOfMask(mask, width, height),
  };
  return withTreatment(flow, treatment);
}

function figuresOf(
  { back, lumas, untreated }: VisitedStep,
  forward: FieldPlanes,
  { info }: Recording,
  { wish, flow, figures }: TrustRequest,
): readonly number[] {
  const { width, height } = info;
  // What says how far a motion can be trusted is of the one that was computed; what was done to it says which ones count.
  const field = { width, height, ...(untreated ?? forward) };
  const counted = { width, height, ...forward };
  const scale = saidScale(pairingOf(flow));
  const least = figures.figurePixels === "all" ? 0 : figures.minimumReliability;
  const over = (row: (y: number, xs: Int32Array, out: Float32Array) => void) =>
    meanAndMost(row, counted, { least, margin: marginOf(flow) });
  const values: number[] = [];
  if (wish.forwardBackward) {
    values.push(
      ...(back === null
        ? [Number.NaN, Number.NaN]
        : over((y, xs, out) => forwardBackwardRow(field, back, scale, y, xs, out))),
    );
  }
  if (wish.uncertainty && lumas !== null) {
    const [first, second] = lumas;
    const rows = new UncertaintyRows(field, { first, second, saidScale: scale }, flow);
    values.push(...over((y, xs, out) => rows.row(y, xs, out)));
  }
  return values;
}

/** Mean and 95th percentile of what rows have, at pixels that are reliable enough, and so far from the borders that something is known of them. */
function meanAndMost(
  row: (y: number, xs: Int32Array, out: Float32Array) => void,
  { width, height, reliability }: FieldPlanes & { readonly width: number; readonly height: number },
  { least, margin }: { readonly least: number; readonly margin: number },
): readonly [mean: number, p95: number] {
  const step = Math.max(1, Math.round(height / ROWS));
  const xs = Int32Array.from({ length: width }, (_, x) => x);
  const values = new Float32Array(width);
  const found = new Float32Array(width * Math.ceil(height / step));
  let [count, sum] = [0, 0];
  for (let y = step >> 1; y < height; y += step) {
    if (y < margin || y >= height - margin) continue;
    row(y, xs, values);
    for (let x = margin; x < width - margin; x++) {
      const value = values[x];
      if (!(reliability[y * width + x] >= least) || Number.isNaN(value)) continue;
      found[count++] = value;
      sum += value;
    }
  }
  return [sum / count, percentile(found, count, 0.95, 1 << 17)];
}
