import { constants, setPriority } from "node:os";
import type { DecodeRequest, MovieInput } from "../../ffmpeg/arguments";
import { completeFrame, type FrameFormat, recordedBytes, recordedPart } from "../../recording/frame-format";
import { FrameDecoder } from "./decoder";
import { FrameRecogniser, type Recognition, type ShownMovie } from "./frame-recogniser";
import type { DecodedPixels } from "./movie-format";

/** Pixels across and down. */
export interface FrameSize {
  readonly width: number;
  readonly height: number;
}

/** The facts that decoding frames of a movie takes. */
export interface DecodableMovie extends ShownMovie {
  readonly input: MovieInput;
  readonly stream: number;
  /** How ffmpeg is asked for pixels. */
  readonly pixels: DecodedPixels;
  /** What lies in the memory of a frame. */
  readonly format: FrameFormat;
  /** Seconds from which ffmpeg counts a seek. */
  readonly fileStart: number;
  /** Seconds of one tick. */
  readonly secondsPerTick: number;
  /** Build of x264 that made the stream; null where the stream does not say. */
  readonly x264Build: number | null;
  /** Threads of the decoder; null leaves that to ffmpeg. */
  readonly threads: number | null;
  /** True where the frames are made smaller, to the size of {@link format}. */
  readonly reduced?: boolean;
  /** Lets the decoder wait behind everything else that wants the processor. */
  readonly background?: boolean;
}

/** How a run reads. */
export interface RunOptions {
  /** Leaves out all that is no keyframe: what the run says of frames between them means nothing. */
  readonly keyframesOnly?: boolean;
}

/** @param start the keyframe to start from; 0 is the start of the movie */
export function decodeRequest(
  movie: DecodableMovie,
  start: number,
  { keyframesOnly = false }: RunOptions = {},
): DecodeRequest {
  const { input, stream, deinterlace, index, x264Build, threads, reduced = false } = movie;
  const { format, pixels } = movie;
  const { width, height } = format;
  return {
    ...{ input, stream, deinterlace, x264Build, threads },
    from: start === 0 ? null : index.ticks[start] * movie.secondsPerTick - movie.fileStart,
    checksums: index.identity === "checksums",
    frameSize: { width, height },
    pixels: { name: pixels.name, frameBytes: recordedBytes(format) },
    reduce: reduced,
    keyframesOnly,
  };
}

export type Reading =
  /** This frame lies in the memory that was given. */
  | (Extract<Recognition, { kind: "frame" }> & { readonly decodeMs: number })
  | Exclude<Recognition, { kind: "frame" }>
  | { readonly kind: "end" };

/** One ffmpeg on its way through a movie, from a keyframe on. */
export class DecodeRun {
  readonly #recogniser: FrameRecogniser;
  readonly #format: FrameFormat;
  #killed = false;

  /** @param start the keyframe to start from; 0 is the start of the movie. Earlier frames are not shown. */
  static async start(
    ffmpeg: string,
    movie: DecodableMovie,
    start: number,
    options: RunOptions = {},
  ): Promise<DecodeRun> {
    const decoder = await FrameDecoder.start(ffmpeg, decodeRequest(movie, start, options));
    if (movie.background) yieldProcessor(decoder.pid);
    return new DecodeRun(decoder, movie, start);
  }
  readonly #decoder: FrameDecoder;

  // biome-ignore lint/style/useConsistentMemberAccessibility: a constructor has no other way to be private
  private constructor(
    decoder: FrameDecoder,
    movie: DecodableMovie,
    readonly start: number,
  ) {
    this.#decoder = decoder;
    this.#format = movie.format;
    this.#recogniser = new FrameRecogniser(movie, start);
  }

  /** True after {@link kill}. */
  get isKilled(): boolean {
    return this.#killed;
  }

  /** The frame that is shown next, or a later one. */
  get position(): number {
    return this.#recogniser.position;
  }

  /** The first frame that was shown; null before. */
  get firstShown(): number | null {
    return this.#recogniser.firstShown;
  }

  get pid(): number | undefined {
    return this.#decoder.pid;
  }

  get errorText(): string {
    return this.#decoder.errorText;
  }

  /**
   * Reads the next frame into `target`, which has the room of a frame.
   *
   * @throws KinoflowError `decoder-failed` when ffmpeg was killed.
   */
  async read(target: Uint8Array): Promise<Reading> {
    const decoded = await this.#decoder.next(() => recordedPart(this.#format, target));
    if (decoded === null) return { kind: "end" };
    const recognition = this.#recogniser.recognise(decoded);
    if (recognition.kind === "frame") completeFrame(this.#format, target);
    return recognition.kind === "frame" ? { ...recognition, decodeMs: decoded.decodeMs } : recognition;
  }

  kill(): void {
    this.#killed = true;
    this.#decoder.kill();
  }

  close(): Promise<void> {
    return this.#decoder.close();
  }
}

function yieldProcessor(pid: number | undefined): void {
  if (pid === undefined) return;
  try {
    setPriority(pid, constants.priority.PRIORITY_LOW);
  } catch {
    // It is gone already, or the system will not have it; then it has the priority of others.
  }
}
