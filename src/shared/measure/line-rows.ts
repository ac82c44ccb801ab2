import { shortestSingle } from "../shortest-single";
import type { LinePoint } from "./line";
import type { LineSums } from "./line-figures";
import { REGION_ROW } from "./region-rows";

/** The numbers of {@link LineSums} in a row. Rows are as long as those of regions, with which they are kept. */
const SUMS = [
  "length",
  "counted",
  "reliable",
  "along",
  "across",
  "speed",
  "maxSpeed",
] as const satisfies readonly (keyof LineSums)[];

/** Puts what was summed up along a line where row number `row` is; NaN where nothing was. */
export function putLineRow(values: Float32Array, row: number, sums: LineSums | null): void {
  const from = row * REGION_ROW;
  values.fill(Number.NaN, from, from + REGION_ROW);
  if (sums !== null) for (const [k, name] of SUMS.entries()) values[from + k] = sums[name];
}

/** What was put there, but for digits beyond single precision; null where nothing was summed up. */
export function lineRowAt(values: Float32Array, row: number): LineSums | null {
  const from = row * REGION_ROW;
  if (Number.isNaN(values[from] ?? Number.NaN)) return null;
  const sums = SUMS.map((name, k) => [name, shortestSingle(values[from + k] ?? Number.NaN)]);
  return Object.fromEntries(sums) as Record<(typeof SUMS)[number], number>;
}

/** Names a line by what is summed up along it, whatever it is called; never what a region is named. */
export function lineText(points: readonly LinePoint[], byHeight: boolean): string {
  return `line ${points.flat().join(" ")}${byHeight ? " by height" : ""}`;
}
