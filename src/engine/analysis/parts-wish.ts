import type { CountedParts } from "../../shared/counted-parts";
import { lineText } from "../../shared/measure/line-rows";
import { maskOf } from "../../shared/measure/region";
import { regionText } from "../../shared/measure/region-rows";
import type { MovieInfo } from "../../shared/movie";
import type { PartsWish } from "./analyse-movie";

/** The parts that the window asks for, as workers count them; undefined for the whole picture alone. */
export function partsWishOf(
  parts: CountedParts | undefined,
  { width, height, pixelAspect }: Pick<MovieInfo, "width" | "height" | "pixelAspect">,
): PartsWish | undefined {
  if (parts === undefined) return undefined;
  const { mask, regions, lines = [], byHeight } = parts;
  if (mask.length === 0 && regions.length === 0 && lines.length === 0) return undefined;
  return {
    regions: regions.map((shape) => ({ name: regionText(shape, byHeight), shape })),
    lines: lines.map((points) => ({ name: lineText(points, byHeight), points })),
    mask: mask.length === 0 ? null : maskOf(mask, width, height),
    displacement: [byHeight ? pixelAspect : 1, 0, 0, 1],
  };
}
