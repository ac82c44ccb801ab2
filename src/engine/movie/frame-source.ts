import { cancelledError, KinoflowError } from "../../shared/errors";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { SharedHeap } from "../../workers/shared-heap";
import type { MovieInput } from "../ffmpeg/arguments";
import type { FfmpegTools } from "../ffmpeg/locate";
import { FrameDecoder } from "./decoder";
import { type FrameIndex, frameAtTicks, keyframeBefore } from "./frame-index";
import { type Lease, LeasedCache } from "./leased-cache";
import { SlotPool } from "./slot-pool";

/** What is known of a cached frame besides its pixels. */
export interface FrameMeta {
  readonly frame: number;
  /** What its decoding cost, in milliseconds. */
  readonly decodeMs: number;
}

export type FrameLease = Lease<FrameMeta>;

/** The facts a frame source needs of its movie. */
export interface FrameSourceMovie {
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
  /** True when whole frames are rebuilt from fields, of which each needs its neighbours. */
  readonly deinterlace: boolean;
}

/** A decoder that has not shown its next frame this long after nobody wants it any more hangs, on a dead disk say. */
const STUCK_MS = 1000;
/** Frames over which reading on is quicker than starting another ffmpeg. */
const SHORT_GAP = 12;

/**
 * Any frame of a movie by its number, the same bytes however it is reached. Frames are decoded from the
 * preceding keyframe, kept in a cache of a fixed number of bytes as they pass, and known by the presentation
 * timestamp that the decoder gives them.
 */
export class FrameSource {
  private readonly cache: LeasedCache<number, FrameMeta>;
  private decoder: FrameDecoder | null = null;
  /** Frame that the running decoder shows next; -1 while that is unknown, right after a seek. */
  private nextFrame = 0;
  /** Where the running decoder was asked to start. */
  private startedAt = 0;
  /** Frames before this one are not to be trusted after a seek: their references may lie before it. */
  private trustFrom = 0;
  private lastErrorText = "";
  private turn: Promise<void> = Promise.resolve();
  private playhead = 0;
  private closed = false;

  constructor(
    private readonly tools: FfmpegTools,
    heap: SharedHeap,
    private readonly movie: FrameSourceMovie,
    readonly budgetBytes: number,
  ) {
    // A pair and its neighbours have to fit, whatever the budget says.
    const capacity = Math.max(4, Math.floor(budgetBytes / movie.frameBytes));
    this.cache = new LeasedCache(new SlotPool(heap, movie.frameBytes), capacity, (frame) =>
      Math.abs(frame - this.playhead),
    );
  }

  /** Bytes of shared memory that the frames hold. */
  get heldBytes(): number {
    return this.cache.heldBytes;
  }

  get decoderPid(): number | undefined {
    return this.decoder?.pid;
  }

  has(frame: number): boolean {
    return this.cache.has(frame);
  }

  /**
   * Leases a frame; release it soon. Requests are served one after the other; an aborted one ends at the next
   * decoded frame and rejects with `cancelled`.
   *
   * @throws KinoflowError `frame-missing` when the movie is damaged there, `decoder-failed` when ffmpeg died,
   * `cancelled` when the signal aborted.
   */
  async get(frame: number, signal?: AbortSignal): Promise<FrameLease> {
    if (!Number.isInteger(frame) || frame < 0 || frame >= this.movie.index.ticks.length) {
      throw new KinoflowError("invalid-argument", `There is no frame ${frame} in this movie.`);
    }
    const previous = this.turn;
    let done: () => void = () => undefined;
    this.turn = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await previous;
      if (this.closed || signal?.aborted) throw cancelledError();
      this.playhead = frame;
      return this.cache.lease(frame) ?? (await this.decode(frame, signal));
    } finally {
      done();
    }
  }

  /** Ends ffmpeg. Leases stay valid; nothing more can be asked for. */
  async close(): Promise<void> {
    this.closed = true;
    // Not after whoever waits for a frame: the decoder may hang.
    this.decoder?.kill();
    await this.turn;
    await this.stopDecoder();
    this.cache.close();
  }

  private async decode(frame: number, signal?: AbortSignal): Promise<FrameLease> {
    let timer: NodeJS.Timeout | undefined;
    const endIfStuck = (): void => {
      timer = setTimeout(() => this.decoder?.kill(), STUCK_MS);
    };
    signal?.addEventListener("abort", endIfStuck, { once: true });
    try {
      return await this.decodeFrom(frame, performance.now(), signal);
    } catch (error) {
      throw signal?.aborted || this.closed ? cancelledError() : error;
    } finally {
      signal?.removeEventListener("abort", endIfStuck);
      clearTimeout(timer);
    }
  }

  /** @param askedAt when the frame was asked for: what came before it on the way is part of its cost */
  private async decodeFrom(frame: number, askedAt: number, signal?: AbortSignal): Promise<FrameLease> {
    if (!this.isOnTheWay(frame)) await this.seek(this.startFor(frame));
    // A container may land a seek behind the keyframe that was asked for; then an earlier one is tried.
    for (let attempt = 1; ; attempt++) {
      const lease = await this.readUntil(frame, askedAt, signal);
      if (lease) return lease;
      if (this.startedAt === 0) throw this.missing(frame);
      const earlier = attempt < 4 ? keyframeBefore(this.movie.index, this.startedAt - 1) : 0;
      await this.seek(earlier);
    }
  }

  private missing(frame: number): KinoflowError {
    return new KinoflowError(
      "frame-missing",
      `Frame ${frame} cannot be decoded: the movie is damaged or cut off there. Go to another frame.`,
      this.lastErrorText,
    );
  }

  /** True when the running decoder reaches `frame` sooner than a new one that seeks would. */
  private isOnTheWay(frame: number): boolean {
    if (!this.decoder || this.nextFrame < 0 || frame < this.nextFrame) return false;
    return frame - this.nextFrame <= SHORT_GAP || this.startFor(frame) <= this.nextFrame;
  }

  private startFor(frame: number): number {
    const { index, deinterlace } = this.movie;
    return index.exactTimestamps ? keyframeBefore(index, deinterlace ? Math.max(0, frame - 1) : frame) : 0;
  }

  private async seek(keyframe: number): Promise<void> {
    await this.stopDecoder();
    const { input, stream, fileStart, secondsPerTick, index, deinterlace } = this.movie;
    const from = keyframe === 0 ? null : index.ticks[keyframe] * secondsPerTick - fileStart;
    this.decoder = new FrameDecoder(this.tools.ffmpeg.path, {
      input,
      stream,
      from,
      deinterlace,
    });
    this.startedAt = keyframe;
    this.trustFrom = keyframe;
    this.nextFrame = keyframe === 0 ? 0 : -1;
  }

  /** Reads on to `frame`, keeping what passes. Null when the decoder turns out to be past it, or at its end. */
  private async readUntil(frame: number, askedAt: number, signal?: AbortSignal): Promise<FrameLease | null> {
    while (this.decoder) {
      if (signal?.aborted || this.closed) throw cancelledError();
      const { width, height, index } = this.movie;
      const slot = this.cache.reserve();
      let decoded: Awaited<ReturnType<FrameDecoder["next"]>>;
      let fits = true;
      try {
        decoded = await this.decoder.next((header) => {
          fits = header.width === width && header.height === height;
          return fits ? slot.bytes : new Uint8Array(i420Size(header.width, header.height));
        });
      } catch (error) {
        this.cache.drop(slot);
        await this.stopDecoder();
        throw error;
      }
      if (decoded === null) {
        this.cache.drop(slot);
        await this.stopDecoder();
        return null;
      }
      const shown = index.exactTimestamps
        ? decoded.ticks === null
          ? -1
          : frameAtTicks(index, decoded.ticks)
        : this.nextFrame;
      // The first frame after a seek was rebuilt without the one before it.
      if (this.movie.deinterlace && this.nextFrame < 0 && shown >= 0) {
        this.trustFrom = Math.max(this.startedAt, shown) + 1;
        this.nextFrame = this.trustFrom;
      }
      if (shown < 0 || shown < this.trustFrom || !fits) {
        this.cache.drop(slot);
        // ffmpeg scales a stream of changing size to what it met first, so only a decoder that started at the
        // movie's start gives the movie's size.
        if (!fits) return null;
        continue;
      }
      this.nextFrame = shown + 1;
      const decodeMs = shown === frame ? performance.now() - askedAt : decoded.decodeMs;
      this.cache.keep(shown, slot, { frame: shown, decodeMs });
      const lease = this.cache.lease(frame);
      if (lease) return lease;
      if (shown > frame) return null;
    }
    return null;
  }

  private async stopDecoder(): Promise<void> {
    const decoder = this.decoder;
    if (!decoder) return;
    this.decoder = null;
    this.lastErrorText = decoder.errorText;
    await decoder.close();
  }
}
