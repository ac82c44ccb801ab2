import { randomBytes } from "node:crypto";
import { mkdir, rename, rm, stat } from "node:fs/promises";
import { join } from "node:path";
import { cancelledError, failure } from "../../shared/errors";
import { i420Size } from "../../shared/overlay/i420-surface";
import { SAMPLE, SAMPLE_CENTRE, type Similarity, samplePose } from "../../shared/sample-motion";
import { QUIET } from "../ffmpeg/arguments";
import type { FfmpegTools } from "../ffmpeg/locate";
import { ToolProcess } from "../ffmpeg/process";
import { blobTexture, mixTextures, nearestTexture, sampleTexture } from "./texture";

/** Changes when the sample changes, so that an older one is not taken for it. */
const VERSION = 1;
const FILE_NAME = `Kinoflow sample ${VERSION}.mp4`;

/**
 * Makes the sample movie in `folder`, unless it is there already: a few seconds of texture under a known motion
 * (see shared/sample-motion), in H.264.
 *
 * @returns its path
 */
export async function makeSampleMovie(
  tools: FfmpegTools,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  const path = join(folder, FILE_NAME);
  if ((await stat(path).catch(() => null))?.isFile()) return path;
  await mkdir(folder, { recursive: true });
  const partial = join(folder, `.sample-${randomBytes(6).toString("hex")}.partial.mp4`);
  try {
    await encode(tools, partial, signal);
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true });
    throw error;
  }
  return path;
}

async function encode(tools: FfmpegTools, output: string, signal?: AbortSignal): Promise<void> {
  const { width, height, frameRate, frameCount } = SAMPLE;
  const input = [
    "-f",
    "rawvideo",
    "-pix_fmt",
    "yuv420p",
    "-s",
    `${width}x${height}`,
    "-r",
    String(frameRate),
  ];
  const codec = [
    "-c:v",
    "libx264",
    "-preset",
    "veryfast",
    "-crf",
    "14",
    "-g",
    "25",
    "-movflags",
    "+faststart",
  ];
  const encoder = new ToolProcess(
    tools.ffmpeg.path,
    [...QUIET, "-y", ...input, "-i", "pipe:0", ...codec, "-f", "mp4", `file:${output}`],
    { stdin: "pipe" },
  );
  encoder.stdout.resume();
  encoder.stdin.on("error", () => undefined);
  const painter = new SamplePainter();
  for (let frame = 0; frame < frameCount; frame++) {
    const bytes = painter.paint(frame);
    const written = new Promise<void>((resolve) => {
      encoder.stdin.write(bytes, () => resolve());
    });
    await Promise.race([written, encoder.ended]);
    if (signal?.aborted) {
      encoder.kill();
      await encoder.ended;
      throw cancelledError();
    }
  }
  encoder.stdin.end();
  const exit = await encoder.ended;
  if (exit.code !== 0) {
    throw failure("sampleNotMade").withDetails(encoder.errorText);
  }
}

/** Draws the sample's frames: light and colour each from a texture of their own, moved alike. */
class SamplePainter {
  private readonly light = mixTextures(blobTexture(512, 2, 1), blobTexture(512, 9, 2), 0.6);
  private readonly blue = blobTexture(512, 24, 3);
  private readonly red = blobTexture(512, 24, 4);
  private readonly frame = new Uint8Array(i420Size(SAMPLE.width, SAMPLE.height));

  /** The returned memory is drawn over by the next call. */
  paint(frame: number): Uint8Array {
    const { width, height } = SAMPLE;
    const luma = width * height;
    const pose = samplePose(frame);
    this.paintPlane(pose, 0, 1, (x, y) => 16 + 219 * sampleTexture(this.light, x, y));
    this.paintPlane(pose, luma, 2, (x, y) => 128 + 70 * (nearestTexture(this.blue, x, y) - 0.5));
    this.paintPlane(pose, luma + luma / 4, 2, (x, y) => 128 + 70 * (nearestTexture(this.red, x, y) - 0.5));
    return this.frame;
  }

  /** @param step luma pixels per pixel of the plane, in each direction */
  private paintPlane(
    { turn, shift }: Similarity,
    offset: number,
    step: number,
    valueAt: (x: number, y: number) => number,
  ): void {
    const width = SAMPLE.width / step;
    const height = SAMPLE.height / step;
    const middle = (step - 1) / 2;
    for (let row = 0; row < height; row++) {
      const y = row * step + middle - SAMPLE_CENTRE.im;
      for (let column = 0; column < width; column++) {
        const x = column * step + middle - SAMPLE_CENTRE.re;
        this.frame[offset + row * width + column] = valueAt(
          turn.re * x - turn.im * y + shift.re,
          turn.re * y + turn.im * x + shift.im,
        );
      }
    }
  }
}
