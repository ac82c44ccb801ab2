import { randomUUID } from "node:crypto";
import { basename } from "node:path";
import { isHighDynamicRange } from "../../shared/colour/transfer";
import { KinoflowError } from "../../shared/errors";
import type { ColourDescription, MovieInfo } from "../../shared/movie";
import { i420Size } from "../../shared/overlay/i420-surface";

import type { SharedHeap } from "../../workers/shared-heap";
import type { FfmpegTools } from "../ffmpeg/locate";
import { FrameDecoder } from "./decoder";
import { type FrameIndex, indexByDecoding, indexPackets } from "./frame-index";
import { FrameSource } from "./frame-source";
import { type AudioStream, type MovieProbe, type ProbeOptions, probeMovie } from "./probe";

/** Memory for decoded frames unless somebody says otherwise: about 160 frames of 854x480, 8 of 4K. */
export const DEFAULT_FRAME_BUDGET = 96 * 1024 * 1024;

/** How a frame source gives its frames. */
export interface FrameOptions {
  /** Bytes of decoded frames that it may keep; a pair and its neighbours are kept in any case. */
  readonly budgetBytes: number;
  /** Rebuilds whole frames from the fields of interlaced ones; false by default. */
  readonly deinterlace?: boolean;
}

/** An open movie: what it is, when its frames are shown, and a way to any of them. */
export interface Movie {
  readonly path: string;
  readonly info: MovieInfo;
  readonly probe: MovieProbe;
  readonly index: FrameIndex;
  /** Bytes of one I420 frame. */
  readonly frameBytes: number;
  readonly audioStreams: readonly AudioStream[];
  /** Opens a frame source of its own on the movie, with its frames in `heap`; close it when done. */
  openFrames(heap: SharedHeap, options: FrameOptions): FrameSource;
}

/** How to open a movie. */
export interface OpenMovieOptions extends ProbeOptions {
  /** True for the built-in sample. */
  readonly isSample?: boolean;
}

/**
 * Opens a movie: probes it, indexes its frames, and decodes the first one, so that what opens can be shown.
 *
 * @throws KinoflowError with one sentence for people when the file is no movie that can be shown.
 */
export async function openMovie(
  tools: FfmpegTools,
  path: string,
  options: OpenMovieOptions = {},
): Promise<Movie> {
  const { signal } = options;
  const probe = await probeMovie(tools, path, options);
  const packets = await indexPackets(tools, probe, signal);
  const first = await decodeStart(tools, probe);
  const decoderAgrees =
    packets !== null &&
    first.ticks.length === Math.min(packets.ticks.length, CHECKED_FRAMES) &&
    first.ticks.every((ticks, k) => ticks === packets.ticks[k]);
  const index = decoderAgrees ? packets : await indexByDecoding(tools, probe, signal);
  if (first.width === 0) {
    throw new KinoflowError(
      "no-frames",
      "The first frame of this movie cannot be decoded; the file is damaged.",
    );
  }
  const { width, height, pixelAspect } = first;
  const colour = withKnownMatrix(first.colour, probe.pixelFormat, height);
  const secondsPerTick = probe.timeBase.numerator / probe.timeBase.denominator;
  const frameBytes = i420Size(width, height);
  return {
    path,
    probe,
    index,
    frameBytes,
    audioStreams: probe.audioStreams,
    info: describe(
      path,
      probe,
      index,
      { width, height, pixelAspect, secondsPerTick, colour },
      options.isSample ?? false,
    ),
    openFrames: (heap, { budgetBytes, deinterlace = false }) =>
      new FrameSource(
        tools,
        heap,
        {
          input: probe.input,
          stream: probe.stream,
          width,
          height,
          frameBytes,
          fileStart: probe.fileStart,
          secondsPerTick,
          index,
          // ffmpeg turns a frame before our filters see it, and fields that were turned are none any more.
          deinterlace: deinterlace && probe.rotation === 0,
        },
        budgetBytes,
      ),
  };
}

/** How many decoded frames have to agree with the packets' timestamps before the packets are believed. */
const CHECKED_FRAMES = 3;

interface MovieStart {
  readonly width: number;
  readonly height: number;
  readonly pixelAspect: number;
  readonly colour: ColourDescription;
  readonly ticks: readonly (number | null)[];
}

async function decodeStart(tools: FfmpegTools, probe: MovieProbe): Promise<MovieStart> {
  const decoder = new FrameDecoder(tools.ffmpeg.path, {
    input: probe.input,
    stream: probe.stream,
    from: null,
    deinterlace: false,
  });
  const ticks: (number | null)[] = [];
  let scratch = new Uint8Array(0);
  try {
    while (ticks.length < CHECKED_FRAMES) {
      const frame = await decoder.next(({ width, height }) => {
        if (scratch.length === 0) scratch = new Uint8Array(i420Size(width, height));
        return scratch;
      });
      if (frame === null) break;
      ticks.push(frame.ticks);
    }
    const { width = 0, height = 0, pixelAspect = 1, range = "limited" } = decoder.header ?? {};
    return { width, height, pixelAspect, ticks, colour: { ...(decoder.colours ?? UNKNOWN_COLOURS), range } };
  } finally {
    await decoder.close();
  }
}

const UNKNOWN_COLOURS = { matrix: "unknown", primaries: "unknown", transfer: "unknown" } as const;

/**
 * A matrix for movies that do not state one: ffmpeg's own for what it converts from RGB, else the usual guess of
 * players, BT.2020 for high dynamic range, BT.709 from 720 lines on.
 */
function withKnownMatrix(colour: ColourDescription, pixelFormat: string, height: number): ColourDescription {
  if (!["unknown", "reserved", "gbr"].includes(colour.matrix)) return colour;
  if (isHighDynamicRange(colour.transfer)) return { ...colour, matrix: "bt2020nc" };
  const fromRgb = !pixelFormat.startsWith("yuv") && !pixelFormat.startsWith("nv");
  return { ...colour, matrix: fromRgb || height < 720 ? "smpte170m" : "bt709" };
}

interface Geometry {
  readonly width: number;
  readonly height: number;
  readonly pixelAspect: number;
  readonly secondsPerTick: number;
  readonly colour: ColourDescription;
}

function describe(
  path: string,
  probe: MovieProbe,
  index: FrameIndex,
  geometry: Geometry,
  isSample: boolean,
): MovieInfo {
  const { ticks } = index;
  const { secondsPerTick } = geometry;
  const start = ticks[0] ?? 0;
  const times = Array.from(ticks, (value) => (value - start) * secondsPerTick);
  const span = times[times.length - 1] ?? 0;
  const frameRate = span > 0 ? (ticks.length - 1) / span : (probe.statedFrameRate ?? 25);
  const variableFrameRate = hasVariableRate(ticks);
  const notices: string[] = [];
  if (variableFrameRate) notices.push("The frame rate varies; every frame keeps its own presentation time.");
  if (!index.exactTimestamps) {
    notices.push(
      "The file does not say when each frame is shown, so jumps decode from the start and take longer.",
    );
  }
  const tracks = probe.videoStreams.length;
  if (tracks > 1) {
    const shown = probe.videoStreams.findIndex(({ stream }) => stream === probe.stream) + 1;
    notices.push(`The file holds ${tracks} video tracks; number ${shown} is shown.`);
  }
  if (probe.interlaced)
    notices.push("The movie is interlaced; deinterlacing rebuilds whole frames from its fields.");
  if (isHighDynamicRange(geometry.colour.transfer)) {
    notices.push(
      "The movie has a high dynamic range; it is tone-mapped to a standard one for display and export.",
    );
  }
  if (ticks.length === 1) notices.push("The movie has a single frame, so there is no motion to measure.");
  return {
    token: randomUUID(),
    name: basename(path),
    width: geometry.width,
    height: geometry.height,
    pixelAspect: geometry.pixelAspect,
    rotation: probe.rotation,
    frameCount: ticks.length,
    indexComplete: true,
    expectedFrameCount: ticks.length,
    times,
    frameRate,
    variableFrameRate,
    duration: span + (index.lastDuration * secondsPerTick || 1 / frameRate),
    codec: probe.codec,
    pixelFormat: probe.pixelFormat,
    colour: geometry.colour,
    hasAudio: probe.audioStreams.length > 0,
    videoStreams: probe.videoStreams,
    stream: probe.stream,
    interlaced: probe.interlaced,
    highDynamicRange: isHighDynamicRange(geometry.colour.transfer),
    notices,
    isSample,
  };
}

/** Steps that differ by one tick are the rounding of a steady rate to the time base, not a variable one. */
function hasVariableRate(ticks: Float64Array): boolean {
  let shortest = Number.POSITIVE_INFINITY;
  let longest = 0;
  for (let k = 1; k < ticks.length; k++) {
    const step = ticks[k] - ticks[k - 1];
    shortest = Math.min(shortest, step);
    longest = Math.max(longest, step);
  }
  return longest - shortest > Math.max(1, 0.01 * shortest);
}
