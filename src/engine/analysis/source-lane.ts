import type { FrameAnalysis } from "../../shared/analysis";
import { cancelledError } from "../../shared/errors";
import type { FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { FlowPool } from "../../workers/flow-pool";
import type { BackgroundPlane, FrameSize } from "../../workers/protocol";
import { frameOrNull } from "../recording/frame-or-null";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { rowOf, rowWithoutFlow } from "./analysis-row";
import { pairStatistics } from "./pair-statistics";
import type { PauseGate } from "./pause-gate";

/** How the flow of the frames is computed and counted. */
export interface FlowWish {
  readonly flow: FlowParameters;
  /** The pixels that the figures are over. */
  readonly figures: FigureChoice;
  /** Rebuilds whole frames from the fields of interlaced ones. */
  readonly deinterlace: boolean;
}

/** The same, with all that it takes in the pool's heap. */
export interface PreparedFlowWish extends FlowWish {
  /** Of the movie, where the flow is without it. */
  readonly background: BackgroundPlane | undefined;
}

export interface LaneOptions {
  readonly gate: PauseGate;
  readonly signal: AbortSignal;
  /** Gets every frame's row, in the order of the frames of a run. */
  readonly onRow: (row: FrameAnalysis) => void;
  /** A pair went wrong: abort the signal. */
  readonly onFailure: (error: unknown) => void;
}

/** Whatever somebody waits for at the screen goes first; see RunOptions.priority. */
export const PRIORITY = -1;
/** Pairs that wait for a worker: as long as they do, ffmpeg need not. */
const WAITING_PAIRS = 4;
/** Threads of ffmpeg for each of ours: it stands still now and then, and has some frames more to go on with so. */
const DECODER_THREADS = 3;

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

/**
 * One decoder for all workers: takes frames from a frame source, damaged places and all, and has several pairs under way.
 */
export class SourceLane {
  private readonly frames: FrameSource;
  private readonly size: FrameSize;
  /** Pairs under way at a time: a worker that has done one finds the next one waiting. */
  private readonly depth: number;
  private readonly underway = new Set<Promise<void>>();
  /** Rows in the order of the frames, from the first that is not there yet; null where one is computed. */
  private readonly rows: { row: FrameAnalysis | null }[] = [];

  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Recording,
    private readonly request: PreparedFlowWish,
    private readonly options: LaneOptions,
  ) {
    const { width, height } = movie.info;
    this.size = { width, height };
    this.depth = pool.size + WAITING_PAIRS;
    this.frames = movie.openFrames(pool.heap, {
      // Those of the pairs under way, the next one, and one that is being decoded.
      budgetBytes: (this.depth + 3) * movie.format.bytes,
      deinterlace: request.deinterlace,
      decoderThreads: DECODER_THREADS * pool.size,
    });
  }

  /** Process id of the ffmpeg that decodes, while there is one. */
  get decoderPid(): number | undefined {
    return this.frames.decoderPid;
  }

  /** Goes through frames, which rise. Settles when nothing of theirs is under way any more. */
  async run(frames: readonly number[]): Promise<void> {
    // The frame that the last pair led to, if it could be decoded: most often the first one of the next pair.
    const kept: { frame: number; held: HeldFrame | null } = { frame: -1, held: null };
    const keep = (frame: number, held: HeldFrame | null): void => {
      kept.held?.release();
      Object.assign(kept, { frame, held });
    };
    try {
      for (const frame of frames) {
        if (kept.frame !== frame) keep(frame, await this.frame(frame));
        const second = await this.nextOf(frame);
        const first = kept.held?.hold() ?? null;
        keep(frame + 1, second);
        await this.begin(frame, first, second?.hold() ?? null);
      }
    } finally {
      kept.held?.release();
      await Promise.all(this.underway);
    }
  }

  close(): Promise<void> {
    return this.frames.close();
  }

  /** A frame, or null where the movie is damaged. */
  private async frame(frame: number): Promise<HeldFrame | null> {
    await this.options.gate.passed(this.options.signal);
    const lease = await frameOrNull(this.frames, frame, this.options.signal);
    return lease && new HeldFrame(lease);
  }

  /** The frame after one, or null where there is none or the movie is damaged. */
  private async nextOf(frame: number): Promise<HeldFrame | null> {
    const { timeline } = this.movie;
    // At the end of what is known so far only the index can say whether the movie goes on.
    while (frame + 1 >= timeline.count && !timeline.complete) await this.indexGrowth();
    return frame + 1 < timeline.count ? this.frame(frame + 1) : null;
  }

  /** Resolves when more is known of the movie's frames. */
  private async indexGrowth(): Promise<void> {
    const { signal } = this.options;
    let leave: () => void = () => undefined;
    const grown = new Promise<void>((resolve, reject) => {
      const stopGrowth = this.movie.timeline.subscribe(resolve);
      const abort = (): void => reject(cancelledError());
      signal.addEventListener("abort", abort, { once: true });
      if (signal.aborted) abort();
      leave = () => {
        stopGrowth();
        signal.removeEventListener("abort", abort);
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
      [first.lease, second.lease],
      this.request,
      { signal: this.options.signal, priority: PRIORITY },
    )
      .then((statistics) => {
        place.row = rowOf(frame, decodeMs, statistics);
        this.deliver();
      })
      .catch(this.options.onFailure)
      .finally(() => {
        first.release();
        second.release();
        this.underway.delete(work);
      });
    this.underway.add(work);
    if (this.underway.size >= this.depth) await Promise.race(this.underway);
  }

  /** Hands on what is complete from the front. */
  private deliver(): void {
    while (this.rows.length > 0 && this.rows[0].row !== null) {
      const { row } = this.rows[0];
      this.rows.shift();
      this.options.onRow(row);
    }
  }
}
