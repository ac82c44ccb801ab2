import { shortestSingle } from "../shortest-single";
import type { RegionShape } from "./region";
import type { RegionSums } from "./region-figures";

/** The numbers of {@link RegionSums} in a row: those of the gradient come last. */
const SUMS = [
  "pixels",
  "counted",
  "reliable",
  "meanU",
  "meanV",
  "meanSpeed",
  "medianSpeed",
  "p95Speed",
  "p999Speed",
  "maxSpeed",
  "maxX",
  "maxY",
] as const satisfies readonly (keyof RegionSums)[];
const GRADIENT = 4;

/** Numbers that are kept of a region in a frame. */
export const REGION_ROW = SUMS.length + GRADIENT;

/** Puts what was counted of a region where row number `row` is; NaN where nothing was. */
export function putRegionRow(values: Float32Array, row: number, sums: RegionSums | null): void {
  const numbers = sums === null ? [] : [...SUMS.map((name) => sums[name]), ...sums.gradient];
  for (let k = 0; k < REGION_ROW; k++) values[row * REGION_ROW + k] = numbers[k] ?? Number.NaN;
}

/** What was put there, but for digits beyond single precision; null where nothing was counted. */
export function regionRowAt(values: Float32Array, row: number): RegionSums | null {
  const at = row * REGION_ROW;
  if (Number.isNaN(values[at] ?? Number.NaN)) return null;
  const number = (k: number): number => shortestSingle(values[at + k] ?? Number.NaN);
  const sums = Object.fromEntries(SUMS.map((name, k) => [name, number(k)]));
  const [a, b, c, d] = [0, 1, 2, 3].map((k) => number(SUMS.length + k));
  return { ...(sums as Omit<RegionSums, "gradient">), gradient: [a ?? 0, b ?? 0, c ?? 0, d ?? 0] };
}

/** Names a region by what is counted of it, whatever it is called: others are counted anew. */
export function regionText(shape: RegionShape, byHeight: boolean): string {
  const numbers =
    shape.kind === "rectangle"
      ? [shape.x, shape.y, shape.width, shape.height]
      : shape.kind === "ellipse"
        ? [shape.x, shape.y, shape.radiusX, shape.radiusY]
        : shape.corners.flat();
  return `${shape.kind} ${numbers.join(" ")}${byHeight ? " by height" : ""}`;
}
