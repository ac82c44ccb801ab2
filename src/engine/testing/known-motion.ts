import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { tools } from "./movies";

/**
 * Movies of a smooth texture that moves as a formula says, without loss and without resampling: every grey level is that of the texture at
 * the place where the pixel's matter was at the start, so that the motion is exact at all pixels and times.
 */
export interface KnownMotion {
  readonly width: number;
  readonly height: number;
  readonly frames: number;
  /** Where what is at a place at a time was at time 0; `time` is in frames. */
  readonly from: (x: number, y: number, time: number) => readonly [x: number, y: number];
  /** Width of a pixel by its height. Default 1. */
  readonly pixelAspect?: number;
  /** By how many milliseconds frames come later than every {@link FRAME_MS}, in turn. Default: all in time. */
  readonly delays?: readonly number[];
}

/** Milliseconds of what is a frame to a {@link KnownMotion}. */
const FRAME_MS = 40;

/** The time of a frame, in frames of {@link FRAME_MS}. */
export function timeOf(frame: number, { delays = [0] }: Pick<KnownMotion, "delays">): number {
  return frame + delays[frame % delays.length] / FRAME_MS;
}

/** Wavelengths in pixels, and directions in degrees: nothing so short that sampling would lose it, nor a direction without structure. */
const WAVES = Array.from({ length: 14 }, (_, k) => {
  const [length, angle] = [9 + 3 * k, (k * 137.5 * Math.PI) / 180];
  const size = (2 * Math.PI) / length;
  return { kx: size * Math.cos(angle), ky: size * Math.sin(angle), phase: 1.7 * k * k, weight: 20 };
});

/** Grey level of the texture at a place, about 128. */
export function waves(x: number, y: number): number {
  let sum = 128;
  for (const { kx, ky, phase, weight } of WAVES) sum += weight * Math.sin(kx * x + ky * y + phase);
  return sum;
}

/**
 * Writes the movie, and returns its path.
 *
 * @param grey of a place of the texture; more than one layer is up to `paint`
 */
export function makeKnownMotion(
  folder: string,
  name: string,
  motion: KnownMotion,
  grey: (x: number, y: number, at: readonly [number, number], time: number) => number = waves,
): string {
  const { width, height, frames, from, pixelAspect = 1, delays = [0] } = motion;
  const path = join(folder, `${name}.mkv`);
  const pictures = Buffer.alloc(frames * width * height);
  let at = 0;
  for (let frame = 0; frame < frames; frame++) {
    const time = timeOf(frame, motion);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const [left, top] = from(x, y, time);
        pictures[at++] = Math.min(255, Math.max(0, Math.round(grey(left, top, [x, y], time))));
      }
    }
  }
  const late = delays.map((ms, k) => `${ms}*eq(mod(N,${delays.length}),${k})`).join("+");
  const filters = `setsar=${pixelAspect},settb=1/1000,setpts='${FRAME_MS}*N+${late}'`;
  execFileSync(
    tools.ffmpeg.path,
    [
      ...["-nostdin", "-v", "error", "-y", "-f", "rawvideo", "-pix_fmt", "gray", "-s", `${width}x${height}`],
      ...["-r", String(1000 / FRAME_MS), "-i", "pipe:0", "-vf", filters, "-fps_mode", "passthrough"],
      ...["-enc_time_base", "1:1000", "-c:v", "ffv1", path],
    ],
    { input: pictures },
  );
  return path;
}

/** All of it by so many pixels a frame. */
export function shifted(u: number, v: number): KnownMotion["from"] {
  return (x, y, time) => [x - u * time, y - v * time];
}

/** About a place, by so many degrees a frame, clockwise as one sees it. */
export function turned([centreX, centreY]: readonly [number, number], degrees: number): KnownMotion["from"] {
  return (x, y, time) => {
    const angle = (-degrees * time * Math.PI) / 180;
    const [right, down] = [x - centreX, y - centreY];
    const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
    return [centreX + cos * right - sin * down, centreY + sin * right + cos * down];
  };
}

/** Away from a place, by so many times a frame. */
export function zoomed([centreX, centreY]: readonly [number, number], factor: number): KnownMotion["from"] {
  return (x, y, time) => {
    const size = factor ** -time;
    return [centreX + size * (x - centreX), centreY + size * (y - centreY)];
  };
}

/** To and fro along the rows, by so many pixels to each side. */
export function swinging(pixels: number, period: number): KnownMotion["from"] {
  return (x, y, time) => [x - pixels * Math.sin((2 * Math.PI * time) / period), y];
}

/** Along the rows, fastest at a row, and at rest so many rows from there (Poiseuille). */
export function channel(middle: number, half: number, fastest: number): KnownMotion["from"] {
  return (x, y, time) => [x - fastest * Math.max(0, 1 - ((y - middle) / half) ** 2) * time, y];
}

/** A vortex with a core that turns as a whole, and without vorticity around it (Rankine); clockwise as one sees it. */
export function vortex(
  [centreX, centreY]: readonly [number, number],
  core: number,
  degrees: number,
): KnownMotion["from"] {
  return (x, y, time) => {
    const distance = Math.hypot(x - centreX, y - centreY);
    const rate = distance <= core ? degrees : degrees * (core / distance) ** 2;
    return turned([centreX, centreY], rate)(x, y, time);
  };
}
