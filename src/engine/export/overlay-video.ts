import { randomBytes } from "node:crypto";
import { rm } from "node:fs/promises";
import { dirname, join, resolve } from "node:path";
import type { CutWish } from "../../shared/cut-marks";
import { failure } from "../../shared/errors";
import type { PixelSize } from "../../shared/export-size";
import type { FlowParameters } from "../../shared/flow";
import type { Levels } from "../../shared/frame-picture";
import type { ExportProgress } from "../../shared/ipc";
import type { Marks } from "../../shared/marks/marks";
import type { OverlaySettings } from "../../shared/overlay/settings";
import type { DrawnTracks } from "../../shared/overlay/track-tail";
import { pairingOf } from "../../shared/pairing";
import type { BackgroundProgress } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import { abortable } from "../abortable";
import { displayColour } from "../display/display-frame";
import type { FfmpegTools } from "../ffmpeg/locate";
import { withBackground } from "../preparation/background";
import type { Recording } from "../recording/recording";
import { AssemblyLine } from "./assembly-line";
import { VideoEncoder } from "./encoder";
import { checkComplete, checkOutput, moveInto } from "./output-file";
import { checkEncodable } from "./output-frames";
import { framesShown, pacingOf } from "./pacing";

/** What to export. Frames count from 0; both ends are included. */
export interface OverlayVideoRequest {
  readonly start: number;
  readonly end: number;
  /** Of double frames the first of each pair is in the video. */
  readonly flow: FlowParameters;
  /** Rebuilds whole frames from the fields of an interlaced movie, as they are on the screen. */
  readonly deinterlace: boolean;
  /** Where it is still to be known, frames are read meanwhile. */
  readonly overlay: OverlaySettings | Promise<OverlaySettings>;
  /** How fast it plays: 1, which is assumed, as it was taken; less is slow motion, see `pacingOf`. */
  readonly speed?: number | undefined;
  /** Size of the video, as `exportSize` has it; the movie's own where there is none. */
  readonly size?: PixelSize | null | undefined;
  /** Across a cut nothing is drawn but the legend. Default: the cuts that are found. */
  readonly cuts?: CutWish;
  /** Drawn over each frame with its tail. */
  readonly tracks?: DrawnTracks | null | undefined;
  /** What grey frames are shown through. Default: automatic ones. */
  readonly levels?: Levels | null | undefined;
  /** What was laid over the recording to measure it. */
  readonly laid?: Marks | null | undefined;
  /** Path of the MP4 file. A file of that name is replaced, but only by a complete one. */
  readonly output: string;
}

export interface OverlayVideoOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ExportProgress) => void;
  /** Told of the background that is made before, where the flow is without it. */
  readonly onBackground?: (progress: BackgroundProgress) => void;
}

export interface OverlayVideoResult {
  /** Frames of the movie that are in the video. */
  readonly frames: number;
  /** How often each of them is in it, one after the other. */
  readonly repeats: number;
  /** Frames of the movie that could not be decoded and are not in the video; those before them are shown longer. */
  readonly leftOut: number;
  readonly seconds: number;
}

/**
 * Writes a movie, or a stretch of it, with its flow drawn over it: the same frames at the same presentation times
 * (a stretch starts at 0), the same size, its sound, unless another speed or size is asked for. It is written under a temporary name in the same
 * folder and renamed when complete; whatever goes wrong, or when it is cancelled, nothing is left behind.
 *
 * @throws KinoflowError with one sentence for people; `cancelled` when the signal aborted.
 */
export async function exportOverlayVideo(
  tools: FfmpegTools,
  pool: FlowPool,
  movie: Recording,
  request: OverlayVideoRequest,
  options: OverlayVideoOptions = {},
): Promise<OverlayVideoResult> {
  const started = performance.now();
  // It may fail before a frame asks for it.
  Promise.resolve(request.overlay).catch(() => undefined);
  checkRange(request, movie.info.frameCount);
  checkEncodable(movie.info, request.size);
  const output = resolve(request.output);
  await checkOutput(output, movie.path);
  const partial = join(dirname(output), `.kinoflow-${randomBytes(6).toString("hex")}.partial.mp4`);
  const pairing = pairingOf(request.flow);
  const range = { ...request, pairing };
  const shown = framesShown(range);
  const pacing = pacingOf(movie, range);
  const { width, height } = request.size ?? movie.info;
  const { sound } = pacing;
  const encoder = new VideoEncoder(tools.ffmpeg.path, {
    width,
    height,
    pixelAspect: request.size ? 1 : movie.info.pixelAspect,
    colour: displayColour(movie.info),
    timeBase: pacing.timeBase,
    firstTime: pacing.firstTime,
    lastDuration: pacing.lastDuration,
    audio:
      movie.sound === null || sound === undefined
        ? null
        : { path: movie.sound.path, streams: movie.sound.tracks, range: sound },
    output: partial,
  });
  try {
    const reading = { signal: options.signal, onProgress: options.onBackground };
    const frames = await withBackground(pool, movie, request, reading, async (background) => {
      const line = new AssemblyLine(pool, movie, { ...request, background }, { shown, pacing });
      try {
        return await line.run(encoder, options);
      } finally {
        await line.close();
      }
    });
    const total = shown.length;
    if (frames === 0) {
      throw failure("nothingToExport");
    }
    options.onProgress?.({
      done: total,
      total,
      framesPerSecond: 0,
      secondsLeft: null,
      stage: "finishing",
    });
    await abortable(encoder.finish(), options.signal);
    const { repeats } = pacing;
    await checkComplete(tools, partial, frames * repeats, options.signal);
    await moveInto(partial, output);
    return { frames, repeats, leftOut: total - frames, seconds: (performance.now() - started) / 1000 };
  } catch (error) {
    await encoder.abort();
    await rm(partial, { force: true });
    throw error;
  }
}

function checkRange({ start, end }: OverlayVideoRequest, frameCount: number): void {
  if (!Number.isInteger(start) || !Number.isInteger(end) || start < 0 || end >= frameCount || start > end) {
    throw failure("rangeOutside", start, end, frameCount - 1);
  }
}
