import { randomUUID } from "node:crypto";
import { cancelledError, failure, throwIfCancelled } from "../../../shared/errors";
import type { MovieInfo, MovieNotice } from "../../../shared/movie";
import type { SharedHeap } from "../../../workers/shared-heap";
import type { FfmpegTools } from "../../ffmpeg/locate";
import { type FrameFormat, frameFormat } from "../../recording/frame-format";
import { FrameSource } from "../../recording/frame-source";
import { FrameTimes } from "../../recording/frame-times";
import type { Passes } from "../../recording/passes";
import type {
  FrameOptions,
  IndexOutcome,
  RecordedSound,
  Recording,
  RecordingIdentity,
} from "../../recording/recording";
import { type Retiming, retimed } from "../../recording/retimed";
import type { SmallFrames } from "../../recording/small-frames";
import { describeSource, hasGrown, type SourceFile } from "../../recording/source-file";
import type { Timeline } from "../../recording/timeline";
import { movieFingerprint } from "../fingerprint";
import { sizeChange } from "../pictures/size-changes";
import type { DecodableMovie, FrameSize } from "./decode-run";
import { indexByDecoding } from "./decoded-index";
import { frameAtTicks } from "./frame-index";
import { movieInfo } from "./movie-facts";
import { type DecodedPixels, pixelsFor } from "./movie-format";
import { MoviePasses } from "./movie-passes";
import { MovieReader } from "./movie-reader";
import { MovieSmallFrames } from "./movie-small-frames";
import { CHECKED_FRAMES, decodeStart, type MovieStart, withKnownMatrix } from "./movie-start";
import { MovieTimeline } from "./movie-timeline";
import { type Indexing, indexListed, indexPackets } from "./packet-index";
import { findMovie, type MovieProbe, type ProbedMovie, type ProbeOptions, probeFound } from "./probe";

/** How to open a movie. */
export interface OpenMovieOptions extends ProbeOptions {
  /** True for the built-in sample. */
  readonly isSample?: boolean;
}

export interface StartMovieOptions extends OpenMovieOptions {
  /** Makes the index by decoding at once, because that of the packets has turned out to be unreliable. */
  readonly distrustPackets?: boolean;
}

/** A short movie is indexed in less, and opens as a whole. */
const PATIENCE_MS = 250;

/**
 * Opens a movie and waits until all its frames are known.
 *
 * @throws KinoflowError with one sentence for people when the file is no movie that can be shown.
 */
export async function openMovie(
  tools: FfmpegTools,
  path: string,
  options: OpenMovieOptions = {},
): Promise<Recording> {
  const whole = async (startOptions: StartMovieOptions): Promise<Recording | null> => {
    const movie = await start(tools, path, startOptions, startOptions.distrustPackets !== true);
    const onAbort = (): void => movie.close();
    options.signal?.addEventListener("abort", onAbort, { once: true });
    try {
      throwIfCancelled(options.signal);
      return (await movie.indexed) === "complete" ? movie : null;
    } finally {
      options.signal?.removeEventListener("abort", onAbort);
    }
  };
  const movie = (await whole(options)) ?? (await whole({ ...options, distrustPackets: true }));
  if (movie) return movie;
  throw failure("framesNotListed");
}

/**
 * Opens a movie as soon as its first frames can be shown: probes it, decodes the first frames, and lists the others in
 * the background. Should the list turn out to be unreliable later on (`indexed`), what is open has to be closed, and
 * opened again with `distrustPackets`.
 *
 * @throws KinoflowError with one sentence for people when the file is no movie that can be shown.
 */
export function startMovie(
  tools: FfmpegTools,
  path: string,
  options: StartMovieOptions = {},
): Promise<Recording> {
  return start(tools, path, options, false);
}

/** @param whole whoever opens it waits until all its frames are known */
async function start(
  tools: FfmpegTools,
  path: string,
  options: StartMovieOptions,
  whole: boolean,
): Promise<Recording> {
  const control = new AbortController();
  const onAbort = (): void => control.abort();
  options.signal?.addEventListener("abort", onAbort, { once: true });
  let beginning: Promise<MovieStart> | null = null;
  try {
    throwIfCancelled(options.signal);
    const found = await findMovie(path, options);
    // While ffprobe reads, ffmpeg decodes: most of what either takes is its own start.
    beginning = decodeStart(tools, { input: found.input, stream: options.stream ?? null }, control.signal);
    beginning.catch(() => undefined);
    const probed = await probeFound(tools, found, options, whole);
    const { probe } = probed;
    const source = await describeSource(probe.sourcePath);
    const { start, indexing } = await startIndexing(tools, probed, beginning, options, control.signal);
    // A folder that is opened for the one movie in it is that movie.
    const shown = probe.input.kind === "file" ? probe.input.path : path;
    return new OpenedMovie(tools, { path: shown, probe, source, start, indexing, control, options });
  } catch (error) {
    const cancelled = control.signal.aborted;
    control.abort();
    await beginning?.catch(() => undefined);
    throw cancelled ? cancelledError() : error;
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
  }
}

/** Starts an index that agrees with the first frames. */
async function startIndexing(
  tools: FfmpegTools,
  { probe, packets: listed }: ProbedMovie,
  beginning: Promise<MovieStart>,
  { distrustPackets = false }: StartMovieOptions,
  signal: AbortSignal,
): Promise<{ start: MovieStart; indexing: Indexing }> {
  const packetsControl = new AbortController();
  const list = (): Indexing =>
    listed
      ? indexListed(listed, probe)
      : indexPackets(tools, probe, AbortSignal.any([signal, packetsControl.signal]));
  const packets = distrustPackets ? null : list();
  packets?.done.catch(() => undefined);
  try {
    const start = withKnownMatrix(await beginning, probe);
    if (
      packets &&
      (await agrees(packets, start, probe)) &&
      (await within(packets.done, PATIENCE_MS)) !== false
    ) {
      return { start, indexing: packets };
    }
    packetsControl.abort();
    await packets?.done.catch(() => undefined);
    const decoded = indexByDecoding(tools, probe, signal);
    decoded.done.catch(() => undefined);
    await knownFrames(decoded, 2);
    await within(decoded.done, PATIENCE_MS);
    return { start, indexing: decoded };
  } catch (error) {
    packetsControl.abort();
    await packets?.done.catch(() => undefined);
    throw error;
  }
}

/** True when the packets list what the decoder shows. */
async function agrees(packets: Indexing, { ticks }: MovieStart, { input }: MovieProbe): Promise<boolean> {
  await knownFrames(packets, CHECKED_FRAMES);
  const { index } = packets;
  if (index.count === 0 || (index.complete && index.count < ticks.length)) return false;
  const checked = Math.min(index.count, CHECKED_FRAMES);
  if (input.kind === "sequence") {
    // A picture is a packet, whether it can be decoded or not.
    return ticks.every(
      (value) => value !== null && (value >= index.count || frameAtTicks(index, value) >= 0),
    );
  }
  return ticks.length >= checked && ticks.slice(0, checked).every((value, k) => value === index.ticks[k]);
}

/** Waits until so many frames are known, or there will be no more. */
async function knownFrames({ index, done }: Indexing, count: number): Promise<void> {
  if (index.complete || index.count >= count) return;
  let leave: () => void = () => undefined;
  const grown = new Promise<void>((resolve) => {
    leave = index.subscribe(() => {
      if (index.complete || index.count >= count) resolve();
    });
  });
  try {
    await Promise.race([grown, done]);
  } finally {
    leave();
  }
}

/** What a promise resolves to within so many milliseconds; null when it takes longer. */
async function within<T>(work: Promise<T>, ms: number): Promise<T | null> {
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<null>((resolve) => {
    timer = setTimeout(() => resolve(null), ms);
  });
  try {
    return await Promise.race([work, late]);
  } finally {
    clearTimeout(timer);
  }
}

/** What takes the place of the file's times. */
function retimingOf({ countedRate, times, rates }: MovieProbe): Retiming {
  const { captured, stored } = rates;
  return { rate: countedRate, times, capture: captured === null ? null : { captured, stored } };
}

/** Frames per second that are stated of the frames at the times that they have. */
function rateOf({ statedFrameRate, rates }: MovieProbe): number | null {
  if (statedFrameRate === null || rates.captured === null) return statedFrameRate;
  return (statedFrameRate * rates.captured) / rates.stored;
}

interface MovieParts {
  readonly path: string;
  readonly probe: MovieProbe;
  readonly source: SourceFile;
  readonly start: MovieStart;
  readonly indexing: Indexing;
  /** Ends the making of the index. */
  readonly control: AbortController;
  readonly options: StartMovieOptions;
}

class OpenedMovie implements Recording {
  readonly format: FrameFormat;
  readonly timeline: Timeline;
  readonly indexed: Promise<IndexOutcome>;
  readonly identity: RecordingIdentity;
  readonly sound: RecordedSound | null;
  readonly passes: Passes;
  private readonly pixels: DecodedPixels;
  private readonly token = randomUUID();
  private readonly times: FrameTimes;
  private readonly isRetimed: boolean;
  private grown = false;
  private sizeNotice: MovieNotice | null = null;

  constructor(
    private readonly tools: FfmpegTools,
    private readonly parts: MovieParts,
  ) {
    const { path, probe, source, start, indexing } = parts;
    const { index } = indexing;
    this.pixels = pixelsFor(probe.pixelFormat, probe.fullRange ? "full" : "limited");
    const { lumaBits, depth, picture } = this.pixels;
    this.format = frameFormat(start, lumaBits, depth, picture);
    const own = new MovieTimeline(index, probe);
    this.timeline = retimed(own, retimingOf(probe));
    this.isRetimed = this.timeline !== own;
    this.times = new FrameTimes(this.timeline, rateOf(probe));
    this.identity = {
      track: probe.stream,
      reader: tools.ffmpeg.version,
      fingerprint: () => movieFingerprint(probe.input),
    };
    const silent = this.isRetimed || probe.audioStreams.length === 0;
    this.sound = silent ? null : { path, tracks: probe.audioStreams };
    this.passes = new MoviePasses(
      tools.ffmpeg.path,
      { index, source, isPlain: this.pixels.picture.kind !== "rgb" },
      ({ deinterlace, decoderThreads }) => this.decodable(deinterlace, decoderThreads),
    );
    this.indexed = this.finishIndex();
    // Whoever does not wait for it need not handle its failure.
    this.indexed.catch(() => undefined);
  }

  get path(): string {
    return this.parts.path;
  }

  get info(): MovieInfo {
    const { token, times, format, grown, isRetimed, sizeNotice } = this;
    const { probe, start, indexing, options } = this.parts;
    const { isSample = false } = options;
    // What is not I420 is turned into that of limited range to be shown.
    const isI420 = this.pixels.picture.kind === "i420";
    const colour = isI420 ? start.colour : { ...start.colour, range: "limited" as const };
    const { index } = indexing;
    const facts = {
      token,
      times,
      format,
      colour,
      grown,
      isRetimed,
      sizeNotice,
      probe,
      start,
      index,
      isSample,
    };
    return movieInfo(facts);
  }

  openFrames(
    heap: SharedHeap,
    { budgetBytes, deinterlace = false, decoderThreads }: FrameOptions,
  ): FrameSource {
    const movie = this.decodable(deinterlace, decoderThreads ?? null);
    const reader = new MovieReader(this.tools.ffmpeg.path, movie, this.parts.source);
    return new FrameSource(heap, this.format, this.timeline, reader, budgetBytes);
  }

  openSmallFrames(heap: SharedHeap, size: FrameSize): SmallFrames {
    const { lumaBits, depth, picture } = this.pixels;
    const format = frameFormat(size, lumaBits, depth, picture);
    const movie = { ...this.decodable(false, 1), format, reduced: true, background: true };
    return new MovieSmallFrames(this.tools.ffmpeg.path, heap, movie, this.parts.source);
  }

  close(): void {
    this.parts.control.abort();
  }

  private decodable(deinterlace: boolean, threads: number | null): DecodableMovie {
    const { probe, start, indexing } = this.parts;
    const { width, height, x264Build } = start;
    const { input, stream, fileStart, timeBase } = probe;
    const secondsPerTick = timeBase.numerator / timeBase.denominator;
    const { format, pixels } = this;
    return {
      ...{ input, stream, width, height, fileStart, secondsPerTick, x264Build, threads, format, pixels },
      index: indexing.index,
      // ffmpeg turns a frame before our filters see it, and fields that were turned are none any more.
      deinterlace: deinterlace && probe.rotation === 0,
    };
  }

  private async finishIndex(): Promise<IndexOutcome> {
    const { indexing, source, probe, control } = this.parts;
    const [reliable, sizeNotice] = await Promise.all([
      indexing.done,
      probe.pictures && sizeChange(probe.pictures, control.signal),
    ]);
    this.sizeNotice = sizeNotice;
    this.grown = await hasGrown(source);
    return reliable ? "complete" : "unreliable";
  }
}
