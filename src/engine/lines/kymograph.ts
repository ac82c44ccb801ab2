import { failure, throwIfCancelled } from "../../shared/errors";
import type { Kymograph, KymographQuantity } from "../../shared/measure/kymograph";
import { type LineSamples, readNumbersAlong } from "../../shared/measure/line";
import { sizeOf } from "../../shared/measure/line-figures";
import type { FlowPool } from "../../workers/flow-pool";
import { frameOrNull } from "../recording/frame-or-null";
import type { Recording } from "../recording/recording";
import { framesOf, type LineOptions, type LineRequest, profilesAlong, samplesOf } from "./line-fields";

export interface KymographRequest extends LineRequest {
  readonly of: KymographQuantity;
}

/** 400 MB. */
const MOST_VALUES = 100e6;
/** Frames that are decoded while one is read. */
const FRAMES_AHEAD = 3;

/**
 * The space-time picture of a line: in one pass, whose memory is the picture's and does not grow with the length of the movie beside that.
 * Grey values are of every frame; motion of those whose pair has one, the rows of others are empty.
 *
 * @throws KinoflowError `invalid-argument` for a picture that is too large, `cancelled`, and what reading a movie or computing a flow ends with
 */
export async function kymographOf(
  pool: FlowPool,
  movie: Recording,
  request: KymographRequest,
  options: LineOptions,
): Promise<Kymograph> {
  const { of } = request;
  const { times } = movie.info;
  const frames = framesOf(request);
  const samples = samplesOf(request, movie);
  const [columns, rows] = [samples.count, frames.length];
  if (columns * rows > MOST_VALUES) throw failure("kymographTooLarge", columns, rows);
  const values = new Float32Array(columns * rows).fill(Number.NaN);
  if (of === "luma") await greysAlong(pool, movie, { ...request, frames, samples }, options, values);
  else {
    let row = 0;
    await profilesAlong(pool, movie, request, options, (_, profile) => {
      if (profile) values.set(profile[of], row * columns);
      row++;
    });
  }
  return {
    ...{ of, columns, rows, values },
    frames: Int32Array.from(frames),
    times: Float64Array.from(frames, (frame) => times[frame] ?? Number.NaN),
    step: (sizeOf(request.calibration) * samples.length) / (columns - 1),
  };
}

interface GreyRequest extends Pick<LineRequest, "deinterlace"> {
  readonly frames: readonly number[];
  readonly samples: LineSamples;
}

async function greysAlong(
  pool: FlowPool,
  movie: Recording,
  { frames, samples, deinterlace }: GreyRequest,
  { signal, onProgress }: LineOptions,
  values: Float32Array,
): Promise<void> {
  const { info } = movie;
  const source = movie.openFrames(pool.heap, {
    budgetBytes: FRAMES_AHEAD * movie.format.bytes,
    deinterlace,
  });
  try {
    for (const [row, frame] of frames.entries()) {
      throwIfCancelled(signal);
      const lease = await frameOrNull(source, frame, signal);
      if (lease !== null) {
        values.set(readNumbersAlong(lease.meta.samples, info, samples), row * samples.count);
        lease.release();
      }
      onProgress?.(row + 1, frames.length);
    }
  } finally {
    await source.close();
  }
}
