import type { FfmpegTools } from "../engine/ffmpeg/locate";
import type { Recording } from "../engine/recording/recording";
import type { CutWish } from "../shared/cut-marks";
import type { FlowParameters } from "../shared/flow";
import type { Calibration } from "../shared/measure/calibration";
import { noticeInEnglish } from "../shared/movie";
import { type Pairing, withPairing } from "../shared/pairing";
import type { FlowPool } from "../workers/flow-pool";
import {
  CALIBRATION_OPTIONS,
  type CalibrationValues,
  checkCalibration,
  readCalibration,
} from "./calibration-options";
import { readCutOptions } from "./cut-options";
import { readFigures } from "./figure-options";
import { checkLevels } from "./levels-options";
import { MOVIE_OPTIONS, type MovieValues, RANGE_OPTIONS, readMovieOptions, readRange } from "./movie-options";
import { readPairing } from "./pairing-options";
import { readFrameOptions } from "./recording-options";
import { type CommandContext, ProgressBar } from "./terminal";
import { withMovie } from "./with-movie";

/** What all commands take that measure along axes and in units, for node:util's parseArgs. */
export const MEASURING_OPTIONS = {
  ...MOVIE_OPTIONS,
  ...RANGE_OPTIONS,
  ...CALIBRATION_OPTIONS,
  "min-reliability": { type: "string" },
} as const;

type MeasuringValues = MovieValues &
  CalibrationValues &
  Parameters<typeof readRange>[0] &
  Parameters<typeof readFrameOptions>[0] &
  Parameters<typeof readFigures>[0];

/** How a movie is measured. */
export interface MeasuringWish {
  readonly start: number;
  readonly end: number;
  /** With its pairing. */
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  readonly cuts: CutWish;
  readonly minimumReliability: number;
  readonly calibration: Calibration;
}

/** A movie that is open to be measured. */
export interface MeasuredMovie {
  readonly tools: FfmpegTools;
  readonly pool: FlowPool;
  readonly movie: Recording;
  readonly wish: MeasuringWish;
  readonly pairing: Pairing;
  /** Clears itself when the work has ended. */
  readonly bar: ProgressBar;
}

/**
 * Reads {@link MEASURING_OPTIONS}, opens a movie, says what there is to know of it, and has it measured.
 *
 * @param ready awaited once the options are known to be right, before anything is opened
 * @throws KinoflowError `invalid-argument`, and what opening a movie fails with, or the work
 */
export async function withMeasuredMovie<T>(
  path: string,
  values: MeasuringValues,
  context: CommandContext,
  ready: () => Promise<void>,
  work: (measured: MeasuredMovie) => Promise<T>,
): Promise<T> {
  const { recording, threads, flow, levels } = readMovieOptions(values);
  const { minimumReliability } = readFigures(values, flow.method);
  readRange(values, Number.POSITIVE_INFINITY);
  checkCalibration(values);
  await ready();
  return withMovie({ path, recording, threads }, context, async ({ tools, pool }, movie) => {
    const { info } = movie;
    checkLevels(levels, info);
    const pairing = readPairing(values, info);
    const wish: MeasuringWish = {
      ...readRange(values, info.frameCount),
      ...readFrameOptions(values, info),
      flow: withPairing(flow, pairing),
      cuts: readCutOptions(values, info.frameCount),
      calibration: readCalibration(values, info),
      minimumReliability,
    };
    for (const notice of info.notices) context.say(`${noticeInEnglish(notice)}\n`);
    const bar = new ProgressBar();
    try {
      return await work({ tools, pool, movie, wish, pairing, bar });
    } finally {
      bar.end();
    }
  });
}
