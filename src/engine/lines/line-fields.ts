import type { CutWish } from "../../shared/cut-marks";
import { throwIfCancelled } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import type { Calibration } from "../../shared/measure/calibration";
import { type LinePoint, openSamples, readAlong } from "../../shared/measure/line";
import { type LineProfile, lineProfile, lineSamples } from "../../shared/measure/line-figures";
import { firstFrom, pairingOf, saidSeconds, strideOf } from "../../shared/pairing";
import type { FlowPool } from "../../workers/flow-pool";
import { visitFields } from "../flow/visit-fields";
import type { Recording } from "../recording/recording";

/** A line whose motion is wanted in many frames. */
export interface LineRequest {
  readonly points: readonly LinePoint[];
  /** With what is done to fields: the camera's motion, where it is to be left out, and vectors that are checked. */
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
        const motion = forward && readAlong(forward, info, samples);
        const seconds = saidSeconds(pairing, from, to, info.times);
        const profile =
          motion && lineProfile(motion, samples, calibration, info, { minimumReliability, seconds, open });
        await onProfile(from, profile);
        onProgress?.(++done, frames.length);
      },
    },
  );
}
