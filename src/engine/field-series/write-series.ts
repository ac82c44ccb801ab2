import type { CutWish } from "../../shared/cut-marks";
import type { FlowParameters } from "../../shared/flow";
import {
  type Calibration,
  displacementMatrix,
  lengthUnit,
  rateUnit,
  speedUnit,
  velocityMatrix,
} from "../../shared/measure/calibration";
import { firstFrom, pairingOf, saidSeconds, secondOf, strideOf } from "../../shared/pairing";
import type { FlowPool } from "../../workers/flow-pool";
import { visitFields } from "../flow/visit-fields";
import type { Recording } from "../recording/recording";
import { sampleGrid } from "./sample-grid";
import { FieldSampler } from "./sampled-field";
import type { SeriesPlan, SeriesWriter } from "./series-writer";

export interface SeriesRequest {
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  /** First frames of the pairs; both ends are included. */
  readonly start: number;
  readonly end: number;
  readonly cuts: CutWish;
  /** Less reliable vectors are not valid. */
  readonly minimumReliability: number;
  readonly calibration: Calibration;
  /** Every so many pixels in both directions. */
  readonly every: number;
  readonly withDerivatives: boolean;
}

export interface SeriesOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (done: number, total: number) => void;
}

/**
 * The frames of a request whose flow may lead to another frame of the recording: of repeats that are left out only the pictures tell, and they
 * are pairs without a flow.
 */
export function framesOf({ flow, start, end }: SeriesRequest, { info }: Recording): readonly number[] {
  const pairing = pairingOf(flow);
  const frames: number[] = [];
  for (let frame = firstFrom(pairing, start); frame <= end; frame += strideOf(pairing)) {
    if (secondOf(pairing, frame, info.frameCount) !== null) frames.push(frame);
  }
  return frames;
}

/** What a series of a request has. @param about see {@link SeriesPlan.about} */
export function planOf(request: SeriesRequest, movie: Recording, about: object): SeriesPlan {
  const { calibration, every, withDerivatives } = request;
  return {
    grid: sampleGrid(movie.info, calibration, every),
    ...{ calibration, withDerivatives, about },
    count: framesOf(request, movie).length,
  };
}

/** Units of the arrays, by their names in files. */
export function seriesUnits({
  calibration,
  withDerivatives,
}: Pick<SeriesRequest, "calibration" | "withDerivatives">): Readonly<Record<string, string>> {
  const [length, speed, rate] = [lengthUnit(calibration), speedUnit(calibration), rateUnit(calibration)];
  return {
    ...{ time: "s", dt: "s", x: length, y: length, u: speed, v: speed, reliability: "1", valid: "1" },
    ...(withDerivatives ? { vorticity: rate, divergence: rate } : {}),
  };
}

/**
 * Computes the fields of a range, one after the other, and has them written. No memory grows with their number.
 *
 * @returns pairs that had a flow
 * @throws KinoflowError what {@link visitFields} throws, and the writer
 */
export async function writeSeries(
  pool: FlowPool,
  movie: Recording,
  request: SeriesRequest,
  writer: Pick<SeriesWriter, "add">,
  { signal, onProgress }: SeriesOptions = {},
): Promise<number> {
  const { flow, deinterlace, cuts, calibration, minimumReliability, every, withDerivatives } = request;
  const { info } = movie;
  const pairing = pairingOf(flow);
  const grid = sampleGrid(info, calibration, every);
  const sampler = new FieldSampler(info, grid, withDerivatives);
  const length = displacementMatrix(calibration, info);
  const frames = framesOf(request, movie);
  const steps = frames.map((from) => ({ from, to: null }));
  let [done, fields] = [0, 0];
  await visitFields(
    pool,
    movie,
    { flow, deinterlace, steps, back: false, cuts },
    {
      ...(signal ? { signal } : {}),
      onStep: async ({ from, to, forward }) => {
        const dt = saidSeconds(pairing, from, to, info.times);
        const velocity = velocityMatrix(calibration, info, dt);
        const isThere = forward !== null && velocity.every(Number.isFinite);
        const samples = sampler.sample(isThere ? forward : null, { velocity, length, minimumReliability });
        const time = info.times[from] ?? Number.NaN;
        await writer.add({ frame: from, to: to ?? from, time, dt, ...samples }, isThere);
        if (isThere) fields++;
        onProgress?.(++done, steps.length);
      },
    },
  );
  return fields;
}
