import { failure, throwIfCancelled } from "../../shared/errors";
import { movieInput, QUIET, seconds } from "../ffmpeg/arguments";
import type { FfmpegTools } from "../ffmpeg/locate";
import { ToolProcess } from "../ffmpeg/process";
import { keyframeBefore } from "./frame-index";
import type { Movie } from "./movie";

export interface ThumbnailOptions {
  readonly frame: number;
  /** Height in pixels; the width follows from the displayed shape. */
  readonly height: number;
  /** So many frames before it another one may stand for it, which is quicker where that is a keyframe. */
  readonly tolerance: number;
  readonly signal?: AbortSignal;
}

/**
 * A small JPEG of about a frame, to find one's way by. (What is shown and measured comes from FrameSource.)
 *
 * @throws KinoflowError `frame-missing` when there is none, `cancelled`
 */
export async function makeThumbnail(
  tools: FfmpegTools,
  movie: Movie,
  { frame, height, tolerance, signal }: ThumbnailOptions,
): Promise<Buffer> {
  throwIfCancelled(signal);
  const { probe, index } = movie;
  const keyframe = keyframeBefore(index, frame);
  const coarse = frame - keyframe <= tolerance;
  const secondsPerTick = probe.timeBase.numerator / probe.timeBase.denominator;
  const chosen = coarse ? keyframe : frame;
  const time = index.ticks[chosen] * secondsPerTick - probe.fileStart;
  const tool = new ToolProcess(tools.ffmpeg.path, [
    ...QUIET,
    ...(coarse ? ["-skip_frame", "nokey", "-noaccurate_seek"] : []),
    ...(chosen === 0 ? [] : ["-ss", seconds(Math.max(0, time))]),
    ...movieInput(probe.input),
    ...["-map", `0:${probe.stream}`, "-frames:v", "1", "-threads", "1"],
    ...["-vf", `scale=trunc(${height}*dar/2)*2:${height}:flags=area,setsar=1`],
    ...["-c:v", "mjpeg", "-q:v", "5", "-pix_fmt", "yuvj420p", "-f", "image2pipe", "pipe:1"],
  ]);
  const onAbort = (): void => tool.kill();
  signal?.addEventListener("abort", onAbort, { once: true });
  try {
    const chunks: Buffer[] = [];
    for await (const chunk of tool.stdout) chunks.push(chunk as Buffer);
    await tool.ended;
    throwIfCancelled(signal);
    const jpeg = Buffer.concat(chunks);
    if (jpeg.length === 0) {
      throw failure("noThumbnail", frame).withDetails(tool.errorText);
    }
    return jpeg;
  } finally {
    signal?.removeEventListener("abort", onAbort);
  }
}
