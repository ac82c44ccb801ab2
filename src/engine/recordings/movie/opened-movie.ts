import { randomUUID } from "node:crypto";
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
import { hasGrown, type SourceFile } from "../../recording/source-file";
import type { Timeline } from "../../recording/timeline";
import { movieFingerprint } from "../fingerprint";
import { sizeChange } from "../pictures/size-changes";
import type { DecodableMovie, FrameSize } from "./decode-run";
import { movieInfo } from "./movie-facts";
import { type DecodedPixels, pixelsFor } from "./movie-format";
import { MoviePasses } from "./movie-passes";
import { MovieReader } from "./movie-reader";
import { MovieSmallFrames } from "./movie-small-frames";
import type { MovieStart } from "./movie-start";
import { MovieTimeline } from "./movie-timeline";
import type { Indexing } from "./packet-index";
import type { MovieProbe, ProbeOptions } from "./probe";

/** How to open a movie. */
export interface OpenMovieOptions extends ProbeOptions {
  /** True for the built-in sample. */
  readonly isSample?: boolean;
}

export interface StartMovieOptions extends OpenMovieOptions {
  /** Makes the index by decoding at once, because that of the packets has turned out to be unreliable. */
  readonly distrustPackets?: boolean;
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

/** What a movie is put together from. */
export interface MovieParts {
  readonly path: string;
  readonly probe: MovieProbe;
  readonly source: SourceFile;
  readonly start: MovieStart;
  readonly indexing: Indexing;
  /** Ends the making of the index. */
  readonly control: AbortController;
  readonly options: StartMovieOptions;
}

/** A movie that ffmpeg decodes. */
export class OpenedMovie implements Recording {
  readonly format: FrameFormat;
  readonly timeline: Timeline;
  readonly indexed: Promise<IndexOutcome>;
  readonly identity: RecordingIdentity;
  readonly sound: RecordedSound | null;
  readonly passes: Passes;
  readonly #pixels: DecodedPixels;
  readonly #token = randomUUID();
  readonly #times: FrameTimes;
  readonly #isRetimed: boolean;
  #grown = false;
  #sizeNotice: MovieNotice | null = null;
  readonly #tools: FfmpegTools;
  readonly #parts: MovieParts;

  constructor(tools: FfmpegTools, parts: MovieParts) {
    this.#tools = tools;
    this.#parts = parts;
    const { path, probe, source, start, indexing } = parts;
    const { index } = indexing;
    this.#pixels = pixelsFor(probe.pixelFormat, probe.fullRange ? "full" : "limited");
    const { lumaBits, depth, picture } = this.#pixels;
    this.format = frameFormat(start, lumaBits, depth, picture);
    const own = new MovieTimeline(index, probe);
    this.timeline = retimed(own, retimingOf(probe));
    this.#isRetimed = this.timeline !== own;
    this.#times = new FrameTimes(this.timeline, rateOf(probe));
    this.identity = {
      track: probe.stream,
      reader: tools.ffmpeg.version,
      fingerprint: () => movieFingerprint(probe.input),
    };
    const silent = this.#isRetimed || probe.audioStreams.length === 0;
    this.sound = silent ? null : { path, tracks: probe.audioStreams };
    this.passes = new MoviePasses(
      tools.ffmpeg.path,
      { index, source, isPlain: this.#pixels.picture.kind !== "rgb" },
      ({ deinterlace, decoderThreads }) => this.#decodable(deinterlace, decoderThreads),
    );
    this.indexed = this.#finishIndex();
    // Whoever does not wait for it need not handle its failure.
    this.indexed.catch(() => undefined);
  }

  get path(): string {
    return this.#parts.path;
  }

  get info(): MovieInfo {
    const { format } = this;
    const token = this.#token;
    const times = this.#times;
    const grown = this.#grown;
    const isRetimed = this.#isRetimed;
    const sizeNotice = this.#sizeNotice;
    const { probe, start, indexing, options } = this.#parts;
    const { isSample = false } = options;
    // What is not I420 is turned into that of limited range to be shown.
    const isI420 = this.#pixels.picture.kind === "i420";
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
    const movie = this.#decodable(deinterlace, decoderThreads ?? null);
    const reader = new MovieReader(this.#tools.ffmpeg.path, movie, this.#parts.source);
    return new FrameSource(heap, this.format, this.timeline, reader, budgetBytes);
  }

  openSmallFrames(heap: SharedHeap, size: FrameSize): SmallFrames {
    const { lumaBits, depth, picture } = this.#pixels;
    const format = frameFormat(size, lumaBits, depth, picture);
    const movie = { ...this.#decodable(false, 1), format, reduced: true, background: true };
    return new MovieSmallFrames(this.#tools.ffmpeg.path, heap, movie, this.#parts.source);
  }

  close(): void {
    this.#parts.control.abort();
  }

  #decodable(deinterlace: boolean, threads: number | null): DecodableMovie {
    const { probe, start, indexing } = this.#parts;
    const { width, height, x264Build } = start;
    const { input, stream, fileStart, timeBase } = probe;
    const secondsPerTick = timeBase.numerator / timeBase.denominator;
    const { format } = this;
    const pixels = this.#pixels;
    return {
      ...{ input, stream, width, height, fileStart, secondsPerTick, x264Build, threads, format, pixels },
      index: indexing.index,
      // ffmpeg turns a frame before our filters see it, and fields that were turned are none any more.
      deinterlace: deinterlace && probe.rotation === 0,
    };
  }

  async #finishIndex(): Promise<IndexOutcome> {
    const { indexing, source, probe, control } = this.#parts;
    const [reliable, sizeNotice] = await Promise.all([
      indexing.done,
      probe.pictures && sizeChange(probe.pictures, control.signal),
    ]);
    this.#sizeNotice = sizeNotice;
    this.#grown = await hasGrown(source);
    return reliable ? "complete" : "unreliable";
  }
}
