import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A texture that stands still under a lamp at mains of 50 Hz, filmed at 240 frames a second. */
export const FLICKERING = { width: 480, height: 270, frames: 12, framesPerSecond: 240 } as const;

const HERTZ = 100;
const SWING = 0.12;

/**
 * Makes the movie of {@link FLICKERING}, without loss. Whoever takes its light for motion sees some tenths of a pixel.
 *
 * @param ffmpeg runs it to its end
 */
export function makeFlickering(
  folder: string,
  ffmpeg: (...args: readonly string[]) => unknown,
  name = "flickering.mkv",
): string {
  const { width, height, frames, framesPerSecond } = FLICKERING;
  const raw = join(folder, `${name}.gray`);
  const texture = Float64Array.from({ length: width * height }, (_, i) =>
    textureAt(i % width, Math.floor(i / width)),
  );
  const pictures = Array.from({ length: frames }, (_, frame) => {
    const light = 1 + SWING * Math.sin((2 * Math.PI * HERTZ * frame) / framesPerSecond);
    return Uint8Array.from(texture, (level) => Math.round(level * light));
  });
  writeFileSync(raw, Buffer.concat(pictures));
  const path = join(folder, name);
  const input = ["-f", "rawvideo", "-pix_fmt", "gray", "-s", `${width}x${height}`];
  // Both ends of the range named, so that nothing is scaled.
  const output = [
    "-vf",
    "scale=in_range=tv:out_range=tv,format=yuv420p",
    "-color_range",
    "tv",
    "-c:v",
    "ffv1",
  ];
  ffmpeg(...input, "-r", String(framesPerSecond), "-i", raw, ...output, path);
  return path;
}

/** Waves of several lengths and directions, no brighter than the light leaves room for. */
function textureAt(x: number, y: number): number {
  const waves = Math.sin(x / 3.1 + y / 7) + Math.sin(y / 2.9 - x / 8) + Math.sin(x / 9.3 - y / 6.1 + 2);
  return 115 + 22 * waves + 10 * Math.sin(x / 31) * Math.cos(y / 23);
}
