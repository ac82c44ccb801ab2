import { type Levels, wholeLevels } from "../../shared/frame-picture";
import type { GreyHistogram } from "../../shared/levels";

/** Black or white. */
export type LevelEnd = "black" | "white";

/** The brightest value that a histogram shows. */
export function histogramEnd({ from, step, counts }: GreyHistogram): number {
  return from + step * counts.length - 1;
}

/** Where a value is on a histogram, 0 at its left and 1 at its right end; what lies beyond is there. */
export function shareOfValue(histogram: GreyHistogram, value: number): number {
  const { from } = histogram;
  const span = Math.max(histogramEnd(histogram) - from, 1);
  return Math.min(Math.max((value - from) / span, 0), 1);
}

/** The value at a place of a histogram. */
export function valueAtShare(histogram: GreyHistogram, share: number): number {
  const { from } = histogram;
  return Math.round(from + share * (histogramEnd(histogram) - from));
}

/** The levels with another end, which stays on its side of the other one and within the values that there can be. */
export function withEnd(levels: Levels, end: LevelEnd, value: number, brightest: number): Levels {
  const [least, most] = end === "black" ? [0, levels.white - 1] : [levels.black + 1, brightest];
  return { ...levels, [end]: Math.min(Math.max(Math.round(value), least), most) };
}

/** What a key does to an end, in values; null where it does nothing. Ten steps with Shift, and a page is as many. */
export function stepOfKey(histogram: GreyHistogram, key: string, shift: boolean): number | null {
  const step = Math.max(1, Math.round((histogramEnd(histogram) - histogram.from) / 256));
  switch (key) {
    case "ArrowLeft":
    case "ArrowDown":
      return shift ? -10 * step : -step;
    case "ArrowRight":
    case "ArrowUp":
      return shift ? 10 * step : step;
    case "PageDown":
      return -10 * step;
    case "PageUp":
      return 10 * step;
    default:
      return null;
  }
}

/** Whether levels show all values of so many bits. */
export function areWhole(levels: Levels, depth: number): boolean {
  const whole = wholeLevels(depth);
  return levels.black === whole.black && levels.white === whole.white && levels.gamma === whole.gamma;
}
