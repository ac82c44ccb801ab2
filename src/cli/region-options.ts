import type { FfmpegTools } from "../engine/ffmpeg/locate";
import { readMaskFile } from "../engine/masks/mask-file";
import { KinoflowError } from "../shared/errors";
import type { FigureChoice } from "../shared/figures";
import { pixelsIn, type Region, type RegionShape, spansOf } from "../shared/measure/region";
import { naming } from "./terminal";

/** The options that say which parts of the picture count, for node:util's parseArgs. */
export const REGION_OPTIONS = {
  region: { type: "string", multiple: true },
  mask: { type: "string" },
} as const;

/** Their lines of `--help`. */
export const REGION_OPTIONS_HELP = `      --region NAME=SHAPE  a part of the picture with columns of its own (NAME_mean_u, …), as often as there are parts:
                           x,y,width,height in pixels, ellipse:x,y,radius,radius or polygon:x,y;x,y;x,y
      --mask PICTURE       what is white in this picture, of the movie's size, counts nowhere`;

/** Names that columns may begin with in any program. */
export const PART_NAME = /^[A-Za-z]\w{0,39}$/;
const MOST_REGIONS = 100;

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Reads `--region`.
 *
 * @throws KinoflowError `invalid-argument`
 */
export function readRegions(texts: readonly string[] | undefined, size: Size): readonly Region[] {
  const regions = (texts ?? []).map((text) => regionOf(text, size));
  if (regions.length > MOST_REGIONS) {
    throw new KinoflowError(
      "invalid-argument",
      `${regions.length} regions are too many; ${MOST_REGIONS} will do.`,
    );
  }
  const twice = regions.find(({ name }, at) => regions.findIndex((other) => other.name === name) < at);
  if (twice)
    throw new KinoflowError("invalid-argument", `There are two regions ${twice.name}; name them apart.`);
  return regions;
}

function regionOf(text: string, { width, height }: Size): Region {
  const [, name = "", shapeText = ""] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const shape = shapeOf(shapeText);
  if (!PART_NAME.test(name) || shape === null) {
    throw new KinoflowError(
      "invalid-argument",
      `--region takes a name of letters and digits and a shape, such as hand=120,80,64,48, not "${text}".`,
    );
  }
  if (pixelsIn(spansOf(shape, width, height)) > 0) return { name, shape };
  throw new KinoflowError(
    "invalid-argument",
    `Region ${name} covers no pixel of the picture, which is ${width} x ${height}.`,
  );
}

function shapeOf(text: string): RegionShape | null {
  const [kind, rest = ""] = text.includes(":") ? text.split(":", 2) : ["rectangle", text];
  if (kind === "polygon") {
    const corners = rest.split(";").map((corner) => numbersIn(corner, 2));
    const known = corners.filter((corner) => corner !== null);
    return known.length === corners.length && known.length >= 3
      ? { kind, corners: known.map(([x, y]) => [x, y] as const) }
      : null;
  }
  const numbers = numbersIn(rest, 4);
  if (numbers === null || !(numbers[2] > 0 && numbers[3] > 0)) return null;
  const [x, y, across, down] = numbers;
  if (kind === "ellipse") return { kind, x, y, radiusX: across, radiusY: down };
  return kind === "rectangle" ? { kind, x, y, width: across, height: down } : null;
}

export function numbersIn(text: string, count: number): readonly number[] | null {
  const numbers = text.split(",").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
  return numbers.length === count && numbers.every(Number.isFinite) ? numbers : null;
}

/** @throws KinoflowError `invalid-argument` where a mask could take nothing away */
export function checkMask(isMasked: boolean, { figurePixels, minimumReliability }: FigureChoice): void {
  if (!isMasked || (figurePixels !== "all" && minimumReliability > 0)) return;
  throw new KinoflowError(
    "invalid-argument",
    "--mask and --all-pixels (or --min-reliability 0) say two things of which pixels count; leave one of the two out.",
  );
}

/**
 * Reads the picture that `--mask` names.
 *
 * @returns a byte a pixel, 1 where nothing counts
 * @throws KinoflowError `invalid-argument` for one of another size, and what reading a picture ends with
 */
export async function readMask(
  tools: FfmpegTools,
  path: string,
  size: Size,
  signal: AbortSignal,
): Promise<Uint8Array> {
  return naming(path, readMaskFile(tools, path, size, signal));
}
