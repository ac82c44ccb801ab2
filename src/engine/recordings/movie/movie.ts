import { randomUUID } from "node:crypto";
import { isHighDynamicRange } from "../../../shared/colour/transfer";
import { cancelledError, failure, throwIfCancelled } from "../../../shared/errors";
import { type MovieInfo, type MovieNotice, movieNotice } from "../../../shared/movie";
import { i420Size } from "../../../shared/overlay/i420-surface";
import type { SharedHeap } from "../../../workers/shared-heap";
import type { FfmpegTools } from "../../ffmpeg/locate";
import type { FrameFormat } from "../../recording/frame-format";
import { FrameSource } from "../../recording/frame-source";
import { FrameTimes } from "../../recording/frame-times";
import { checkSource, describeSource, hasGrown, type SourceFile } from "../../recording/source-file";
import { type DecodableMovie, DecodeRun, type FrameSize } from "./decode-run";
import { indexByDecoding } from "./decoded-index";
import type { FrameIndex } from "./frame-index";
import { FrameStream } from "./frame-stream";
import { CHECKED_FRAMES, decodeStart, type MovieStart } from "./movie-start";
import { type Indexing, indexPackets } from "./packet-index";
import { type AudioStream, type MovieProbe, type ProbeOptions, probeMovie } from "./probe";

/** How a frame source gives its frames. */
export interface FrameOptions {
  /** Bytes of decoded frames that it may keep; a pair and its neighbours are kept in any case. */
  readonly budgetBytes: number;
  /** Rebuilds whole frames from the fields of interlaced ones; false by default. */
  readonly deinterlace?: boolean;
  /** Threads of the decoder. More than there are cores take memory and keep it busy; default: as many as it likes. */
  readonly decoderThreads?: number;
}

/** How small pictures of a movie are read. */
export interface ReducedFrames extends Pick<FrameOptions, "budgetBytes"> {
  /** Size of the frames, in place of their own. */
  readonly size: FrameSize;
}

/** How a stream gives its frames; as in {@link FrameOptions}. */
export type StreamOptions = Required<Pick<FrameOptions, "deinterlace" | "decoderThreads">>;

/** How the making of a movie's index ended. "unreliable": what is known so far was wrong; see {@link startMovie}. */
export type IndexOutcome = "complete" | "unreliable";

/** An open movie: what it is, when its frames are shown, and a way to any of them. */
export interface Movie {
  readonly path: string;
  /** As it is known now; its frames grow while the index is being made. */
  readonly info: MovieInfo;
  readonly probe: MovieProbe;
  readonly index: FrameIndex;
  /** Resolves when the index is complete or turned out to be useless; rejects with `cancelled` after {@link close}. */
  readonly indexed: Promise<IndexOutcome>;
  /** What lies in the memory of a frame. */
  readonly format: FrameFormat;
  readonly audioStreams: readonly AudioStream[];
  /** Calls `listener` when more frames are known. Returns a function that ends that. */
  onIndexGrowth(listener: () => void): () => void;
  /** Opens a frame source of its own on the movie, with its frames in `heap`; close it when done. */
  openFrames(heap: SharedHeap, options: FrameOptions): FrameSource;
  /** The same frames made smaller, by a decoder of one thread that waits behind everything else; close it when done. */
  openReducedFrames(heap: SharedHeap, options: ReducedFrames): FrameSource;
  /**
   * Starts a decoder like those of {@link openReducedFrames} that shows keyframes only, from one of them on; close it when done.
   *
   * @throws KinoflowError `file-missing` and `file-changed` when the file is not there any more
   */
  openReducedKeyframes(keyframe: number, size: FrameSize): Promise<DecodeRun>;
  /**
   * Starts a decoder at a keyframe (0: the start of the movie) whose frames a worker reads by itself; close it when done. Null
   * where the system cannot do that.
   *
   * @throws KinoflowError `file-missing` and `file-changed` when the file is not there any more
   */
  openStream(keyframe: number, options: StreamOptions): Promise<FrameStream | null>;
  /** Ends the making of the index. Frame sources go on with the frames that are known. */
  close(): void;
}

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
): Promise<Movie> {
  const whole = async (startOptions: StartMovieOptions): Promise<Movie | null> => {
    const movie = await startMovie(tools, path, startOptions);
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
export async function startMovie(
  tools: FfmpegTools,
  path: string,
  options: StartMovieOptions = {},
): Promise<Movie> {
  const control = new AbortController();
  const onAbort = (): void => control.abort();
  options.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    throwIfCancelled(options.signal);
    const probe = await probeMovie(tools, path, options);
    const source = await describeSource(probe.sourcePath);
    const { start, indexing } = await startIndexing(tools, probe, options, control.signal);
    return new OpenedMovie(tools, { path, probe, source, start, indexing, control, options });
  } catch (error) {
    const cancelled = control.signal.aborted;
    control.abort();
    throw cancelled ? cancelledError() : error;
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
  }
}

/** Decodes the first frames and starts an index that agrees with them. */
async function startIndexing(
  tools: FfmpegTools,
  probe: MovieProbe,
  { distrustPackets = false }: StartMovieOptions,
  signal: AbortSignal,
): Promise<{ start: MovieStart; indexing: Indexing }> {
  const packetsControl = new AbortController();
  const packets = distrustPackets
    ? null
    : indexPackets(tools, probe, AbortSignal.any([signal, packetsControl.signal]));
  packets?.done.catch(() => undefined);
  try {
    const start = await decodeStart(tools, probe, signal);
    if (packets && (await agrees(packets, start)) && (await within(packets.done, PATIENCE_MS)) !== false) {
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
async function agrees(packets: Indexing, { ticks }: MovieStart): Promise<boolean> {
  await knownFrames(packets, CHECKED_FRAMES);
  const { index } = packets;
  if (index.count === 0 || (index.complete && index.count < ticks.length)) return false;
  const checked = Math.min(index.count, CHECKED_FRAMES);
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

function i420Format({ width, height }: FrameSize): FrameFormat {
  return { width, height, bytes: i420Size(width, height), lumaBits: 8 };
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

class OpenedMovie implements Movie {
  readonly indexed: Promise<IndexOutcome>;
  readonly format: FrameFormat;
  private readonly token = randomUUID();
  private readonly secondsPerTick: number;
  private readonly times: FrameTimes;
  private grown = false;

  constructor(
    private readonly tools: FfmpegTools,
    private readonly parts: MovieParts,
  ) {
    const { probe, start, indexing } = parts;
    this.format = i420Format(start);
    this.secondsPerTick = probe.timeBase.numerator / probe.timeBase.denominator;
    this.times = new FrameTimes(indexing.index, this.secondsPerTick);
    this.indexed = this.finishIndex();
    // Whoever does not wait for it need not handle its failure.
    this.indexed.catch(() => undefined);
  }

  get path(): string {
    return this.parts.path;
  }

  get probe(): MovieProbe {
    return this.parts.probe;
  }

  get index(): FrameIndex {
    return this.parts.indexing.index;
  }

  get audioStreams(): readonly AudioStream[] {
    return this.parts.probe.audioStreams;
  }

  onIndexGrowth(listener: () => void): () => void {
    return this.parts.indexing.index.subscribe(listener);
  }

  openFrames(
    heap: SharedHeap,
    { budgetBytes, deinterlace = false, decoderThreads }: FrameOptions,
  ): FrameSource {
    const { format } = this;
    const { source } = this.parts;
    const movie = { ...this.decodable(deinterlace, decoderThreads ?? null), source, format };
    return new FrameSource(this.tools, heap, movie, budgetBytes);
  }

  openReducedFrames(heap: SharedHeap, { budgetBytes, size }: ReducedFrames): FrameSource {
    const movie = { ...this.reduced(size), source: this.parts.source, format: i420Format(size) };
    return new FrameSource(this.tools, heap, movie, budgetBytes);
  }

  async openReducedKeyframes(keyframe: number, size: FrameSize): Promise<DecodeRun> {
    await checkSource(this.parts.source);
    return DecodeRun.start(this.tools.ffmpeg.path, this.reduced(size), keyframe, { keyframesOnly: true });
  }

  async openStream(
    keyframe: number,
    { deinterlace, decoderThreads }: StreamOptions,
  ): Promise<FrameStream | null> {
    await checkSource(this.parts.source);
    return FrameStream.open(this.tools.ffmpeg.path, this.decodable(deinterlace, decoderThreads), keyframe);
  }

  private decodable(deinterlace: boolean, threads: number | null): DecodableMovie {
    const { probe, start } = this.parts;
    const { width, height, x264Build } = start;
    const { input, stream, fileStart } = probe;
    const { secondsPerTick, index } = this;
    const frameBytes = this.format.bytes;
    return {
      ...{ input, stream, width, height, frameBytes, fileStart, secondsPerTick, index, x264Build, threads },
      // ffmpeg turns a frame before our filters see it, and fields that were turned are none any more.
      deinterlace: deinterlace && probe.rotation === 0,
    };
  }

  private reduced(size: FrameSize): DecodableMovie {
    const frameBytes = i420Size(size.width, size.height);
    return { ...this.decodable(false, 1), reducedTo: size, frameBytes, background: true };
  }

  close(): void {
    this.parts.control.abort();
  }

  get info(): MovieInfo {
    const { probe, start, options } = this.parts;
    const { index } = this;
    const times = this.times.seconds;
    const count = times.length;
    const span = times[count - 1] ?? 0;
    const frameRate = span > 0 ? (count - 1) / span : (probe.statedFrameRate ?? 25);
    const known = span + (index.lastDuration * this.secondsPerTick || 1 / frameRate);
    return {
      token: this.token,
      name: probe.name,
      width: start.width,
      height: start.height,
      pixelAspect: start.pixelAspect,
      rotation: probe.rotation,
      frameCount: count,
      indexComplete: index.complete,
      expectedFrameCount: index.complete ? count : Math.max(count, probe.statedFrameCount ?? 0),
      times,
      frameRate,
      variableFrameRate: this.times.varying,
      duration: index.complete ? known : Math.max(known, probe.statedDuration ?? 0),
      codec: probe.codec,
      pixelFormat: probe.pixelFormat,
      colour: start.colour,
      hasAudio: probe.audioStreams.length > 0,
      videoStreams: probe.videoStreams,
      stream: probe.stream,
      interlaced: this.interlaced,
      highDynamicRange: isHighDynamicRange(start.colour.transfer),
      notices: this.notices(count),
      isSample: options.isSample ?? false,
    };
  }

  /** Not all containers and codecs say so before a frame is decoded. */
  private get interlaced(): boolean {
    const { probe, start } = this.parts;
    return probe.interlaced || start.interlaced;
  }

  private async finishIndex(): Promise<IndexOutcome> {
    const { indexing, source } = this.parts;
    const reliable = await indexing.done;
    this.grown = await hasGrown(source);
    return reliable ? "complete" : "unreliable";
  }

  private notices(count: number): readonly MovieNotice[] {
    const { probe, start } = this.parts;
    const { index } = this;
    const notices: MovieNotice[] = [...probe.notices];
    if (this.times.varying) notices.push(movieNotice("frameRateVaries"));
    if (index.identity === "counting") {
      notices.push(movieNotice("timesUnknown"));
    }
    const tracks = probe.videoStreams.length;
    if (tracks > 1) {
      const shown = probe.videoStreams.findIndex(({ stream }) => stream === probe.stream) + 1;
      notices.push(movieNotice("tracks", tracks, shown));
    }
    if (this.interlaced && probe.rotation === 0) notices.push(movieNotice("interlaced"));
    if (this.interlaced && probe.rotation !== 0) notices.push(movieNotice("interlacedAndTurned"));
    if (isHighDynamicRange(start.colour.transfer)) {
      notices.push(movieNotice("highDynamicRange"));
    }
    if (this.grown) {
      notices.push(movieNotice("grown"));
    }
    if (index.complete && count === 1) {
      notices.push(movieNotice("singleFrame"));
    }
    return notices;
  }
}
