import type { CutWish } from "../../shared/cut-marks";
import { throwIfCancelled } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import type { Calibration } from "../../shared/measure/calibration";
import { type CameraModel, cameraMotion, cameraVector } from "../../shared/measure/camera-motion";
import {
  type LineMotion,
  type LinePoint,
  type LineSamples,
  openSamples,
  readAlong,
} from "../../shared/measure/line";
import { type LineProfile, lineProfile, lineSamples } from "../../shared/measure/line-figures";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import { firstFrom, pairingOf, saidSeconds, strideOf } from "../../shared/pairing";
import type { FlowPool } from "../../workers/flow-pool";
import { visitFields } from "../flow/visit-fields";
import type { Recording } from "../recording/recording";

/** A line whose motion is wanted in many frames. */
export interface LineRequest {
  readonly points: readonly LinePoint[];
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  /** First frames of the pairs; both ends are included. */
  readonly start: number;
  readonly end: number;
  /** Of the pairs in that range, every how many-th is wanted, from the first one on. */
  readonly every: number;
  readonly cuts: CutWish;
  /** Less reliable motions are left out. */
  readonly minimumReliability: number;
  readonly calibration: Calibration;
  /** A byte a pixel, above 0 where nothing counts; null for none. */
  readonly mask: Uint8Array | null;
  /** What is taken out of the motion before; null for nothing. */
  readonly camera: CameraModel | null;
}

export interface LineOptions {
  readonly signal?: AbortSignal | undefined;
  /** As of the pool's jobs. Default 0. */
  readonly priority?: number | undefined;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Gets what is along the line in a frame; null where the frame has no motion. Waited for. */
export type OnProfile = (frame: number, profile: LineProfile | null) => void | Promise<void>;

/** The frames that a request is of. */
export function framesOf({ flow, start, end, every }: LineRequest): readonly number[] {
  const pairing = pairingOf(flow);
  const frames: number[] = [];
  for (let frame = firstFrom(pairing, start); frame <= end; frame += strideOf(pairing) * every)
    frames.push(frame);
  return frames;
}

/** The places of a line as a request has them. */
export function samplesOf(
  { points, calibration }: Pick<LineRequest, "points" | "calibration">,
  { info }: Recording,
) {
  return lineSamples(points, calibration, info);
}

/**
 * Reads what moves along a line in many frames, one after the other, while the fields of the next ones are computed. No memory grows with
 * their number.
 *
 * @throws KinoflowError what {@link visitFields} throws, and what the visitor throws
 */
export async function profilesAlong(
  pool: FlowPool,
  movie: Recording,
  request: LineRequest,
  { signal, priority, onProgress }: LineOptions,
  onProfile: OnProfile,
): Promise<void> {
  const { flow, deinterlace, cuts, calibration, minimumReliability, mask } = request;
  const { info } = movie;
  const pairing = pairingOf(flow);
  const frames = framesOf(request);
  const samples = samplesOf(request, movie);
  const open = openSamples(samples, info, mask);
  let done = 0;
  await visitFields(
    pool,
    movie,
    { flow, deinterlace, cuts, back: false, steps: frames.map((from) => ({ from, to: null })) },
    {
      ...(signal ? { signal } : {}),
      priority,
      onStep: async ({ from, to, forward }) => {
        throwIfCancelled(signal);
        const motion = forward && motionAlong(forward, samples, { ...request, grid: info });
        const seconds = saidSeconds(pairing, from, to, info.times);
        const profile =
          motion && lineProfile(motion, samples, calibration, info, { minimumReliability, seconds, open });
        await onProfile(from, profile);
        onProgress?.(++done, frames.length);
      },
    },
  );
}

interface MotionWish extends Pick<LineRequest, "camera" | "mask" | "minimumReliability"> {
  readonly grid: { readonly width: number; readonly height: number; readonly pixelAspect: number };
}

/**
 * The motion along a line, without the camera's where that is wanted: null where that is not known.
 *
 * @param field what a mask covers is made unreliable in it, where there is a camera whose motion has to do without
 */
export function motionAlong(
  field: FieldPlanes,
  samples: LineSamples,
  { camera, mask, minimumReliability, grid }: MotionWish,
): LineMotion | null {
  const motion = readAlong(field, grid, samples);
  if (camera === null) return motion;
  if (mask !== null) for (let at = 0; at < mask.length; at++) if (mask[at] !== 0) field.reliability[at] = -1;
  const taken = cameraMotion(field, grid, camera, Math.max(minimumReliability, 0));
  if (taken === null) return null;
  for (let k = 0; k < samples.count; k++) {
    const [u, v] = cameraVector(taken, grid, [samples.x[k], samples.y[k]]);
    motion.u[k] -= u;
    motion.v[k] -= v;
  }
  return motion;
}
