import { cancelledError } from "../../shared/errors";
import { automaticFigures } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { FlowReport } from "../../shared/flow-report";
import type { LumaSamples } from "../../shared/luma-samples";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import { NEXT_FRAME, withPairing } from "../../shared/pairing";
import { withTreatment } from "../../shared/treatment";
import {
  type ErrorMap,
  judgedMethods,
  KNOWN_MOTION_SIZE,
  type KnownMotionKind,
  type MethodErrors,
  type VerificationProgress,
  type VerificationReport,
} from "../../shared/verification";
import type { FlowPool } from "../../workers/flow-pool";
import { type BackgroundPlane, type FrameSize, fieldBytes, type LumaPlane } from "../../workers/protocol";
import { endpointErrors, errorFigures, errorMap } from "./errors";
import { warpedPair } from "./warped-pair";

export interface VerificationRequest extends FrameSize {
  readonly frame: number;
  /** The grey values of the frame, which are copied before the first promise is waited for. */
  readonly samples: LumaSamples;
  readonly motion: KnownMotionKind;
  /** Root mean square of the displacements, px. */
  readonly size: number;
  /** The present way to compute flow. */
  readonly flow: FlowParameters;
}

export interface VerificationOptions {
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: VerificationProgress) => void) | undefined;
}

/**
 * Warps a frame by a known motion, has its flow computed by the present method and by others, and tells how far each is from the truth.
 * Which frame is compared with which is of no matter here, nor is a background, which does not move with the frame.
 *
 * @throws KinoflowError `cancelled`, and what computing a flow ends with
 */
export async function verifyFrame(
  pool: FlowPool,
  request: VerificationRequest,
  { signal, onProgress }: VerificationOptions = {},
): Promise<VerificationReport> {
  const { frame, samples, motion, size, width, height } = request;
  const pair = await warpedPair(samples, { width, height }, { kind: motion, size }, signal);
  const methods = judgedMethods(ofPairAlone(request.flow));
  const rows: MethodErrors[] = [];
  let map: ErrorMap | null = null;
  for (const [done, { method, parameters }] of methods.entries()) {
    onProgress?.({ done, total: methods.length });
    await withFlow(pool, { ...pair, parameters }, signal, (planes) => {
      const errors = endpointErrors(planes, pair.truth);
      const figures = errorFigures(errors, pair, { ...pair, planes, parameters });
      rows.push({ method, errors: figures });
      map ??= errorMap(errors, pair, figures.p95);
    });
  }
  onProgress?.({ done: methods.length, total: methods.length });
  // The first method is the present one.
  if (map === null) throw cancelledError();
  return { frame, motion, size, noise: pair.noise, rows, map };
}

/** The size of a known motion that is like what was measured: the 95th percentile of the speed. */
export function motionSize({ p95Speed }: FlowReport): number {
  const { min, max } = KNOWN_MOTION_SIZE;
  const rounded = Math.round(100 * p95Speed) / 100;
  return Number.isFinite(rounded) ? Math.min(Math.max(rounded, min), max) : 1;
}

/**
 * What of the parameters can be used where there are two frames and no recording. What is done to a field later is left out: a method is judged by
 * what it computes, and a camera that is taken out would take the known motion along.
 */
export function ofPairAlone(flow: FlowParameters): FlowParameters {
  const { preparation } = flow;
  const untreated = withTreatment(withPairing(flow, NEXT_FRAME), null);
  return { ...untreated, preparation: { ...preparation, background: null } };
}

/** The flow of two frames, as long as `work` takes. */
export async function withFlow<T>(
  pool: FlowPool,
  {
    width,
    height,
    first,
    second,
    parameters,
    background,
  }: FrameSize & {
    readonly first: LumaSamples;
    readonly second: LumaSamples;
    readonly parameters: FlowParameters;
    /** Of the recording, where the parameters subtract one. */
    readonly background?: BackgroundPlane | undefined;
  },
  signal: AbortSignal | undefined,
  work: (planes: FieldPlanes, report: FlowReport) => T,
): Promise<T> {
  const { heap } = pool;
  const pixels = width * height;
  const lent = [first, second].map((samples) => heap.allocate(samples.byteLength));
  const field = heap.allocate(fieldBytes(width, height));
  try {
    const [one, two] = [first, second].map((samples, k): LumaPlane => {
      const { buffer, byteOffset, byteLength } = samples;
      heap.bytes(lent[k]).set(new Uint8Array(buffer, byteOffset, byteLength));
      return { ...lent[k], bits: samples instanceof Uint16Array ? 16 : 8 };
    });
    const figures = automaticFigures(parameters.method);
    const report = await pool.flow(
      { width, height, first: one, second: two, field, parameters, background, figures, bands: pool.size },
      signal ? { signal } : {},
    );
    const [u, v, reliability] = [0, 1, 2].map((k) => heap.floats(field.byteOffset + 4 * k * pixels, pixels));
    return work({ u, v, reliability }, report);
  } finally {
    for (const piece of [...lent, field]) heap.release(piece);
  }
}
