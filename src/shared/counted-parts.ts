import type { Calibration, PixelGrid } from "./measure/calibration";
import { speedMatrix } from "./measure/calibration";
import type { LinePoint } from "./measure/line";
import { type RegionShape, wholePicture } from "./measure/region";

/** Parts of the picture that are counted by themselves, and what counts nowhere. */
export interface CountedParts {
  /** Pixels that count nowhere, as the numbers of `Spans`; none without a mask. */
  readonly mask: readonly number[];
  readonly regions: readonly RegionShape[];
  /** Points of the lines along which motion is summed up. Default: none. */
  readonly lines?: readonly (readonly LinePoint[])[] | undefined;
  /** Their speeds are counted in heights of a pixel, also along its width; else in pixels, square or not. See `speedMatrix`. */
  readonly byHeight: boolean;
}

/** What was counted of one region in some frames, on its way to the window. */
export interface RegionRows {
  readonly token: string;
  /** Of the analysis of the whole picture; see `AnalysisRows`. */
  readonly key: string;
  /** The region, as `regionText` says it, or the line, as `lineText` does. */
  readonly region: string;
  readonly frames: Int32Array;
  /** `REGION_ROW` numbers for each of `frames`. */
  readonly values: Float32Array;
}

/**
 * Where pixels are not square, speeds in units or along turned axes cannot be told from those in pixels: the whole picture is then counted as a region, too, the first one.
 */
export function needsWholePicture(
  { pixel, axes }: Calibration,
  { pixelAspect }: Pick<PixelGrid, "pixelAspect">,
): boolean {
  return pixelAspect !== 1 && (pixel !== null || axes.turn !== 0);
}

/** The parts of a recording that are counted for what is laid over it; undefined where that is nothing beside the whole picture in pixels. */
export function countedPartsOf(
  {
    calibration,
    mask,
    regions,
    lines = [],
  }: {
    readonly calibration: Calibration;
    readonly mask: readonly number[];
    readonly regions: readonly { readonly shape: RegionShape }[];
    readonly lines?: readonly { readonly points: readonly LinePoint[] }[];
  },
  grid: PixelGrid,
): CountedParts | undefined {
  const hasWhole = needsWholePicture(calibration, grid);
  if (mask.length === 0 && regions.length === 0 && lines.length === 0 && !hasWhole) return undefined;
  const whole = hasWhole ? [wholePicture(grid).shape] : [];
  return {
    mask,
    regions: [...whole, ...regions.map(({ shape }) => shape)],
    ...(lines.length > 0 ? { lines: lines.map(({ points }) => points) } : {}),
    byHeight: speedMatrix(calibration, grid)[0] !== 1,
  };
}

const names = new WeakMap<readonly number[], string>();

/** Tells a mask from all others, as good as surely; empty where nothing is masked. */
export function maskName(mask: readonly number[]): string {
  if (mask.length === 0) return "";
  let name = names.get(mask);
  if (name === undefined) {
    // FNV-1a with two seeds.
    let [first, second] = [0x811c9dc5, 0x01234567];
    for (const number of mask) {
      first = Math.imul(first ^ number, 0x01000193);
      second = Math.imul(second ^ (number + 1), 0x01000193) ^ (second >>> 15);
    }
    name = [mask.length, first >>> 0, second >>> 0].map((part) => part.toString(36)).join("-");
    names.set(mask, name);
  }
  return name;
}
