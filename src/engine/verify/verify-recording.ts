import { failure } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import { pairingOf } from "../../shared/pairing";
import type { KnownMotionKind, VerificationReport } from "../../shared/verification";
import type { FlowPool } from "../../workers/flow-pool";
import { PairFinder } from "../flow/pair-finder";
import { withBackground } from "../preparation/background";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { motionSize, ofPairAlone, type VerificationOptions, verifyFrame, withFlow } from "./verify-frame";

/** A frame of a recording, and how its flow is computed. */
export interface JudgedFrame {
  readonly frame: number;
  readonly deinterlace: boolean;
  readonly flow: FlowParameters;
}

/**
 * Verifies the present way to compute flow on a frame of a recording; see {@link verifyFrame}.
 *
 * @param size of the known motion, px; null: as fast as what moves in the frame, which takes one more flow
 * @throws KinoflowError `cancelled`, `invalid-argument` where the frame has no next one and no size is given, what reading a
 *   recording or computing a flow ends with
 */
export function verifyRecording(
  pool: FlowPool,
  movie: Recording,
  request: JudgedFrame & { readonly motion: KnownMotionKind; readonly size: number | null },
  options: VerificationOptions = {},
): Promise<VerificationReport> {
  const { frame, flow, motion } = request;
  const { width, height } = movie.info;
  return withFrames(pool, movie, request, async (frames) => {
    const size = request.size ?? motionSize(await measured(pool, movie, frames, request, options.signal));
    const first = await frames.get(frame, options.signal);
    try {
      const { samples } = first.meta;
      return await verifyFrame(pool, { frame, samples, motion, size, flow, width, height }, options);
    } finally {
      first.release();
    }
  });
}

/** Opens frames for a single purpose, so that those on the screen may go meanwhile. */
export async function withFrames<T>(
  pool: FlowPool,
  movie: Recording,
  { deinterlace }: Pick<JudgedFrame, "deinterlace">,
  work: (frames: FrameSource) => Promise<T>,
): Promise<T> {
  const frames = movie.openFrames(pool.heap, { budgetBytes: 0, deinterlace });
  try {
    return await work(frames);
  } finally {
    await frames.close();
  }
}

/** Both frames of the pair that begins with a frame, as long as `work` takes. */
export async function withPair<T>(
  movie: Recording,
  frames: FrameSource,
  { frame, flow }: JudgedFrame,
  signal: AbortSignal | undefined,
  work: (first: FrameLease, second: FrameLease) => Promise<T>,
): Promise<T> {
  const other = await new PairFinder(movie, frames).second(frame, pairingOf(flow), signal);
  if (other === null) throw failure("nothingAfterLastFrame");
  const first = await frames.get(frame, signal);
  try {
    const second = await frames.get(other, signal);
    try {
      return await work(first, second);
    } finally {
      second.release();
    }
  } finally {
    first.release();
  }
}

function measured(
  pool: FlowPool,
  movie: Recording,
  frames: FrameSource,
  request: JudgedFrame,
  signal: AbortSignal | undefined,
) {
  const { width, height } = movie.info;
  return withPair(movie, frames, request, signal, ({ meta: first }, { meta: second }) =>
    withFlow(
      pool,
      {
        ...{ width, height, parameters: ofPairAlone(request.flow) },
        first: first.samples,
        second: second.samples,
      },
      signal,
      (_, report) => report,
    ),
  );
}

/** The flow of a pair of a recording, its own background and all, in pixels from the first frame to the second. */
export function withPairFlow<T>(
  pool: FlowPool,
  movie: Recording,
  request: JudgedFrame,
  signal: AbortSignal | undefined,
  work: (
    pair: { readonly first: FrameLease; readonly second: FrameLease; readonly parameters: FlowParameters },
    planes: Parameters<Parameters<typeof withFlow>[3]>[0],
  ) => T,
): Promise<T> {
  const { width, height } = movie.info;
  const parameters = { ...ofPairAlone(request.flow), preparation: request.flow.preparation };
  return withFrames(pool, movie, request, (frames) =>
    withPair(movie, frames, request, signal, (first, second) =>
      withBackground(pool, movie, request, { signal }, (background) =>
        withFlow(
          pool,
          {
            ...{ width, height, parameters, background },
            first: first.meta.samples,
            second: second.meta.samples,
          },
          signal,
          (planes) => work({ first, second, parameters }, planes),
        ),
      ),
    ),
  );
}
