import { throwIfCancelled } from "../../shared/errors";
import { DEFAULT_FIGURES, type FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import { typicalSpeed } from "../../shared/movie-speed";
import type { FlowPool } from "../../workers/flow-pool";
import type { Movie } from "../movie/movie";
import { FlowSource } from "./flow-source";
import { measuredPair, sampledFrames } from "./sampled-pairs";

/** So many pairs tell the typical speed well enough for a round scale, and cost little beside an export. */
export const SAMPLED_PAIRS = 12;

export interface SampleSpeedOptions {
  /** The pixels that speeds are of; default: the reliable ones. */
  readonly figures?: FigureChoice;
  readonly deinterlace?: boolean;
  readonly signal?: AbortSignal;
  /** Called after each pair. */
  readonly onProgress?: (done: number, total: number) => void;
}

/** What a sample of a movie says of its speeds. */
export interface SampledSpeed {
  /** See {@link typicalSpeed}; NaN where the movie has no pair that can be measured. */
  readonly speed: number;
  readonly pairs: number;
}

/**
 * The typical speed of a movie by {@link SAMPLED_PAIRS} of its pairs, spread over all of it. Pairs that cannot be decoded,
 * or of which no pixel counts, are left out.
 *
 * @throws KinoflowError `cancelled`
 */
export async function sampleSpeed(
  pool: FlowPool,
  movie: Movie,
  flow: FlowParameters,
  { figures = DEFAULT_FIGURES, deinterlace = false, signal, onProgress }: SampleSpeedOptions = {},
): Promise<SampledSpeed> {
  // In the order of the movie, where the decoder may read on from the one to the next.
  const places = [...sampledFrames(movie.index.count - 1, SAMPLED_PAIRS)].sort((a, b) => a - b);
  const frames = movie.openFrames(pool.heap, { budgetBytes: 3 * movie.frameBytes, deinterlace });
  const flows = new FlowSource(pool, movie);
  const speeds: number[] = [];
  try {
    for (const [done, frame] of places.entries()) {
      throwIfCancelled(signal);
      const speed = await measuredPair(frames, frame, signal, async (first, second) => {
        const field = await flows.compute(first, second, flow, figures, signal);
        try {
          return (await flows.report(field, figures, signal)).p95Speed;
        } finally {
          field.release();
        }
      });
      // Of a pair without a reliable pixel nothing is known.
      if (speed !== null && !Number.isNaN(speed)) speeds.push(speed);
      onProgress?.(done + 1, places.length);
    }
  } finally {
    flows.close();
    await frames.close();
  }
  return { speed: typicalSpeed(Float32Array.from(speeds)), pairs: speeds.length };
}
