import { type RegionShape, spansOf } from "./region";

interface Size {
  readonly width: number;
  readonly height: number;
}

/**
 * Pixels every `step` columns and rows, row by row, with as much room before the first ones as behind the last.
 *
 * @param within a part of the picture, as it lies there; all of it where there is none
 */
export function gridPoints(
  { width, height }: Size,
  step: number,
  within: RegionShape | null = null,
): readonly (readonly [x: number, y: number])[] {
  const isInside = within === null ? () => true : insideOf(within, { width, height });
  const points: (readonly [number, number])[] = [];
  for (let y = firstOf(height, step); y < height; y += step) {
    for (let x = firstOf(width, step); x < width; x += step) {
      if (isInside(x, y)) points.push([x, y]);
    }
  }
  return points;
}

function firstOf(length: number, step: number): number {
  return Math.floor(((length - 1) % step) / 2);
}

function insideOf(shape: RegionShape, { width, height }: Size): (x: number, y: number) => boolean {
  const pixels = new Uint8Array(width * height);
  const spans = spansOf(shape, width, height);
  for (let at = 0; at + 2 < spans.length; at += 3) {
    const [row = 0, from = 0, to = 0] = spans.subarray(at, at + 3);
    pixels.fill(1, row * width + from, row * width + to);
  }
  return (x, y) => pixels[y * width + x] === 1;
}
