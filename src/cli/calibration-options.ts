import { KinoflowError } from "../shared/errors";
import { type Calibration, usualAxes } from "../shared/measure/calibration";
import { LENGTH_UNITS, type Length, parseLength } from "../shared/measure/length";
import type { MovieInfo } from "../shared/movie";
import { numberOption } from "./terminal";

/** The options that lay axes over the picture, for node:util's parseArgs. */
export const AXES_OPTIONS = {
  "y-up": { type: "boolean" },
  origin: { type: "string" },
  turn: { type: "string" },
} as const;

/** The options that say what places and motions are stated in, for node:util's parseArgs. */
export const CALIBRATION_OPTIONS = { scale: { type: "string" }, ...AXES_OPTIONS } as const;

/** Their lines of `--help`. */
export const CALIBRATION_OPTIONS_HELP = `      --scale LENGTH       height of a pixel, such as 0.02mm (${LENGTH_UNITS.join(", ")}): places are in that unit and
                           motions in that unit per second, by the times of the frames; "file" takes what the file
                           says (OME, ImageJ, DICOM); without it, pixels
      --y-up               y, and v with it, count upwards, from the last row on; without it, downwards from the first
      --origin X,Y         the pixel where the axes start, as column and row counted from 0
      --turn DEGREES       how far the x axis is turned counter-clockwise from the rows of the picture`;

const TURN = { min: -360, max: 360, integer: false } as const;

/** What parseArgs gives of them. */
export interface CalibrationValues {
  readonly scale?: string | undefined;
  readonly "y-up"?: boolean | undefined;
  readonly origin?: string | undefined;
  readonly turn?: string | undefined;
}

/** Refuses what no movie has to be opened for; gives the calibration for one of a single row. Throws as {@link readCalibration}. */
export function checkCalibration(values: CalibrationValues): Calibration {
  return readCalibration(values, { height: 1, pixelSize: { value: 1, unit: "mm" } });
}

/**
 * Reads {@link CALIBRATION_OPTIONS}.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function readCalibration(
  values: CalibrationValues,
  grid: Pick<MovieInfo, "height" | "pixelSize">,
): Calibration {
  const { scale, origin, turn } = values;
  const pixel = scale === undefined ? null : readPixel(scale, grid);
  const usual = usualAxes(values["y-up"] === true, grid);
  return {
    pixel,
    axes: {
      ...usual,
      origin: origin === undefined ? usual.origin : placeOption("origin", origin),
      turn: numberOption("turn", turn, 0, TURN),
    },
  };
}

function readPixel(scale: string, { pixelSize }: Pick<MovieInfo, "pixelSize">): Length {
  if (scale === "file") {
    if (pixelSize !== null) return pixelSize;
    throw new KinoflowError(
      "invalid-argument",
      "The file does not say how large its pixels are; give the height of one, such as --scale 0.02mm.",
    );
  }
  const pixel = parseLength(scale);
  if (pixel !== null) return pixel;
  throw new KinoflowError(
    "invalid-argument",
    `--scale takes the height of a pixel with its unit (${LENGTH_UNITS.join(", ")}), such as 0.02mm, or "file", not "${scale}".`,
  );
}

/** Reads a place such as `120,80.5` from an option. */
export function placeOption(name: string, text: string): readonly [x: number, y: number] {
  const parts = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  const [x, y] = parts;
  if (parts.length === 2 && parts.every(Number.isFinite)) return [x, y];
  throw new KinoflowError(
    "invalid-argument",
    `--${name} takes a column and a row, such as 120,80.5, not "${text}".`,
  );
}
