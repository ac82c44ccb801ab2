import { basename } from "node:path";
import { failure } from "../../shared/errors";
import type { TruthReport } from "../../shared/verification";
import type { FlowPool } from "../../workers/flow-pool";
import { evaluateFlow } from "../evaluation/evaluate";
import type { FfmpegTools } from "../ffmpeg/locate";
import { readField } from "../field-io/field-file";
import type { Recording } from "../recording/recording";
import { endpointErrors, errorFigures, errorMap } from "./errors";
import { type JudgedFrame, withPairFlow } from "./verify-recording";

/**
 * Holds the flow of a pair of a recording against a true one from a file (.flo, .npy, KITTI's .png), in pixels from the first frame of the
 * pair to the second. Pixels that the file marks as unknown count nowhere.
 *
 * @throws KinoflowError `invalid-argument` for a file of another size, or without a known pixel; what reading it, reading a recording
 *   and computing a flow end with
 */
export async function judgeByTruth(
  tools: FfmpegTools,
  pool: FlowPool,
  movie: Recording,
  request: JudgedFrame & { readonly path: string },
  signal?: AbortSignal,
): Promise<TruthReport> {
  const { path, frame } = request;
  const { width, height } = movie.info;
  const truth = await readField(tools, path, signal ? { signal } : {});
  if (truth.width !== width || truth.height !== height) {
    throw failure("truthSize", basename(path), `${truth.width} x ${truth.height}`, `${width} x ${height}`);
  }
  return withPairFlow(pool, movie, request, signal, ({ first, second, parameters }, planes) => {
    const { angularError, unknown } = evaluateFlow({ width, height, ...planes }, truth);
    const errors = endpointErrors(planes, truth);
    const lumas = { first: first.meta.samples, second: second.meta.samples };
    const figures = errorFigures(errors, truth, { planes, ...lumas, parameters });
    return {
      ...{ fileName: basename(path), frame, second: second.meta.frame, unknown },
      errors: figures,
      meanAngle: angularError.mean,
      map: errorMap(errors, truth, figures.p95),
    };
  });
}
