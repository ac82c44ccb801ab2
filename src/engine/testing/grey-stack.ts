import { writeFileSync } from "node:fs";
import { writeTiff } from "./tiff-writer";

/** A recording of a grey camera, as a TIFF stack: a smooth pattern that moves right by one pixel a frame. */
export interface GreyStack {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** The darkest and the brightest value of the pattern. */
  readonly values: readonly [least: number, most: number];
  readonly bits?: 8 | 16;
  /** Pixels of another value, the same in all frames. */
  readonly hot?: readonly (readonly [x: number, y: number, value: number])[];
}

/** The recorded value at a pixel of a frame. */
export function greyValueAt({ values, hot = [] }: GreyStack, frame: number, x: number, y: number): number {
  const hotPixel = hot.find(([column, row]) => column === x && row === y);
  if (hotPixel !== undefined) return hotPixel[2];
  const at = x - frame;
  const share = 0.5 + 0.25 * Math.sin(at / 3) * Math.cos(y / 4) + 0.25 * Math.sin(at / 7 + y / 5);
  return Math.round(values[0] + share * (values[1] - values[0]));
}

export function writeGreyStack(path: string, stack: GreyStack): void {
  const { width, height, frames, bits = 16 } = stack;
  const pictures = Array.from({ length: frames }, (_, frame) => ({
    ...{ width, height },
    values: Array.from({ length: width * height }, (_, k) =>
      greyValueAt(stack, frame, k % width, Math.floor(k / width)),
    ),
  }));
  writeFileSync(path, writeTiff(pictures, { bits }).bytes);
}
