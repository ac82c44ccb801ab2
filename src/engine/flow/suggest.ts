import { failure, throwIfCancelled } from "../../shared/errors";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS, type FlowParameters } from "../../shared/flow";
import { firstOf, lastFirst, NEXT_FRAME, type Pairing, secondOf } from "../../shared/pairing";
import type { FlowSuggestion, PairMeasurement } from "../../shared/suggestion";
import type { FlowPool } from "../../workers/flow-pool";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { noiseOf } from "./noise";
import { measuredPair, sampledFrames } from "./sampled-pairs";
import { suggestFlow } from "./suggestion-rule";

export interface SuggestOptions {
  /** Which frames are compared. Default: each with its next one. */
  readonly pairing?: Pairing | undefined;
  readonly deinterlace?: boolean;
  readonly signal?: AbortSignal;
  /** Most pairs to measure. Default 8. */
  readonly pairs?: number;
  /** After this time, no further pair is begun once there are {@link FEWEST}. Default 1200 ms. */
  readonly patienceMs?: number;
}

const PAIRS = 8;
const PATIENCE_MS = 1200;
/** With fewer pairs than these a slow disk or a large picture has to be waited for. */
const FEWEST = 3;

/** Quick, and right for motions of up to tens of pixels: the measurement must not presuppose what it is to find out. */
const MEASURING: FlowParameters = {
  ...DEFAULT_FLOW_PARAMETERS,
  method: "dense-pyramidal",
  dense: DENSE_PRESET_PARAMETERS.fast,
};

/**
 * Measures pairs of frames spread over the movie as far as it is known, and suggests how to compute its flow; see
 * {@link suggestFlow}. Pairs that cannot be decoded are left out.
 *
 * @throws KinoflowError `invalid-argument` where the movie has no pair that can be measured; `cancelled`
 */
export async function suggestForMovie(
  pool: FlowPool,
  movie: Recording,
  {
    pairing = NEXT_FRAME,
    deinterlace = false,
    signal,
    pairs = PAIRS,
    patienceMs = PATIENCE_MS,
  }: SuggestOptions = {},
): Promise<FlowSuggestion> {
  const began = performance.now();
  const measured: PairMeasurement[] = [];
  const frames = movie.openFrames(pool.heap, { budgetBytes: 3 * movie.format.bytes, deinterlace });
  try {
    const { count } = movie.timeline;
    for (const place of sampledFrames(lastFirst(pairing, count) + 1, pairs)) {
      const frame = firstOf(pairing, place);
      const second = secondOf(pairing, frame, count);
      if (second === null) continue;
      if (measured.length >= FEWEST && performance.now() - began > patienceMs) break;
      throwIfCancelled(signal);
      const pair = await measure(pool, movie, frames, [frame, second], signal);
      if (pair !== null) measured.push(pair);
    }
  } finally {
    await frames.close();
  }
  if (measured.length === 0) {
    throw failure("nothingToMeasure");
  }
  return suggestFlow(measured, movie.info);
}

/** Null where one of the frames cannot be decoded. */
function measure(
  pool: FlowPool,
  movie: Recording,
  frames: FrameSource,
  [frame, second]: readonly [number, number],
  signal?: AbortSignal,
): Promise<PairMeasurement | null> {
  const { width, height } = movie.info;
  // The displacement of the pair is what a method has to follow, whatever is said of it.
  const measureLeased = async (first: FrameLease, second: FrameLease): Promise<PairMeasurement> => {
    const { p95Speed, maxSpeed, reliableShare } = await pool.summarise(
      {
        width,
        height,
        first: first.meta.luma,
        second: second.meta.luma,
        parameters: MEASURING,
        figures: DEFAULT_FIGURES,
      },
      { signal },
    );
    const noise = noiseOf(first.meta.samples, width, height);
    return { p95Speed, maxSpeed, reliableShare, noise };
  };
  return measuredPair(frames, frame, signal, measureLeased, second);
}
