import { execFileSync } from "node:child_process";
import { join } from "node:path";

/** Movies of textures in known motion, of the kinds that scales and figures are easily misled by. */

export interface MotionMovie {
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  readonly rate?: number;
  /** Constant rate factor of the compression; 0 is lossless, as it would take away the smallest motions. Default 14. */
  readonly rateFactor?: number;
  /** Typical speed of what moves, in px/frame; null where nothing does. */
  readonly speed: number | null;
  /** Luma of a frame, row by row. */
  readonly paint: (frame: number, out: Uint8Array, size: { width: number; height: number }) => void;
}

const SIDE = 256;

/** A grey level between pixels, of waves of several lengths that tile the plane. @param seed of the pattern */
function texture(seed: number): (x: number, y: number) => number {
  const random = randomOf(seed);
  const tile = new Float32Array(SIDE * SIDE);
  for (let wave = 0; wave < 60; wave++) {
    // Waves of 8 to 128 pixels.
    const [kx, ky] = [Math.round(32 * (random() - 0.5)), Math.round(32 * (random() - 0.5))];
    const phase = 2 * Math.PI * random();
    const weight = 90 / (4 + Math.hypot(kx, ky));
    for (let y = 0; y < SIDE; y++) {
      for (let x = 0; x < SIDE; x++) {
        tile[y * SIDE + x] += weight * Math.sin((2 * Math.PI * (kx * x + ky * y)) / SIDE + phase);
      }
    }
  }
  const mask = SIDE - 1;
  return (x, y) => {
    const [left, top] = [Math.floor(x), Math.floor(y)];
    const [right, down] = [x - left, y - top];
    const at = (i: number, j: number): number => tile[((top + j) & mask) * SIDE + ((left + i) & mask)];
    const upper = (1 - right) * at(0, 0) + right * at(1, 0);
    const lower = (1 - right) * at(0, 1) + right * at(1, 1);
    return 120 + (1 - down) * upper + down * lower;
  };
}

/** Numbers from 0 to 1, the same for the same seed. */
function randomOf(seed: number): () => number {
  let state = seed >>> 0 || 1;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Paints a texture that was moved by (dx, dy), into a part of the picture or all of it. */
function paintMoved(
  out: Uint8Array,
  { width, height }: { width: number; height: number },
  grey: (x: number, y: number) => number,
  dx: number,
  dy: number,
  part = { left: 0, top: 0, right: width, bottom: height },
): void {
  for (let y = part.top; y < part.bottom; y++) {
    for (let x = part.left; x < part.right; x++) out[y * width + x] = grey(x - dx, y - dy);
  }
}

function addNoise(out: Uint8Array, frame: number, sigma: number): void {
  const random = randomOf(977 * frame + 11);
  for (let at = 0; at < out.length; at++) {
    const normal = random() + random() + random() + random() - 2;
    out[at] = Math.min(255, Math.max(0, out[at] + sigma * 1.73 * normal));
  }
}

const VGA = { width: 640, height: 480 } as const;

/** A texture that moves as a whole by what `placeOf` says of each frame. */
function wholeMoves(placeOf: (frame: number) => number, seed = 3): MotionMovie["paint"] {
  const grey = texture(seed);
  // 3, 4, 5: whole speeds along a slant.
  return (frame, out, size) => paintMoved(out, size, grey, 0.8 * placeOf(frame), 0.6 * placeOf(frame));
}

const small = texture(5);
const ground = texture(9);
const scenes = [texture(21), texture(22), texture(23)];

/** Where a thing is that goes to and fro. */
function toAndFro(way: number, room: number): number {
  const at = way % (2 * room);
  return at < room ? at : 2 * room - at;
}

export const MOTION_MOVIES: readonly MotionMovie[] = [
  {
    ...{ name: "first frame a duplicate", ...VGA, frames: 40, speed: 4 },
    paint: wholeMoves((frame) => 4 * Math.max(frame - 1, 0)),
  },
  {
    ...{ name: "fastest at the start", ...VGA, frames: 60, speed: 2 },
    paint: wholeMoves((frame) => 2 * frame + 60 * (1 - 0.5 ** frame)),
  },
  {
    ...{ name: "small fast object, noisy ground", ...VGA, frames: 48, speed: 15 },
    paint: (frame, out, size) => {
      paintMoved(out, size, (x, y) => 40 + 0.25 * ground(x, y), 0, 0);
      const side = 112;
      const left = Math.round(toAndFro(15 * frame, size.width - side));
      const [right, top] = [left + side, 180];
      paintMoved(out, size, small, left, 0, { left, top, right, bottom: top + side });
      addNoise(out, frame, 4);
    },
  },
  {
    ...{ name: "0.05 px/frame", ...VGA, frames: 30, speed: 0.05, rateFactor: 0 },
    paint: wholeMoves((frame) => 0.05 * frame),
  },
  {
    ...{ name: "60 px/frame", width: 1280, height: 720, frames: 24, speed: 60 },
    paint: wholeMoves((frame) => 60 * frame),
  },
  {
    ...{ name: "240 fps", ...VGA, frames: 120, rate: 240, speed: 1.5 },
    paint: wholeMoves((frame) => 1.5 * frame),
  },
  {
    ...{ name: "portrait 4K", width: 2160, height: 3840, frames: 6, speed: 8 },
    paint: wholeMoves((frame) => 8 * frame),
  },
  { ...{ name: "black", ...VGA, frames: 30, speed: null }, paint: (_, out) => out.fill(16) },
  {
    ...{ name: "every picture eight times", ...VGA, frames: 120, speed: 5 },
    paint: wholeMoves((frame) => 5 * Math.floor(frame / 8)),
  },
  {
    ...{ name: "twelve of 300 frames move", ...VGA, frames: 300, speed: 6 },
    paint: wholeMoves((frame) => 6 * Math.min(Math.max(frame - 170, 0), 12)),
  },
  {
    // Beside their motion, what the coder leaves of the repeated pictures is next to nothing, and far from none.
    ...{ name: "twelve of 300 small frames move", width: 160, height: 120, frames: 300, speed: 3 },
    paint: wholeMoves((frame) => 3 * Math.min(Math.max(frame - 150, 0), 12), 11),
  },
  {
    ...{ name: "cuts with borders", ...VGA, frames: 48, speed: 3 },
    paint: (frame, out, size) => {
      out.fill(16);
      const part = { left: 0, top: 60, right: size.width, bottom: size.height - 60 };
      paintMoved(out, size, scenes[Math.floor(frame / 11) % 3], 3 * frame, 0, part);
    },
  },
  {
    ...{ name: "still, with noise", ...VGA, frames: 30, speed: null },
    paint: (frame, out, size) => {
      paintMoved(out, size, ground, 0, 0);
      addNoise(out, frame, 4);
    },
  },
];

/**
 * Things smaller than can decide by themselves, beside a ground whose noise moves: the compression lets some of it stand for a while, and
 * moves some of it slowly.
 */
export const GRAINY_GROUND: MotionMovie = {
  ...{ name: "small things, grainy ground", ...VGA, frames: 30, speed: 3, rateFactor: 18 },
  paint: (frame, out, size) => {
    paintMoved(out, size, (x, y) => 54 + 0.3 * ground(x, y), 0, 0);
    // The grain of the ground itself stands still.
    addNoise(out, -5, 15);
    const side = 20;
    for (const place of [0, 1, 2]) {
      const left = toAndFro(3 * frame + 150 * place, size.width - side);
      const top = 100 + 100 * place;
      paintMoved(out, size, small, left, 0, { left, top, right: left + side, bottom: top + side });
    }
    addNoise(out, frame, 10);
  },
};

/** Writes a movie of this kind, and returns its path. @param ffmpeg path of the program */
export function makeMotionMovie(ffmpeg: string, folder: string, movie: MotionMovie): string {
  const { name, width, height, frames, rate = 25, rateFactor = 14, paint } = movie;
  const path = join(folder, `${name.replaceAll(/[^a-z0-9]+/gi, "-")}.mp4`);
  const pixels = width * height;
  const pictures = Buffer.alloc(frames * pixels);
  for (let frame = 0; frame < frames; frame++) {
    paint(frame, pictures.subarray(frame * pixels, (frame + 1) * pixels), { width, height });
  }
  execFileSync(
    ffmpeg,
    [
      ...["-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", `${width}x${height}`],
      ...["-r", String(rate), "-i", "pipe:0", "-c:v", "libx264", "-preset", "veryfast"],
      ...["-crf", String(rateFactor), "-pix_fmt", "yuv420p", path],
    ],
    { input: pictures, maxBuffer: 1 << 20 },
  );
  return path;
}

/**
 * A small lossless movie of textures, each frame moved by so many pixels to the right and down.
 *
 * @param places of each frame: x, y, and which texture it shows
 */
export function placedTextures(
  name: string,
  places: readonly (readonly [x: number, y: number, seed?: number])[],
): MotionMovie {
  const greys = new Map<number, ReturnType<typeof texture>>();
  return {
    ...{ name, width: 160, height: 120, frames: places.length, lossless: true, speed: null },
    paint: (frame, out, size) => {
      const [x, y, seed = 3] = places[frame];
      const grey = greys.get(seed) ?? texture(seed);
      greys.set(seed, grey);
      paintMoved(out, size, grey, x, y);
    },
  };
}
