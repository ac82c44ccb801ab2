import type { CutWish } from "../../shared/cut-marks";
import type { FlowParameters } from "../../shared/flow";
import { type Calibration, speedUnit, velocityMatrix } from "../../shared/measure/calibration";
import { firstFrom, pairingOf, saidSeconds, strideOf } from "../../shared/pairing";
import { type FieldMoments, momentsAt, momentsBytes } from "../../workers/field-moments";
import type { FlowPool } from "../../workers/flow-pool";
import { type FieldStep, visitFields } from "../flow/visit-fields";
import type { Recording } from "../recording/recording";

export interface MeansRequest {
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  /** First frames of the pairs; both ends are included. */
  readonly start: number;
  readonly end: number;
  readonly cuts: CutWish;
  /** Less reliable vectors do not count. */
  readonly minimumReliability: number;
  readonly calibration: Calibration;
}

export interface MeansOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * Statistics of the velocity at each pixel over many frames, row by row, NaN where no vector counts; u and v along the axes and in the unit of
 * the calibration. Fluctuations are deviations from the pixel's mean, and their means are over all vectors that count (divided by their number).
 */
export interface MeanFields {
  readonly width: number;
  readonly height: number;
  /** Means. */
  readonly u: Float32Array;
  readonly v: Float32Array;
  /** Standard deviations. */
  readonly stdU: Float32Array;
  readonly stdV: Float32Array;
  /** Root mean square of the length of the fluctuation: the square root of `stdU² + stdV²`. */
  readonly rms: Float32Array;
  /** Kinetic energy of the fluctuations by mass, of the two components that are seen: half of `stdU² + stdV²`. */
  readonly tke: Float32Array;
  /** Mean product of the fluctuations of u and v; the Reynolds shear stress is -density times that. */
  readonly uv: Float32Array;
  readonly maxSpeed: Float32Array;
  /** Vectors that count. */
  readonly count: Uint32Array;
  /** Pairs that had a flow, of all that were looked at. */
  readonly fields: number;
  readonly pairs: number;
}

/**
 * Statistics of the velocity at each pixel over a range of a recording, in one pass whose memory does not grow with its length. Pairs across
 * a cut or with a frame that cannot be decoded have no flow; nor have, where velocities are per second, those whose time is not known.
 *
 * @throws KinoflowError what {@link visitFields} throws
 */
export async function meanFields(
  pool: FlowPool,
  movie: Recording,
  request: MeansRequest,
  { signal, onProgress }: MeansOptions = {},
): Promise<MeanFields> {
  const { calibration, minimumReliability, flow, deinterlace, cuts } = request;
  const { width, height, pixelAspect, times } = movie.info;
  const pairing = pairingOf(flow);
  const steps = [...pairsOf(request)];
  const moments = pool.heap.allocate(momentsBytes({ width, height }));
  try {
    pool.heap.bytes(moments).fill(0);
    let [done, fields] = [0, 0];
    await visitFields(
      pool,
      movie,
      { flow, deinterlace, steps, back: false, cuts },
      {
        ...(signal ? { signal } : {}),
        onStep: async ({ from, to, field }) => {
          const seconds = saidSeconds(pairing, from, to, times);
          const matrix = velocityMatrix(calibration, { pixelAspect }, seconds);
          if (field !== null && matrix.every(Number.isFinite)) {
            fields++;
            await pool.run(
              { kind: "moments", width, height, field, moments, matrix, minimumReliability },
              { ...(signal ? { signal } : {}), priority: 1 },
            );
          }
          onProgress?.(++done, steps.length);
        },
      },
    );
    const sums = momentsAt(pool.heap.memory.buffer, moments, { width, height });
    return { width, height, ...statisticsOf(sums), fields, pairs: steps.length };
  } finally {
    pool.heap.release(moments);
  }
}

/** Units of {@link MeanFields}, by their names in files. */
export function meansUnits(calibration: Calibration): Readonly<Record<string, string>> {
  const speed = speedUnit(calibration);
  const square = `(${speed})^2`;
  return {
    ...{ u: speed, v: speed, std_u: speed, std_v: speed, rms: speed },
    ...{ tke: square, uv: square, max_speed: speed, count: "1" },
  };
}

/** The first frames of the pairs of a range; a pair may end behind it. */
function* pairsOf({ flow, start, end }: MeansRequest): Iterable<FieldStep> {
  const pairing = pairingOf(flow);
  for (let frame = firstFrom(pairing, start); frame <= end; frame += strideOf(pairing)) {
    yield { from: frame, to: null };
  }
}

function statisticsOf({ meanU, meanV, squaresU, squaresV, products, maxSpeed, count }: FieldMoments) {
  const plane = (of: (at: number) => number): Float32Array =>
    Float32Array.from(count, (times, at) => (times === 0 ? Number.NaN : of(at)));
  const varianceU = (at: number): number => squaresU[at] / count[at];
  const varianceV = (at: number): number => squaresV[at] / count[at];
  return {
    u: plane((at) => meanU[at]),
    v: plane((at) => meanV[at]),
    stdU: plane((at) => Math.sqrt(varianceU(at))),
    stdV: plane((at) => Math.sqrt(varianceV(at))),
    rms: plane((at) => Math.sqrt(varianceU(at) + varianceV(at))),
    tke: plane((at) => (varianceU(at) + varianceV(at)) / 2),
    uv: plane((at) => products[at] / count[at]),
    maxSpeed: plane((at) => maxSpeed[at]),
    count: count.slice(),
  };
}
