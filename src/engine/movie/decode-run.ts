import type { MovieInput } from "../ffmpeg/arguments";
import { FrameDecoder } from "./decoder";
import { type FrameIndex, frameAtTicks } from "./frame-index";

/** The facts that decoding frames of a movie takes. */
export interface DecodableMovie {
  readonly input: MovieInput;
  readonly stream: number;
  readonly width: number;
  readonly height: number;
  readonly frameBytes: number;
  /** Seconds from which ffmpeg counts a seek. */
  readonly fileStart: number;
  /** Seconds of one tick. */
  readonly secondsPerTick: number;
  readonly index: FrameIndex;
  /** True when frames are rebuilt from fields, for which each takes a look at its neighbours. */
  readonly deinterlace: boolean;
  /** Build of x264 that made the stream; null where the stream does not say. */
  readonly x264Build: number | null;
  /** Threads of the decoder; null leaves that to ffmpeg. */
  readonly threads: number | null;
}

export type Reading =
  /**
   * This frame lies in the memory that was given. Frames from `expected` on to before it were passed without being shown,
   * which means that they cannot be decoded.
   */
  | { readonly kind: "frame"; readonly frame: number; readonly expected: number; readonly decodeMs: number }
  /** Something was decoded that is no frame of the movie, or not surely the one it seems to be; read on. */
  | { readonly kind: "unusable" }
  /** Decoding cannot start at the keyframe that it was started at: the container is wrong, or it is damaged. */
  | { readonly kind: "no-keyframe" }
  /** What was decoded cannot be matched with the index at all; an earlier start may do better. */
  | { readonly kind: "lost" }
  | { readonly kind: "end" };

/**
 * One ffmpeg on its way through a movie, from a keyframe on. It says of each decoded frame which one it is: by what the
 * decoder announces, never by counting from where a seek was expected to land; only a run from the start may count.
 */
export class DecodeRun {
  private readonly decoder: FrameDecoder;
  /** Before the keyframe come frames whose references may lie before it. */
  private trusted: number;
  private nextFrame: number;
  /** True once a frame of the movie's size came. */
  private begun = false;
  private seen = false;
  /** True once the keyframe itself came by, or where every frame can be proven to be right. */
  private anchored: boolean;
  private killed = false;
  private first: number | null = null;

  /** @param start the keyframe to start from; 0 is the start of the movie. Earlier frames are not shown. */
  constructor(
    ffmpeg: string,
    private readonly movie: DecodableMovie,
    readonly start: number,
  ) {
    const { input, stream, fileStart, secondsPerTick, index, deinterlace } = movie;
    this.decoder = new FrameDecoder(ffmpeg, {
      input,
      stream,
      deinterlace,
      from: start === 0 ? null : index.ticks[start] * secondsPerTick - fileStart,
      checksums: index.identity === "checksums",
      frameSize: { width: movie.width, height: movie.height },
      x264Build: movie.x264Build,
      threads: movie.threads,
    });
    this.nextFrame = start;
    this.trusted = start;
    this.anchored = start === 0 || index.identity === "checksums";
  }

  /** True after {@link kill}. */
  get isKilled(): boolean {
    return this.killed;
  }

  /** The frame that is shown next, or a later one. */
  get position(): number {
    return this.nextFrame;
  }

  /** The first frame that was shown; null before. */
  get firstShown(): number | null {
    return this.first;
  }

  get pid(): number | undefined {
    return this.decoder.pid;
  }

  get errorText(): string {
    return this.decoder.errorText;
  }

  /**
   * Reads the next frame into `target` (frameBytes of I420).
   *
   * @throws KinoflowError `decoder-failed` when ffmpeg was killed.
   */
  async read(target: Uint8Array): Promise<Reading> {
    const { width, height, deinterlace } = this.movie;
    const decoded = await this.decoder.next(() => target);
    if (decoded === null) return { kind: "end" };
    // ffmpeg scales a stream of changing size to what it met first, so only a run from the movie's start gives the
    // movie's size.
    if (!this.begun && (decoded.width !== width || decoded.height !== height)) return { kind: "lost" };
    this.begun = true;
    const frame = this.identify(decoded.ticks, decoded.checksum);
    if (frame === null) return { kind: "lost" };
    if (!this.anchored && frame >= this.start) {
      // Not all decoders wait for a keyframe; what they show without one looks like a frame and is none.
      if (frame > this.start || !decoded.keyframe) return { kind: "no-keyframe" };
      this.anchored = true;
    }
    // A frame is rebuilt from fields with the help of the one before it, which the first one after a seek does not have.
    if (deinterlace && !this.seen && frame >= 0 && this.start > 0)
      this.trusted = Math.max(this.start, frame) + 1;
    if (frame >= 0) this.seen = true;
    if (frame < this.trusted) return { kind: "unusable" };
    // What a seek left out says nothing about the movie.
    const expected = this.first === null ? frame : this.nextFrame;
    this.nextFrame = frame + 1;
    this.first ??= frame;
    return { kind: "frame", frame, expected, decodeMs: decoded.decodeMs };
  }

  kill(): void {
    this.killed = true;
    this.decoder.kill();
  }

  close(): Promise<void> {
    return this.decoder.close();
  }

  /** The number of a decoded frame, -1 when the movie has no such frame, null when it contradicts the index. */
  private identify(ticks: number | null, checksum: number | null): number | null {
    const { index } = this.movie;
    if (index.identity !== "timestamps" && this.start === 0) return this.nextFrame;
    const frame = ticks === null ? -1 : frameAtTicks(index, ticks);
    if (index.identity === "timestamps") return frame;
    return frame >= 0 && index.checksums[frame] === checksum ? frame : null;
  }
}
