import { type BytePair, randomNumbers } from "./pictures";

/** Grey levels of a scene at any place, 0 to 255. */
export type Texture = (x: number, y: number) => number;

/** A place in the second frame, or a motion. */
export type Point = readonly [x: number, y: number];

/** A smooth texture that repeats nowhere: waves of 6 to 60 pixels in all directions. */
export function waves(seed: number, count = 40): Texture {
  const random = randomNumbers(seed);
  const parts = Array.from({ length: count }, () => {
    const length = 6 * 10 ** random();
    const direction = 2 * Math.PI * random();
    const frequency = (2 * Math.PI) / length;
    return {
      x: frequency * Math.cos(direction),
      y: frequency * Math.sin(direction),
      phase: 2 * Math.PI * random(),
      // Longer waves are stronger, as in natural pictures.
      amplitude: Math.sqrt(length),
    };
  });
  const energy = Math.sqrt(parts.reduce((sum, { amplitude }) => sum + amplitude ** 2, 0) / 2);
  return (x, y) => {
    let value = 0;
    for (const part of parts) value += part.amplitude * Math.cos(part.x * x + part.y * y + part.phase);
    return 128 + (40 / energy) * value;
  };
}

/** A frame of a scene. */
export function render(width: number, height: number, scene: Texture): Uint8ClampedArray {
  const frame = new Uint8ClampedArray(width * height);
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) frame[y * width + x] = scene(x, y);
  }
  return frame;
}

/** A pair of frames of which the second is the first, moved; and the motion of each pixel of the first. */
export interface MovedPair extends BytePair {
  readonly motion: (x: number, y: number) => Point;
}

/**
 * A texture that moves as a whole by the affine map p -> A (p - centre) + centre + shift.
 *
 * @param matrix A, row by row
 */
export function affinePair(
  size: { width: number; height: number },
  texture: Texture,
  matrix: readonly [number, number, number, number],
  [shiftX, shiftY]: Point,
): MovedPair {
  const { width, height } = size;
  const [a, b, c, d] = matrix;
  const det = a * d - b * c;
  const [cx, cy] = [(width - 1) / 2, (height - 1) / 2];
  const back: Texture = (x, y) => {
    const [dx, dy] = [x - shiftX - cx, y - shiftY - cy];
    return texture((d * dx - b * dy) / det + cx, (a * dy - c * dx) / det + cy);
  };
  return {
    width,
    height,
    first: bytesOf(render(width, height, texture)),
    second: bytesOf(render(width, height, back)),
    motion: (x, y) => [
      (a - 1) * (x - cx) + b * (y - cy) + shiftX,
      c * (x - cx) + (d - 1) * (y - cy) + shiftY,
    ],
  };
}

/** The pair with grey levels of the second frame changed, clamped to 0..255. */
export function withSecond<P extends BytePair>(pair: P, change: (grey: number) => number): P {
  return { ...pair, second: bytesOf(Uint8ClampedArray.from(pair.second, change)) };
}

/** The pair with normally distributed noise on both frames, of this standard deviation in grey levels. */
export function withNoise<P extends BytePair>(pair: P, deviation: number, seed: number): P {
  const random = randomNumbers(seed);
  const noise = () => deviation * Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  const noisy = (frame: Uint8Array) => bytesOf(Uint8ClampedArray.from(frame, (grey) => grey + noise()));
  return { ...pair, first: noisy(pair.first), second: noisy(pair.second) };
}

export function bytesOf(frame: Uint8ClampedArray): Uint8Array {
  return new Uint8Array(frame);
}
