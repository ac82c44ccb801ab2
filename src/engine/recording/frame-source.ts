import { cancelledError, failure, isCancelled, type KinoflowError } from "../../shared/errors";
import type { LumaSamples } from "../../shared/luma-samples";
import type { LumaPlane } from "../../workers/protocol";
import type { SharedHeap } from "../../workers/shared-heap";
import type { FfmpegTools } from "../ffmpeg/locate";
import { type DecodableMovie, DecodeRun } from "../recordings/movie/decode-run";
import { canJump, keyframeBefore } from "../recordings/movie/frame-index";
import { RunCosts } from "../recordings/movie/run-costs";
import { type FrameFormat, lumaPlane, lumaSamples } from "./frame-format";
import { type Lease, LeasedCache } from "./leased-cache";
import { farness, nextToReadAhead } from "./read-ahead";
import { type Slot, SlotPool } from "./slot-pool";
import { checkSource, type SourceFile } from "./source-file";

/** What is known of a cached frame besides its pixels. */
export interface FrameMeta {
  readonly frame: number;
  /** What its decoding cost, in milliseconds. */
  readonly decodeMs: number;
  /** What flow is computed of. */
  readonly luma: LumaPlane;
  /** The same, to be read in this thread. */
  readonly samples: LumaSamples;
}

export type FrameLease = Lease<FrameMeta>;

/** The facts a frame source needs of its movie. */
export interface FrameSourceMovie extends DecodableMovie {
  readonly source: SourceFile;
  readonly format: FrameFormat;
}

/** A decoder that has not shown its next frame this long after nobody wants it any more hangs, on a dead disk say. */
const STUCK_MS = 1000;
/** A pair and its neighbours have to fit, whatever the budget says. */
const LEAST_FRAMES = 4;
/** So many runs in a row that lost their way, and jumps are no use in this movie. */
const MOST_LOST = 3;

/**
 * Any frame of a movie by its number, the same bytes however it is reached. Frames are decoded from the
 * preceding keyframe and kept in a cache of a fixed number of bytes as they pass; see {@link DecodeRun} for how a
 * decoded frame is known.
 */
export class FrameSource {
  private readonly cache: LeasedCache<number, FrameMeta>;
  private readonly undecodable = new Set<number>();
  private readonly listeners = new Set<() => void>();
  private readonly costs = new RunCosts();
  private readonly forgetHeap: () => void;
  private run: DecodeRun | null = null;
  private lastErrorText = "";
  private lostRuns = 0;
  /** True once a run showed a frame that did not begin at the movie's start. */
  private seeksWork = false;
  private turn: Promise<void> = Promise.resolve();
  private readingAhead: AbortController | null = null;
  /** The request that has the turn; null while only reading ahead, or nothing, goes on. */
  private current: { readonly signal: AbortSignal | undefined } | null = null;
  /** Where frames are asked for, and where a person was said to be. */
  private playhead = 0;
  private looked = 0;
  private direction: 1 | -1 = 1;
  private budget: number;
  private closed = false;

  constructor(
    private readonly tools: FfmpegTools,
    heap: SharedHeap,
    private readonly movie: FrameSourceMovie,
    budgetBytes: number,
  ) {
    this.budget = budgetBytes;
    this.cache = new LeasedCache(new SlotPool(heap, movie.format.bytes), this.capacity, (frame) =>
      farness(frame, this.playhead, this.direction),
    );
    this.forgetHeap = heap.whenShort(() => this.cache.shed());
  }

  /** Bytes of shared memory that the frames hold. */
  get heldBytes(): number {
    return this.cache.heldBytes;
  }

  /** Bytes that the frames may hold; less than a few frames' worth counts as these few frames. */
  get budgetBytes(): number {
    return this.capacity * this.movie.format.bytes;
  }

  set budgetBytes(bytes: number) {
    this.budget = bytes;
    this.cache.resize(this.capacity);
    this.announce();
  }

  get decoderPid(): number | undefined {
    return this.run?.pid;
  }

  has(frame: number): boolean {
    return this.cache.has(frame);
  }

  /** Numbers of the frames in memory, in no order. */
  get cachedFrames(): Iterable<number> {
    return this.cache.keys;
  }

  /** Frames that the index lists and that turned out to be undecodable, in no order. */
  get missingFrames(): Iterable<number> {
    return this.undecodable;
  }

  /** Calls `listener` when frames came or went. Returns a function that ends that. */
  subscribe(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /**
   * Leases a frame; release it soon. Frames in memory are there at once; others are decoded one request after the other;
   * an aborted one ends at the next decoded frame and rejects with `cancelled`.
   *
   * @throws KinoflowError `frame-missing` when the movie is damaged there, `file-missing` and `file-changed` when the
   * file is not there any more, `decoder-failed` when ffmpeg died, `cancelled` when the signal aborted.
   */
  async get(frame: number, signal?: AbortSignal): Promise<FrameLease> {
    if (!Number.isInteger(frame) || frame < 0 || frame >= this.movie.index.count) {
      throw failure("noSuchFrame", frame);
    }
    if (this.closed || signal?.aborted) throw cancelledError();
    const cached = this.cache.lease(frame);
    if (cached) return cached;
    if (this.undecodable.has(frame)) throw this.missing(frame);
    this.playhead = frame;
    this.makeWay(frame);
    return this.inTurn(async () => {
      if (this.closed || signal?.aborted) throw cancelledError();
      this.current = { signal };
      try {
        return this.cache.lease(frame) ?? (await this.decode(frame, signal));
      } finally {
        this.current = null;
      }
    });
  }

  /** Tells where a person is: frames near it stay in memory the longest. */
  lookAt(frame: number): void {
    if (frame !== this.looked) this.direction = frame > this.looked ? 1 : -1;
    this.looked = frame;
    this.playhead = frame;
  }

  /**
   * While nobody asks for a frame, decodes those that lie in the direction of the last move from where a person is,
   * before somebody does.
   */
  readAhead(): void {
    if (this.readingAhead || this.closed) return;
    const control = new AbortController();
    this.readingAhead = control;
    void this.decodeAhead(control.signal).finally(() => {
      if (this.readingAhead === control) this.readingAhead = null;
    });
  }

  /** Ends ffmpeg. Leases stay valid; nothing more can be asked for. */
  async close(): Promise<void> {
    this.closed = true;
    this.readingAhead?.abort();
    // Not after whoever waits for a frame: the decoder may hang.
    this.run?.kill();
    await this.turn;
    await this.stopRun();
    this.forgetHeap();
    this.cache.close();
    this.listeners.clear();
  }

  private get capacity(): number {
    return Math.max(LEAST_FRAMES, Math.floor(this.budget / this.movie.format.bytes));
  }

  private announce(): void {
    for (const listener of this.listeners) listener();
  }

  /** Runs `work` after what was asked for before it. */
  private async inTurn<T>(work: () => Promise<T>): Promise<T> {
    const previous = this.turn;
    let done: () => void = () => undefined;
    this.turn = new Promise((resolve) => {
      done = resolve;
    });
    try {
      await previous;
      return await work();
    } finally {
      done();
    }
  }

  /** Ends what nobody waits for any more and what would only hold up a request for `frame`. */
  private makeWay(frame: number): void {
    this.readingAhead?.abort();
    this.readingAhead = null;
    const unwanted = this.current === null || this.current.signal?.aborted === true;
    if (unwanted && !this.isOnTheWay(frame)) this.run?.kill();
  }

  private async decodeAhead(signal: AbortSignal): Promise<void> {
    const { index } = this.movie;
    while (!signal.aborted) {
      const frame = nextToReadAhead({
        playhead: this.looked,
        direction: this.direction,
        frameCount: index.count,
        capacity: this.capacity,
        has: (candidate) => this.cache.has(candidate) || this.undecodable.has(candidate),
      });
      if (frame === null) return;
      try {
        const lease = await this.inTurn(async () =>
          signal.aborted || this.closed ? null : await this.decode(frame, signal),
        );
        if (lease === null) return;
        lease.release();
      } catch (error) {
        // Nobody waits for it. Whoever asks for the frame itself is told what is wrong with it.
        if (isCancelled(error) || !this.undecodable.has(frame)) return;
      }
    }
  }

  private async decode(frame: number, signal?: AbortSignal): Promise<FrameLease> {
    let timer: NodeJS.Timeout | undefined;
    const endIfStuck = (): void => {
      timer = setTimeout(() => this.run?.kill(), STUCK_MS);
    };
    signal?.addEventListener("abort", endIfStuck, { once: true });
    try {
      return await this.decodeFrom(frame, performance.now(), signal);
    } catch (error) {
      throw signal?.aborted || this.closed ? cancelledError() : error;
    } finally {
      signal?.removeEventListener("abort", endIfStuck);
      clearTimeout(timer);
      this.announce();
    }
  }

  /** @param askedAt when the frame was asked for: what came before it on the way is part of its cost */
  private async decodeFrom(frame: number, askedAt: number, signal?: AbortSignal): Promise<FrameLease> {
    let run = this.run && this.isOnTheWay(frame) ? this.run : await this.start(this.startFor(frame));
    for (let stride = 1; ; stride *= 2) {
      const lease = await this.readUntil(run, frame, askedAt, signal);
      if (lease) return lease;
      const passed = run.firstShown !== null && run.firstShown < frame;
      // What lies before the frame was shown and it was not; or there is no earlier place to start from.
      if (passed || run.start === 0) throw this.lose(frame);
      // A container may land a seek behind the keyframe that was asked for; then an earlier one is tried.
      run = await this.start(this.earlierStart(run.start, stride));
    }
  }

  private lose(frame: number): KinoflowError {
    this.undecodable.add(frame);
    return this.missing(frame);
  }

  private missing(frame: number): KinoflowError {
    return failure("frameUndecodable", frame).withDetails(this.lastErrorText);
  }

  /** True when the running decoder reaches `frame` sooner than a new one that seeks would. */
  private isOnTheWay(frame: number): boolean {
    const { run } = this;
    if (!run || run.isKilled || frame < run.position) return false;
    return this.costs.readingOnPays(this.startFor(frame) - run.position);
  }

  private startFor(frame: number): number {
    if (!this.canSeek) return 0;
    // A frame that is rebuilt from fields needs the one before it.
    return keyframeBefore(this.movie.index, this.movie.deinterlace ? Math.max(frame - 1, 0) : frame);
  }

  private earlierStart(start: number, keyframes: number): number {
    let earlier = start;
    for (let k = 0; k < keyframes && earlier > 0; k++)
      earlier = keyframeBefore(this.movie.index, earlier - 1);
    return this.canSeek ? earlier : 0;
  }

  private get canSeek(): boolean {
    const { index, deinterlace } = this.movie;
    return canJump(index, deinterlace) && this.lostRuns < MOST_LOST;
  }

  /** Some raw streams end where one seeks; but where seeks have worked, it is the place that is damaged. */
  private isUselessSeek(run: DecodeRun): boolean {
    return !this.seeksWork && run.start > 0 && run.firstShown === null;
  }

  private async start(keyframe: number): Promise<DecodeRun> {
    await this.stopRun();
    await checkSource(this.movie.source);
    this.costs.started();
    this.run = await DecodeRun.start(this.tools.ffmpeg.path, this.movie, keyframe);
    return this.run;
  }

  /** Reads on to `frame`, keeping what passes. Null when the run turns out to be past it, lost, or at its end. */
  private async readUntil(
    run: DecodeRun,
    frame: number,
    askedAt: number,
    signal?: AbortSignal,
  ): Promise<FrameLease | null> {
    for (;;) {
      if (signal?.aborted || this.closed) throw cancelledError();
      const slot = this.cache.reserve();
      let reading: Awaited<ReturnType<DecodeRun["read"]>>;
      try {
        reading = await run.read(slot.bytes);
      } catch (error) {
        this.cache.drop(slot);
        await this.stopRun();
        throw error;
      }
      switch (reading.kind) {
        case "end":
        case "lost":
        case "no-keyframe":
          this.cache.drop(slot);
          if (reading.kind === "lost" || this.isUselessSeek(run)) this.lostRuns++;
          if (reading.kind === "no-keyframe") this.movie.index.distrustKeyframe(run.start);
          await this.stopRun();
          return null;
        case "unusable":
          this.cache.drop(slot);
          break;
        case "frame": {
          this.costs.read(reading.decodeMs);
          if (run.start > 0) {
            this.lostRuns = 0;
            this.seeksWork = true;
          }
          const shown = reading.frame;
          for (let passed = reading.expected; passed < shown; passed++) this.undecodable.add(passed);
          const decodeMs = shown === frame ? performance.now() - askedAt : reading.decodeMs;
          const meta = { frame: shown, decodeMs, ...this.lumaIn(slot) };
          if (shown === frame) return this.cache.keepAndLease(shown, slot, meta);
          this.cache.keep(shown, slot, meta);
          if (shown > frame) return null;
        }
      }
    }
  }

  private lumaIn({ memory, bytes }: Slot): Pick<FrameMeta, "luma" | "samples"> {
    const { format } = this.movie;
    return { luma: lumaPlane(format, memory), samples: lumaSamples(format, bytes) };
  }

  private async stopRun(): Promise<void> {
    const { run } = this;
    if (!run) return;
    this.run = null;
    await run.close();
    this.lastErrorText = run.errorText;
  }
}
