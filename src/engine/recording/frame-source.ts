import { cancelledError, failure, isCancelled, type KinoflowError } from "../../shared/errors";
import type { LumaSamples } from "../../shared/luma-samples";
import type { LumaPlane } from "../../workers/protocol";
import type { SharedHeap } from "../../workers/shared-heap";
import { type FrameFormat, lumaPlane, lumaSamples } from "./frame-format";
import type { FrameReader, FrameSink } from "./frame-reader";
import { type Lease, LeasedCache } from "./leased-cache";
import { farness, nextToReadAhead } from "./read-ahead";
import { type Slot, SlotPool } from "./slot-pool";
import type { Timeline } from "./timeline";

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

/** A decoder that has not shown its next frame this long after nobody wants it any more hangs, on a dead disk say. */
const STUCK_MS = 1000;
/** A pair and its neighbours have to fit, whatever the budget says. */
const LEAST_FRAMES = 4;

/**
 * Any frame of a recording by its number, the same bytes however it is reached. One {@link FrameReader} reads them; frames that come by
 * are kept in a cache of a fixed number of bytes.
 */
export class FrameSource {
  private readonly cache: LeasedCache<number, FrameMeta>;
  private readonly undecodable = new Set<number>();
  private readonly listeners = new Set<() => void>();
  private readonly forgetHeap: () => void;
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
    heap: SharedHeap,
    private readonly format: FrameFormat,
    private readonly timeline: Pick<Timeline, "count">,
    private readonly reader: FrameReader,
    budgetBytes: number,
    private readonly onClosed: () => void = () => undefined,
  ) {
    this.budget = budgetBytes;
    this.cache = new LeasedCache(new SlotPool(heap, format.bytes), this.capacity, (frame) =>
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
    return this.capacity * this.format.bytes;
  }

  set budgetBytes(bytes: number) {
    this.budget = bytes;
    this.cache.resize(this.capacity);
    this.announce();
  }

  get decoderPid(): number | undefined {
    return this.reader.processId;
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
    if (!Number.isInteger(frame) || frame < 0 || frame >= this.timeline.count) {
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

  /** Leases a frame that is in memory; null where it is not. */
  cached(frame: number): FrameLease | null {
    return this.closed ? null : (this.cache.lease(frame) ?? null);
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
    const readerClosed = this.reader.close();
    await this.turn;
    await readerClosed;
    this.forgetHeap();
    this.cache.close();
    this.listeners.clear();
    this.onClosed();
  }

  private get capacity(): number {
    return Math.max(LEAST_FRAMES, Math.floor(this.budget / this.format.bytes));
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
    if (unwanted && !this.reader.comesBy(frame)) this.reader.kill();
  }

  private async decodeAhead(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      const frame = nextToReadAhead({
        playhead: this.looked,
        direction: this.direction,
        frameCount: this.timeline.count,
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
      timer = setTimeout(() => this.reader.kill(), STUCK_MS);
    };
    signal?.addEventListener("abort", endIfStuck, { once: true });
    try {
      const lease = await this.readTo(frame, signal);
      if (lease === null) throw this.missing(frame);
      return lease;
    } catch (error) {
      throw signal?.aborted || this.closed ? cancelledError() : error;
    } finally {
      signal?.removeEventListener("abort", endIfStuck);
      clearTimeout(timer);
      this.announce();
    }
  }

  /** Null where the frame is missing. */
  private async readTo(wanted: number, signal?: AbortSignal): Promise<FrameLease | null> {
    // What comes before it on the way is part of its cost.
    const askedAt = performance.now();
    const leases: FrameLease[] = [];
    const sink: FrameSink = {
      take: () => this.cache.reserve(),
      keep: (frame, slot, ms) => {
        const isWanted = frame === wanted && leases.length === 0;
        const decodeMs = isWanted ? performance.now() - askedAt : ms;
        const meta = { frame, decodeMs, ...this.lumaIn(slot) };
        if (isWanted) leases.push(this.cache.keepAndLease(frame, slot, meta));
        else this.cache.keep(frame, slot, meta);
      },
      drop: (slot) => this.cache.drop(slot),
      missing: (first, last) => {
        for (let frame = first; frame <= last; frame++) this.undecodable.add(frame);
      },
    };
    try {
      await this.reader.read(wanted, sink, signal);
      return leases[0] ?? null;
    } catch (error) {
      leases[0]?.release();
      throw error;
    }
  }

  private missing(frame: number): KinoflowError {
    return failure("frameUndecodable", frame).withDetails(this.reader.complaint);
  }

  private lumaIn({ memory, bytes }: Slot): Pick<FrameMeta, "luma" | "samples"> {
    const { format } = this;
    return { luma: lumaPlane(format, memory), samples: lumaSamples(format, bytes) };
  }
}
