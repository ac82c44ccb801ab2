import { cancelledError, throwIfCancelled } from "../../../shared/errors";
import type { SharedBytes } from "../../../workers/protocol";
import type { SharedHeap } from "../../../workers/shared-heap";
import type { FrameFormat } from "../../recording/frame-format";
import { FrameSource } from "../../recording/frame-source";
import type { SmallFrame, SmallFrames } from "../../recording/small-frames";
import { checkSource, type SourceFile } from "../../recording/source-file";
import { type DecodableMovie, DecodeRun } from "./decode-run";
import { canJump, keyframeBefore } from "./frame-index";
import { MovieReader } from "./movie-reader";

/** Frames that passed by on the way to another one are kept: the next one may be among them. */
const BUDGET_BYTES = 4 * 2 ** 20;
/** So many keyframes in a row that could not be decoded alone, and no more are tried. */
const MOST_REFUSED = 3;

/**
 * Small frames of a movie, reduced by the decoder. They come as all frames do, known by what the decoder announces. Where a keyframe
 * will do it is decoded alone, and refused when ffmpeg complained or announced another frame: not all that containers call keyframes
 * can be decoded without what lies before.
 */
export class MovieSmallFrames implements SmallFrames {
  #frames: FrameSource | null = null;
  /** Where a keyframe is read to. */
  #keyframe: SharedBytes | null = null;
  #keyframeInUse = false;
  #refused = 0;
  #closed = false;
  readonly #ffmpeg: string;
  readonly #heap: SharedHeap;
  readonly #movie: DecodableMovie;
  readonly #source: SourceFile;

  /** @param movie as a decoder is told of it that reduces its frames */
  constructor(ffmpeg: string, heap: SharedHeap, movie: DecodableMovie, source: SourceFile) {
    this.#ffmpeg = ffmpeg;
    this.#heap = heap;
    this.#movie = movie;
    this.#source = source;
  }

  get format(): FrameFormat {
    return this.#movie.format;
  }

  async get(frame: number, tolerance: number, signal: AbortSignal): Promise<SmallFrame> {
    const { index } = this.#movie;
    const keyframe = keyframeBefore(index, frame);
    const wanted = frame - keyframe <= tolerance ? keyframe : frame;
    if (wanted === keyframe && canJump(index, false) && !this.#frames?.has(keyframe)) {
      const alone = await this.#keyframeAlone(keyframe, signal);
      if (alone) return alone;
    }
    this.#frames ??= this.#openFrames();
    const lease = await this.#frames.get(wanted, signal);
    return { memory: lease.slot.memory, release: () => lease.release() };
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.#frames?.close();
    if (!this.#keyframeInUse) this.#releaseKeyframe();
  }

  #releaseKeyframe(): void {
    if (this.#keyframe) this.#heap.release(this.#keyframe);
    this.#keyframe = null;
  }

  #openFrames(): FrameSource {
    const ffmpeg = this.#ffmpeg;
    const heap = this.#heap;
    const movie = this.#movie;
    const source = this.#source;
    const reader = new MovieReader(ffmpeg, movie, source);
    return new FrameSource(heap, movie.format, movie.index, reader, BUDGET_BYTES);
  }

  /** A keyframe, decoded alone; null where that cannot be relied on. */
  async #keyframeAlone(frame: number, signal: AbortSignal): Promise<SmallFrame | null> {
    if (this.#refused >= MOST_REFUSED) return null;
    const memory = this.#keyframe ?? this.#heap.allocate(this.format.bytes);
    this.#keyframe = memory;
    this.#keyframeInUse = true;
    const release = (): void => {
      this.#keyframeInUse = false;
      if (this.#closed) this.#releaseKeyframe();
    };
    let believed = false;
    try {
      believed = await this.#readKeyframe(frame, memory, signal);
    } finally {
      if (!believed) release();
    }
    this.#refused = believed ? 0 : this.#refused + 1;
    return believed ? { memory, release } : null;
  }

  /** False where what was decoded is not surely the keyframe. */
  async #readKeyframe(frame: number, memory: SharedBytes, signal: AbortSignal): Promise<boolean> {
    await checkSource(this.#source);
    const run = await DecodeRun.start(this.#ffmpeg, this.#movie, frame, { keyframesOnly: true });
    const onAbort = (): void => run.kill();
    signal.addEventListener("abort", onAbort, { once: true });
    try {
      throwIfCancelled(signal);
      const reading = await run.read(this.#heap.bytes(memory));
      return reading.kind === "frame" && reading.frame === frame && run.errorText === "";
    } catch (error) {
      throw signal.aborted ? cancelledError() : error;
    } finally {
      signal.removeEventListener("abort", onAbort);
      await run.close();
    }
  }
}
