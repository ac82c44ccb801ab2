import type { FrameAnalysis } from "../../shared/analysis";
import { cancelledError, failure, KinoflowError } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import type { FlowPool } from "../../workers/flow-pool";
import type { FrameSize } from "../../workers/protocol";
import type { FrameLease, FrameSource } from "../movie/frame-source";
import type { Movie } from "../movie/movie";
import { type PairStatistics, pairStatistics } from "./pair-statistics";
import { PauseGate } from "./pause-gate";

/** What to analyse, and how. Frames count from 0; both ends are included. */
export interface AnalysisRequest {
  readonly start: number;
  readonly end: number;
  readonly flow: FlowParameters;
  /** Rebuilds whole frames from the fields of interlaced ones. */
  readonly deinterlace: boolean;
  /** Frames of the range that are left out, because they are known already, say. Default: none. */
  readonly skip?: (frame: number) => boolean;
}

export interface AnalysisOptions {
  readonly signal?: AbortSignal;
  /** Lets somebody pause the pass: pairs under way are finished, then ffmpeg stands still. */
  readonly gate?: PauseGate;
  /** Gets every frame's row once, in the order of the frames. */
  readonly onRow: (row: FrameAnalysis) => void;
  readonly onProgress?: (progress: AnalysisProgress) => void;
}

export interface AnalysisProgress {
  /** Rows that have been delivered, of all that are wanted. */
  readonly done: number;
  readonly total: number;
  /** Over the whole pass so far, pauses not counted. */
  readonly framesPerSecond: number;
  /** Null until it can be estimated. */
  readonly secondsLeft: number | null;
  /** Process id of the ffmpeg that decodes, while there is one. */
  readonly decoderPid: number | undefined;
}

/** Whatever somebody waits for at the screen goes first; see RunOptions.priority. */
const PRIORITY = -1;
/** Pairs that wait for a worker: as long as they do, ffmpeg need not. */
const WAITING_PAIRS = 4;
/** Threads of ffmpeg for each of ours: it stands still now and then, and has some frames more to go on with so. */
const DECODER_THREADS = 3;
/** Rows after which the remaining time is guessed. */
const ENOUGH_ROWS = 3;

/**
 * Computes the statistics of the flow of every frame in a range, and what they cost, in one sequential pass over the
 * movie with several pairs under way. The flow of a frame leads to the next frame, also beyond the end of the range. A
 * frame that cannot be decoded gets NaN everywhere and the frame before it in all columns of the flow, as does the last
 * frame of the movie; the pass goes on.
 *
 * @returns what the pass took, pauses included
 * @throws KinoflowError `invalid-argument`; `cancelled` within a second of the signal's abort; `decoder-failed`,
 * `worker-died` or `out-of-memory` when it cannot go on. All rows up to then have been delivered.
 */
export async function analyseMovie(
  pool: FlowPool,
  movie: Movie,
  request: AnalysisRequest,
  options: AnalysisOptions,
): Promise<{ readonly frames: number; readonly seconds: number }> {
  checkRange(request, movie.index.count);
  const began = performance.now();
  const pass = new AnalysisPass(pool, movie, request, options);
  try {
    const frames = await pass.run();
    return { frames, seconds: (performance.now() - began) / 1000 };
  } finally {
    await pass.close();
  }
}

/** @throws KinoflowError `invalid-argument` unless the range lies within the frames that are known */
export function checkRange({ start, end }: { start: number; end: number }, frameCount: number): void {
  if (Number.isInteger(start) && Number.isInteger(end) && start >= 0 && end < frameCount && start <= end)
    return;
  throw failure("rangeOutside", start, end, frameCount - 1);
}

/** A row of a frame whose flow is not known. */
export function rowWithoutFlow(frame: number, decodeMs: number): FrameAnalysis {
  return {
    frame,
    meanU: Number.NaN,
    meanV: Number.NaN,
    meanSpeed: Number.NaN,
    medianSpeed: Number.NaN,
    p95Speed: Number.NaN,
    maxSpeed: Number.NaN,
    reliableShare: Number.NaN,
    decodeMs,
    flowMs: Number.NaN,
    bytes: Number.NaN,
    lumaDifference: Number.NaN,
    histogramDistance: Number.NaN,
  };
}

function rowOf(
  frame: number,
  decodeMs: number,
  { summary, flowMs, bytes, change }: PairStatistics,
): FrameAnalysis {
  const { meanU, meanV, meanSpeed, medianSpeed, p95Speed, maxSpeed, reliableShare } = summary;
  return {
    frame,
    meanU,
    meanV,
    meanSpeed,
    medianSpeed,
    p95Speed,
    maxSpeed,
    reliableShare,
    decodeMs,
    flowMs,
    bytes,
    ...change,
  };
}

/** A frame that is the second of one pair and the first of the next: released when both are done with it. */
class HeldFrame {
  private holders = 1;

  constructor(readonly lease: FrameLease) {}

  hold(): this {
    this.holders++;
    return this;
  }

  release(): void {
    this.holders--;
    if (this.holders === 0) this.lease.release();
  }
}

class AnalysisPass {
  private readonly frames: FrameSource;
  private readonly size: FrameSize;
  /** Pairs under way at a time: a worker that has done one finds the next one waiting. */
  private readonly depth: number;
  private readonly gate: PauseGate;
  private readonly stopped = new AbortController();
  private readonly signal: AbortSignal;
  private readonly underway = new Set<Promise<void>>();
  /** Rows in the order of the frames, from the first that is not there yet; null where one is computed. */
  private readonly rows: { row: FrameAnalysis | null }[] = [];
  private failure: unknown = null;
  private readonly began = performance.now();
  private readonly pausedBefore: number;
  private readonly total: number;
  private done = 0;

  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Movie,
    private readonly request: AnalysisRequest,
    private readonly options: AnalysisOptions,
  ) {
    const { width, height } = movie.info;
    this.size = { width, height };
    this.depth = pool.size + WAITING_PAIRS;
    this.gate = options.gate ?? new PauseGate();
    this.pausedBefore = this.gate.pausedMs;
    const { signal } = options;
    this.signal = signal ? AbortSignal.any([signal, this.stopped.signal]) : this.stopped.signal;
    this.total = this.wanted().length;
    this.frames = movie.openFrames(pool.heap, {
      // Those of the pairs under way, the next one, and one that is being decoded.
      budgetBytes: (this.depth + 3) * movie.frameBytes,
      deinterlace: request.deinterlace,
      decoderThreads: DECODER_THREADS * pool.size,
    });
  }

  async run(): Promise<number> {
    this.tellProgress();
    // The frame that the last pair led to, if it could be decoded: most often the first one of the next pair.
    const kept: { frame: number; held: HeldFrame | null } = { frame: -1, held: null };
    const keep = (frame: number, held: HeldFrame | null): void => {
      kept.held?.release();
      Object.assign(kept, { frame, held });
    };
    try {
      for (const frame of this.wanted()) {
        if (kept.frame !== frame) keep(frame, await this.frame(frame));
        const second = await this.nextOf(frame);
        const first = kept.held?.hold() ?? null;
        keep(frame + 1, second);
        await this.begin(frame, first, second?.hold() ?? null);
      }
      await Promise.all(this.underway);
      if (this.failure !== null) throw this.failure;
      return this.done;
    } catch (error) {
      // What stopped the pass, not what followed from stopping.
      throw this.failure ?? error;
    } finally {
      kept.held?.release();
      this.stopped.abort();
      await Promise.all(this.underway);
    }
  }

  close(): Promise<void> {
    return this.frames.close();
  }

  private wanted(): readonly number[] {
    const { start, end, skip } = this.request;
    const frames: number[] = [];
    for (let frame = start; frame <= end; frame++) {
      if (!skip?.(frame)) frames.push(frame);
    }
    return frames;
  }

  /** A frame, or null where the movie is damaged. */
  private async frame(frame: number): Promise<HeldFrame | null> {
    await this.gate.passed(this.signal);
    try {
      return new HeldFrame(await this.frames.get(frame, this.signal));
    } catch (error) {
      if (error instanceof KinoflowError && error.code === "frame-missing") return null;
      throw error;
    }
  }

  /** The frame after one, or null where there is none or the movie is damaged. */
  private async nextOf(frame: number): Promise<HeldFrame | null> {
    const { index } = this.movie;
    // At the end of what is known so far only the index can say whether the movie goes on.
    while (frame + 1 >= index.count && !index.complete) await this.indexGrowth();
    return frame + 1 < index.count ? this.frame(frame + 1) : null;
  }

  /** Resolves when more is known of the movie's frames. */
  private async indexGrowth(): Promise<void> {
    let leave: () => void = () => undefined;
    const grown = new Promise<void>((resolve, reject) => {
      const stopGrowth = this.movie.onIndexGrowth(resolve);
      const abort = (): void => reject(cancelledError());
      this.signal.addEventListener("abort", abort, { once: true });
      if (this.signal.aborted) abort();
      leave = () => {
        stopGrowth();
        this.signal.removeEventListener("abort", abort);
      };
    });
    try {
      const outcome = await Promise.race([grown, this.movie.indexed]);
      // The numbers of the frames were wrong: whoever opened the movie will open it again.
      if (outcome === "unreliable") throw cancelledError();
    } finally {
      leave();
      grown.catch(() => undefined);
    }
  }

  /** Owns the frames from here on. Resolves when the row is there or under way. */
  private async begin(frame: number, first: HeldFrame | null, second: HeldFrame | null): Promise<void> {
    const decodeMs = first?.lease.meta.decodeMs ?? Number.NaN;
    if (first === null || second === null) {
      first?.release();
      second?.release();
      this.rows.push({ row: rowWithoutFlow(frame, decodeMs) });
      this.deliver();
      return;
    }
    const place: { row: FrameAnalysis | null } = { row: null };
    this.rows.push(place);
    const work: Promise<void> = pairStatistics(
      this.pool,
      this.size,
      [first.lease.slot, second.lease.slot],
      this.request.flow,
      { signal: this.signal, priority: PRIORITY },
    )
      .then((statistics) => {
        place.row = rowOf(frame, decodeMs, statistics);
        this.deliver();
      })
      .catch((error: unknown) => {
        this.failure ??= error;
        this.stopped.abort();
      })
      .finally(() => {
        first.release();
        second.release();
        this.underway.delete(work);
      });
    this.underway.add(work);
    if (this.underway.size >= this.depth) await Promise.race(this.underway);
  }

  /** Hands on what is complete from the front, as long as anybody wants it. */
  private deliver(): void {
    while (this.rows.length > 0 && this.rows[0].row !== null && !this.options.signal?.aborted) {
      const row = this.rows[0].row;
      this.rows.shift();
      this.done++;
      this.options.onRow(row);
      this.tellProgress();
    }
  }

  private tellProgress(): void {
    const { done, total, options } = this;
    if (!options.onProgress) return;
    const ms = performance.now() - this.began - (this.gate.pausedMs - this.pausedBefore);
    const framesPerSecond = done / Math.max(ms / 1000, 1e-3);
    options.onProgress({
      done,
      total,
      framesPerSecond,
      secondsLeft: done >= ENOUGH_ROWS ? (total - done) / framesPerSecond : null,
      decoderPid: this.frames.decoderPid,
    });
  }
}
