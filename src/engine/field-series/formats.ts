import { KinoflowError } from "../../shared/errors";
import { type Calibration, isInPixels } from "../../shared/measure/calibration";
import type { FfmpegTools } from "../ffmpeg/locate";
import { FolderSeries, type FrameFormat } from "./folder-series";
import { MAT_FORMAT } from "./mat";
import { NpySeries } from "./npy-series";
import { NpzSeries } from "./npz-series";
import { OPENPIV_FORMAT } from "./openpiv";
import { FLO_FORMAT, kittiFormat } from "./picture-formats";
import type { SeriesPlan, SeriesWriter } from "./series-writer";
import { CSV_FORMAT, TECPLOT_FORMAT } from "./text-formats";
import { TextSeries } from "./text-series";
import { VTI_FORMAT } from "./vti";

/** The formats that fields of a recording are written in. */
export const SERIES_FORMATS = [
  "flo",
  "npy",
  "npz",
  "kitti",
  "vti",
  "tecplot",
  "openpiv",
  "mat",
  "csv",
] as const;
export type SeriesFormat = (typeof SERIES_FORMATS)[number];

/** Those with one file for all frames, and its ending; the others have a folder with a file a frame. */
const ONE_FILE: Partial<Record<SeriesFormat, string>> = {
  npy: ".npy",
  npz: ".npz",
  tecplot: ".dat",
  csv: ".csv",
};

/** Those whose numbers are pixels by definition, in the picture's own directions. */
const PIXELS_ONLY: readonly SeriesFormat[] = ["flo", "kitti"];
/** Those that hold u and v alone. */
const VECTORS_ONLY: readonly SeriesFormat[] = ["flo", "kitti", "npy", "openpiv"];

/** The ending of the one file of a format; null where it has a folder. */
export function fileEnding(format: SeriesFormat): string | null {
  return ONE_FILE[format] ?? null;
}

/**
 * Refuses what a format cannot say.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function checkFormat(
  format: SeriesFormat,
  { calibration, withDerivatives }: Pick<SeriesPlan, "calibration" | "withDerivatives">,
): void {
  if (PIXELS_ONLY.includes(format) && !isInPixels(calibration)) {
    throw refusal(
      `${format} holds pixels, x right and y down, by definition: leave --scale, --y-up, --origin and --turn out, or choose another format, such as npz.`,
    );
  }
  if (format === "vti" && !isAligned(calibration)) {
    throw refusal(
      "vti has rows along the x axis: leave --turn out, or choose a format with places of its own, such as tecplot or npz.",
    );
  }
  if (withDerivatives && VECTORS_ONLY.includes(format)) {
    throw refusal(
      `${format} holds vectors alone: leave --derivatives out, or choose another format, such as npz.`,
    );
  }
}

function isAligned({ axes }: Calibration): boolean {
  return axes.turn % 180 === 0;
}

function refusal(sentence: string): KinoflowError {
  return new KinoflowError("invalid-argument", sentence);
}

/**
 * Begins a series.
 *
 * @param path of the file, or of the folder that is made
 * @throws KinoflowError `output-unwritable` or `disk-full`
 */
export function createSeries(
  format: SeriesFormat,
  path: string,
  plan: SeriesPlan,
  tools: FfmpegTools,
  signal?: AbortSignal,
): Promise<SeriesWriter> {
  switch (format) {
    case "npy":
      return NpySeries.create(path, plan);
    case "npz":
      return NpzSeries.create(path, plan);
    case "tecplot":
      return TextSeries.create(path, TECPLOT_FORMAT, plan);
    case "csv":
      return TextSeries.create(path, CSV_FORMAT, plan);
    default:
      return FolderSeries.create(path, frameFormat(format, tools, signal), plan);
  }
}

function frameFormat(
  format: Exclude<SeriesFormat, "npy" | "npz" | "tecplot" | "csv">,
  tools: FfmpegTools,
  signal?: AbortSignal,
): FrameFormat {
  switch (format) {
    case "flo":
      return FLO_FORMAT;
    case "kitti":
      return kittiFormat(tools, signal);
    case "vti":
      return VTI_FORMAT;
    case "openpiv":
      return OPENPIV_FORMAT;
    case "mat":
      return MAT_FORMAT;
  }
}
