import { setImmediate } from "node:timers/promises";
import type { CutWish } from "../../shared/cut-marks";
import { throwIfCancelled } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import { NEXT_FRAME, withPairing } from "../../shared/pairing";
import type { TrackPoint } from "../../shared/tracks";
import { withTreatment } from "../../shared/treatment";
import type { FlowPool } from "../../workers/flow-pool";
import { type FieldStep, type VisitedStep, visitFields } from "../flow/visit-fields";
import type { Recording } from "../recording/recording";
import type { GrowingTrack } from "./growing-track";
import { knownStep } from "./tracked-point";

export interface FollowWish {
  /** Each frame is compared with its neighbour, whatever pairing the parameters name. */
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  /** Tracks stay within these frames; both ends are included. */
  readonly start: number;
  readonly end: number;
  readonly cuts: CutWish;
  /** Less reliable motions make a track unsure. */
  readonly minimumReliability: number;
}

export interface FollowOptions {
  readonly signal?: AbortSignal | undefined;
  /** Of its work among that of the pool, see `RunOptions`. Default 0. */
  readonly priority?: number | undefined;
  /** Told of the steps from frame to frame that are done, of at most so many. */
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
  /** Told of every place that a track comes to. */
  readonly onPoint?: ((track: GrowingTrack, point: TrackPoint) => void) | undefined;
}

/** Other work of this thread waits for steps no longer than this. */
const TURN_MS = 8;

/**
 * What of the parameters says where tracks go. Points go where they are seen, whatever the camera does, and each frame is compared with its neighbour.
 * Limits of the motion are of what is said of it, forwards and with the camera taken out: of steps back, and with the camera in, they say nothing.
 */
export function flowOfTracks(flow: FlowParameters): FlowParameters {
  const { treatment, ...others } = withPairing(flow, NEXT_FRAME);
  if (treatment === undefined) return others;
  const validation = { ...treatment.validation, speedLimits: null };
  return withTreatment<FlowParameters>(others, { ...treatment, camera: null, validation });
}

/**
 * Follows tracks from where they have come to on to the end of a range, and back to its start. Where it ends with an error they are as far as they
 * came, and can be followed on.
 *
 * @throws what {@link visitFields} throws
 */
export async function followTracks(
  pool: FlowPool,
  movie: Recording,
  tracks: readonly GrowingTrack[],
  { start, end, cuts, deinterlace, minimumReliability, ...wish }: FollowWish,
  { signal, priority, onProgress, onPoint }: FollowOptions = {},
): Promise<void> {
  if (tracks.length === 0) return;
  const flow = flowOfTracks(wish.flow);
  const earliest = Math.min(...tracks.map((track) => track.reached(1)));
  const latest = Math.max(...tracks.map((track) => track.reached(-1)));
  const total = Math.max(0, end - earliest) + Math.max(0, latest - start);
  let done = 0;
  const take = async (step: VisitedStep): Promise<void> => {
    const known = knownStep(step, movie.info);
    let since = performance.now();
    for (const track of tracks) {
      const point = track.step(step, known, minimumReliability);
      if (point !== null) onPoint?.(track, point);
      if (performance.now() - since < TURN_MS) continue;
      await setImmediate();
      throwIfCancelled(signal);
      since = performance.now();
    }
    onProgress?.(++done, total);
  };
  const pass = (from: number, to: number): Promise<void> =>
    visitFields(
      pool,
      movie,
      { flow, deinterlace, steps: stepsBetween(from, to, tracks), back: true, cuts },
      { ...(signal ? { signal } : {}), priority, onStep: take },
    );
  if (earliest < end) await pass(earliest, end);
  if (latest > start) await pass(latest, start);
}

/** Steps from frame to frame, one way or the other; those that no track wants are left out. */
function* stepsBetween(from: number, to: number, tracks: readonly GrowingTrack[]): Iterable<FieldStep> {
  const by = to > from ? 1 : -1;
  for (let frame = from; frame !== to; frame += by) {
    if (tracks.some((track) => track.goesOn(frame, by))) yield { from: frame, to: frame + by };
  }
}
