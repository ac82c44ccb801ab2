import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A textured square that moves over a ground of noise, by the same motion in every frame. */
export const MOVING_OBJECT = {
  ...{ width: 480, height: 320, frames: 12 },
  /** Side of the square in pixels: it covers 4 % of the picture. */
  side: 78,
  /** From each frame to the next, px. */
  ...{ u: 7, v: -4 },
  /** Where it is in the first frame. */
  ...{ x: 60, y: 190 },
} as const;

/** Grey levels of the ground, and the standard deviation of its noise, which is another one in every frame. */
const GROUND = 96;
const NOISE = 1;

/**
 * Makes the movie of {@link MOVING_OBJECT}, without loss. Noise as weak as that of its ground is not reliable, however that
 * is judged; the square is, but for its rim, where a window sees both.
 *
 * @param ffmpeg runs it to its end
 */
export function makeMovingObject(
  folder: string,
  ffmpeg: (...args: readonly string[]) => unknown,
  name = "moving-object.mkv",
): string {
  const { width, height, frames } = MOVING_OBJECT;
  const raw = join(folder, `${name}.gray`);
  writeFileSync(raw, Buffer.concat(Array.from({ length: frames }, (_, frame) => pictureOf(frame))));
  const path = join(folder, name);
  const input = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", `${width}x${height}`, "-r", "25", "-i", raw];
  ffmpeg(...input, "-pix_fmt", "yuv420p", "-color_range", "tv", "-c:v", "ffv1", path);
  return path;
}

function pictureOf(frame: number): Buffer {
  const { width, height, side, u, v } = MOVING_OBJECT;
  const [left, top] = [MOVING_OBJECT.x + frame * u, MOVING_OBJECT.y + frame * v];
  const random = randomOf(frame + 1);
  const picture = Buffer.alloc(width * height);
  for (let at = 0; at < picture.length; at++) {
    const [x, y] = [(at % width) - left, Math.floor(at / width) - top];
    const isObject = x >= 0 && y >= 0 && x < side && y < side;
    picture[at] = Math.round(isObject ? textureAt(x, y) : GROUND + NOISE * normal(random));
  }
  return picture;
}

/** Waves of several lengths and directions. */
function textureAt(x: number, y: number): number {
  const waves = Math.sin(x / 2.1 + y / 5) + Math.sin(y / 1.9 - x / 6) + Math.sin(x / 4.3 - y / 3.1 + 2);
  return 130 + 22 * waves;
}

/** Numbers from 0 to below 1: a linear congruential generator. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** As good as normally distributed, with a standard deviation of 1. */
function normal(random: () => number): number {
  let sum = -6;
  for (let k = 0; k < 12; k++) sum += random();
  return sum;
}
