import type { LineReading } from "../../shared/contract/lines";
import type { FigurePixels } from "../../shared/figures";
import { type Calibration, speedMatrix } from "../../shared/measure/calibration";
import { type LinePoint, openSamples } from "../../shared/measure/line";
import {
  type LineFigures,
  type LineProfile,
  lineFigures,
  lineProfile,
  lineSamples,
  lineSums,
} from "../../shared/measure/line-figures";
import { maskBytes } from "../../shared/measure/mask-bytes";
import type { MovieInfo } from "../../shared/movie";
import type { ProbeSource } from "./probe-source";

/** A line whose motion is wanted in the picture on the screen. */
export interface LineWish {
  readonly source: ProbeSource;
  readonly points: readonly LinePoint[];
  readonly calibration: Calibration;
  readonly mask: readonly number[];
  readonly minimumReliability: number;
}

/** What moves along a line in a frame. */
export interface SaidLine {
  readonly frame: number;
  readonly profile: LineProfile;
  readonly figures: LineFigures;
}

/** How what was read of a line is said. */
export interface LineSaying {
  readonly movie: MovieInfo;
  /** That the motion takes. */
  readonly seconds: number;
  /** Which motions figures are of; a profile has the reliable ones. */
  readonly figurePixels: FigurePixels;
}

/** What was read of a line, along its axes and in its units; null where nothing is known. */
export function saidLine(
  { points, calibration, mask, minimumReliability }: LineWish,
  { frame, motion }: LineReading,
  { movie, seconds, figurePixels }: LineSaying,
): SaidLine | null {
  const displacement = speedMatrix(calibration, movie);
  const samples = lineSamples(points, calibration, movie);
  const open = openSamples(samples, movie, maskBytes(mask, movie));
  const counting = { minimumReliability, countsAll: figurePixels === "all", displacement, open };
  return {
    frame,
    profile: lineProfile(motion, samples, calibration, movie, { minimumReliability, seconds, open }),
    figures: lineFigures(lineSums(motion, samples, counting), calibration, seconds),
  };
}

/**
 * A profile as a table, a line for each place below a line of names with their units, separated by tabs, for spreadsheets: numbers have a plain point and
 * minus. What is not known is left empty.
 */
export function profileTable({ frame, profile }: SaidLine, units: Readonly<Record<string, string>>): string {
  const columns = ["distance", "x", "y", "u", "v", "along", "across", "speed", "reliability"] as const;
  const names = columns.map((column) => {
    const unit = units[column === "speed" ? "u" : column];
    return unit === undefined || unit === "1" ? column : `${column} (${unit})`;
  });
  const lines = Array.from(profile.distance, (_, k) => [
    String(frame),
    ...columns.map((column) => {
      const value = profile[column][k] ?? Number.NaN;
      return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : "";
    }),
  ]);
  return `${[["frame", ...names], ...lines].map((line) => line.join("\t")).join("\n")}\n`;
}
