import type { FrameAnalysis } from "../../shared/analysis";
import { cancelledError } from "../../shared/errors";
import type { FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import { isNextFrame, type Pairing, pairingOf } from "../../shared/pairing";
import { REPEAT } from "../../shared/repeats";
import type { FlowPool } from "../../workers/flow-pool";
import { pictureChange } from "../../workers/picture-change";
import type { BackgroundPlane, FieldParts, FrameSize } from "../../workers/protocol";
import { PairFinder } from "../flow/pair-finder";
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
  /** Parts of the picture that are counted, too, or not at all. */
  readonly parts?: FieldParts | undefined;
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

/** Most memory for frames that lie between the two of a pair; where they need more, they are decoded again. */
const APART_BYTES = 512e6;

/** How far from a frame what decides its pair may lie. */
function reachOf(pairing: Pairing): number {
  switch (pairing.kind) {
    case "step":
      return pairing.step;
    case "new":
      return 2 * REPEAT.reach;
    default:
      return 1;
  }
}

/** A frame that is the second of one pair and the first of the next: released when both are done with it. */
class HeldFrame {
  #holders = 1;

  constructor(readonly lease: FrameLease) {}

  hold(): this {
    this.#holders++;
    return this;
  }

  release(): void {
    this.#holders--;
    if (this.#holders === 0) this.lease.release();
  }
}

/**
 * One decoder for all workers: takes frames from a frame source, damaged places and all, and has several pairs under way.
 */
export class SourceLane {
  readonly #frames: FrameSource;
  readonly #size: FrameSize;
  /** Pairs under way at a time: a worker that has done one finds the next one waiting. */
  readonly #depth: number;
  readonly #pairing: Pairing;
  readonly #pairs: PairFinder;
  readonly #underway = new Set<Promise<void>>();
  /** Rows in the order of the frames, from the first that is not there yet; null where one is computed. */
  readonly #rows: { row: FrameAnalysis | null }[] = [];
  readonly #pool: FlowPool;
  readonly #movie: Recording;
  readonly #request: PreparedFlowWish;
  readonly #options: LaneOptions;

  constructor(pool: FlowPool, movie: Recording, request: PreparedFlowWish, options: LaneOptions) {
    this.#pool = pool;
    this.#movie = movie;
    this.#request = request;
    this.#options = options;
    const { width, height } = movie.info;
    this.#size = { width, height };
    this.#depth = pool.size + WAITING_PAIRS;
    this.#pairing = pairingOf(request.flow);
    const apart = Math.min(reachOf(this.#pairing) * movie.format.bytes, APART_BYTES);
    this.#frames = movie.openFrames(pool.heap, {
      // Those of the pairs under way, the next one, and one that is being decoded; and what lies between the two of a pair.
      budgetBytes: (this.#depth + 3) * movie.format.bytes + apart,
      deinterlace: request.deinterlace,
      decoderThreads: DECODER_THREADS * pool.size,
    });
    this.#pairs = new PairFinder(movie, this.#frames);
  }

  /** Process id of the ffmpeg that decodes, while there is one. */
  get decoderPid(): number | undefined {
    return this.#frames.decoderPid;
  }

  /** Goes through frames, which rise. Settles when nothing of theirs is under way any more. */
  run(frames: readonly number[]): Promise<void> {
    return isNextFrame(this.#pairing) ? this.#runOn(frames) : this.#runPairs(frames);
  }

  /** Each frame with its next one. */
  async #runOn(frames: readonly number[]): Promise<void> {
    // The frame that the last pair led to, if it could be decoded: most often the first one of the next pair.
    const kept: { frame: number; held: HeldFrame | null } = { frame: -1, held: null };
    const keep = (frame: number, held: HeldFrame | null): void => {
      kept.held?.release();
      Object.assign(kept, { frame, held });
    };
    try {
      for (const frame of frames) {
        if (kept.frame !== frame) keep(frame, await this.#frame(frame));
        const second = await this.#nextOf(frame);
        const first = kept.held?.hold() ?? null;
        keep(frame + 1, second);
        await this.#begin(frame, first, second?.hold() ?? null);
      }
    } finally {
      kept.held?.release();
      await Promise.all(this.#underway);
    }
  }

  /** Each frame with another one. */
  async #runPairs(frames: readonly number[]): Promise<void> {
    const pairing = this.#pairing;
    // Held all the time: nothing is farther away.
    const reference = pairing.kind === "reference" ? await this.#frameIn(pairing.frame) : null;
    try {
      for (const frame of frames) {
        const second = await this.#secondOf(frame);
        const held = {
          first: await this.#frame(frame),
          second: second === null ? null : await this.#frame(second),
          // The other one of double frames is what the picture changes to.
          next: pairing.kind === "pairs" ? null : await this.#frameIn(frame + 1),
        };
        await this.#begin(frame, held.first, held.second, held.next);
      }
    } finally {
      reference?.release();
      await Promise.all(this.#underway);
    }
  }

  /** The frame that the flow of one leads to; null where there is none, and of one that shows the picture of the frame before it. */
  async #secondOf(frame: number): Promise<number | null> {
    const pairing = this.#pairing;
    const movie = this.#movie;
    const options = this.#options;
    const { timeline } = movie;
    const reach = reachOf(pairing);
    while (!timeline.complete && frame + reach >= timeline.count) await this.#indexGrowth();
    if (pairing.kind === "new" && frame > 0 && (await this.#pairs.isRepeated(frame - 1, options.signal)))
      return null;
    return this.#pairs.second(frame, pairing, options.signal);
  }

  close(): Promise<void> {
    return this.#frames.close();
  }

  /** A frame that may lie beyond the end. */
  async #frameIn(frame: number): Promise<HeldFrame | null> {
    return frame < this.#movie.timeline.count ? this.#frame(frame) : null;
  }

  /** A frame, or null where the movie is damaged. */
  async #frame(frame: number): Promise<HeldFrame | null> {
    await this.#options.gate.passed(this.#options.signal);
    const lease = await frameOrNull(this.#frames, frame, this.#options.signal);
    return lease && new HeldFrame(lease);
  }

  /** The frame after one, or null where there is none or the movie is damaged. */
  async #nextOf(frame: number): Promise<HeldFrame | null> {
    const { timeline } = this.#movie;
    // At the end of what is known so far only the index can say whether the movie goes on.
    while (frame + 1 >= timeline.count && !timeline.complete) await this.#indexGrowth();
    return frame + 1 < timeline.count ? this.#frame(frame + 1) : null;
  }

  /** Resolves when more is known of the movie's frames. */
  async #indexGrowth(): Promise<void> {
    const { signal } = this.#options;
    let leave: () => void = () => undefined;
    const grown = new Promise<void>((resolve, reject) => {
      const stopGrowth = this.#movie.timeline.subscribe(resolve);
      const abort = (): void => reject(cancelledError());
      signal.addEventListener("abort", abort, { once: true });
      if (signal.aborted) abort();
      leave = () => {
        stopGrowth();
        signal.removeEventListener("abort", abort);
      };
    });
    try {
      const outcome = await Promise.race([grown, this.#movie.indexed]);
      // The numbers of the frames were wrong: whoever opened the movie will open it again.
      if (outcome === "unreliable") throw cancelledError();
    } finally {
      leave();
      grown.catch(() => undefined);
    }
  }

  /** Owns the frames from here on. Resolves when the row is there or under way. */
  async #begin(
    frame: number,
    first: HeldFrame | null,
    second: HeldFrame | null,
    next: HeldFrame | null = null,
  ): Promise<void> {
    const decodeMs = first?.lease.meta.decodeMs ?? Number.NaN;
    if (first === null || second === null) {
      const change =
        first && next && pictureChange(first.lease.meta.samples, next.lease.meta.samples, this.#size);
      for (const held of [first, second, next]) held?.release();
      this.#rows.push({ row: { ...rowWithoutFlow(frame, decodeMs), ...change } });
      this.#deliver();
      return;
    }
    const place: { row: FrameAnalysis | null } = { row: null };
    this.#rows.push(place);
    const work: Promise<void> = pairStatistics(
      this.#pool,
      this.#size,
      [first.lease, second.lease],
      this.#request,
      { signal: this.#options.signal, priority: PRIORITY },
      next?.lease ?? null,
    )
      .then((statistics) => {
        place.row = rowOf(frame, decodeMs, statistics);
        this.#deliver();
      })
      .catch(this.#options.onFailure)
      .finally(() => {
        for (const held of [first, second, next]) held?.release();
        this.#underway.delete(work);
      });
    this.#underway.add(work);
    if (this.#underway.size >= this.#depth) await Promise.race(this.#underway);
  }

  /** Hands on what is complete from the front. */
  #deliver(): void {
    while (this.#rows.length > 0 && this.#rows[0].row !== null) {
      const { row } = this.#rows[0];
      this.#rows.shift();
      this.#options.onRow(row);
    }
  }
}
