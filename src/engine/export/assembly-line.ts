import { availableParallelism } from "node:os";
import { type CutWish, FOUND_CUTS } from "../../shared/cut-marks";
import { cancelledError } from "../../shared/errors";
import type { FlowParameters } from "../../shared/flow";
import type { ExportProgress } from "../../shared/ipc";
import type { Marks } from "../../shared/marks/marks";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { OverlaySettings } from "../../shared/overlay/settings";
import { type DrawnTracks, tailsOf } from "../../shared/overlay/track-tail";
import { type Pairing, pairingOf, saidScale } from "../../shared/pairing";
import { REPEAT } from "../../shared/repeats";
import { SCENE_CUT } from "../../shared/scene-cuts";
import type { FlowPool } from "../../workers/flow-pool";
import type { BackgroundPlane } from "../../workers/protocol";
import { abortable } from "../abortable";
import { CutFinder } from "../flow/cut-finder";
import { crossesCut, PairFinder } from "../flow/pair-finder";
import { frameOrNull } from "../recording/frame-or-null";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import type { Slot } from "../recording/slot-pool";
import type { VideoEncoder } from "./encoder";
import { OrderedQueue } from "./ordered-queue";
import { OutputFrames, type OutputLook } from "./output-frames";
import type { Pacing } from "./pacing";

/** Which frames go over the line, and when each is shown. */
export interface LinePlan {
  readonly shown: readonly number[];
  readonly pacing: Pacing;
}

/** What its frames are to be; as in `OverlayVideoRequest`. */
export interface LineRequest extends OutputLook {
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  readonly overlay: OverlaySettings | Promise<OverlaySettings>;
  readonly cuts?: CutWish;
  readonly laid?: Marks | null | undefined;
  readonly tracks?: DrawnTracks | null | undefined;
  /** Of the recording, where the flow is without it. */
  readonly background: BackgroundPlane | undefined;
}

export interface LineOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: ExportProgress) => void;
}

/** One frame on its way to the encoder: drawn by a worker while others are drawn, written in order. */
interface Drawn {
  readonly slot: Slot;
  readonly frame: number;
}

/** Of the threads of the machine half are the decoder's: the encoder has more to do, and a thread that waits for others takes time itself. */
const DECODER_THREADS = Math.max(1, availableParallelism() >> 1);
/** Frames that wait for the encoder beside those that the workers draw, and how many bytes they may take. */
const WAITING_FRAMES = 4;
const WAITING_BYTES = 128e6;

/**
 * Decodes, computes and draws the frames of an export, and hands them on in order. Reading, drawing and writing go on at the same
 * time, as far as there is room for finished frames.
 */
export class AssemblyLine {
  private readonly frames: FrameSource;
  private readonly output: OutputFrames;
  private readonly cuts: CutFinder;
  private readonly pairs: PairFinder;
  private readonly pairing: Pairing;
  private readonly queue: OrderedQueue<Drawn | null>;

  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Recording,
    private readonly request: LineRequest,
    private readonly plan: LinePlan,
  ) {
    const { width, height } = request.size ?? movie.format;
    const waiting = Math.max(
      1,
      Math.min(WAITING_FRAMES, Math.floor(WAITING_BYTES / i420Size(width, height))),
    );
    // Of a frame that has been drawn nothing but its slot is held.
    const underway = pool.size + 1;
    this.queue = new OrderedQueue(underway + waiting);
    this.pairing = pairingOf(request.flow);
    this.frames = movie.openFrames(pool.heap, {
      budgetBytes: (underway + 3) * movie.format.bytes + aheadBytes(movie, this.pairing),
      deinterlace: request.deinterlace,
      decoderThreads: DECODER_THREADS,
    });
    this.output = new OutputFrames(pool.heap, movie, request);
    const { marks, find }: CutWish = request.cuts ?? FOUND_CUTS;
    this.cuts = new CutFinder(movie, this.frames, marks, find);
    this.pairs = new PairFinder(movie, this.frames);
  }

  /** Returns how many frames were written; those that cannot be decoded are left out. */
  async run(encoder: VideoEncoder, { signal, onProgress }: LineOptions): Promise<number> {
    const stopped = new AbortController();
    const both = signal ? AbortSignal.any([signal, stopped.signal]) : stopped.signal;
    const orStop = async <T>(work: Promise<T>): Promise<T> => {
      try {
        return await work;
      } catch (error) {
        stopped.abort();
        this.queue.stop();
        throw error;
      }
    };
    const making = orStop(this.make(both));
    const writing = orStop(this.write(encoder, both, onProgress));
    try {
      const [written] = await Promise.all([writing, making]);
      return written;
    } finally {
      await Promise.allSettled([making, writing]);
      for (const ending of await Promise.allSettled(this.queue.leftOver())) {
        if (ending.status === "fulfilled" && ending.value) this.output.give(ending.value.slot);
      }
    }
  }

  async close(): Promise<void> {
    await this.frames.close();
    this.output.close();
  }

  /** Reads frames, and sets off what is drawn of them, as long as there is room. */
  private async make(signal: AbortSignal): Promise<void> {
    const { pairing, queue } = this;
    // The frame that the last pair led to: most often the first one of the next pair.
    let kept: FrameLease | null = null;
    // Held all the time: nothing is farther away.
    const reference = pairing.kind === "reference" ? await this.leaseOf(pairing.frame, signal) : null;
    try {
      for (const frame of this.plan.shown) {
        if (!(await queue.space())) return;
        const first: FrameLease | null = await this.leaseOf(frame, signal);
        kept?.release();
        kept = null;
        const { second, isCut } = await this.secondOf(frame, first, signal);
        if (first === null) {
          kept = second;
          queue.add(Promise.resolve(null));
          continue;
        }
        if (second !== null) kept = this.frames.cached(second.meta.frame);
        queue.add(this.draw(frame, first, second, isCut, signal));
      }
      queue.end();
    } finally {
      kept?.release();
      reference?.release();
    }
  }

  /** Writes the frames in order, each as often as it is shown. */
  private async write(
    encoder: VideoEncoder,
    signal: AbortSignal,
    onProgress: LineOptions["onProgress"],
  ): Promise<number> {
    const total = this.plan.shown.length;
    // The first frame may take a while; that it is under way can be told at once.
    onProgress?.(progress(0, total, 0));
    await this.overlay(signal);
    const began = performance.now();
    let written = 0;
    let done = 0;
    for (let next = await this.queue.next(); next !== null; next = await this.queue.next()) {
      const drawn = next.result;
      try {
        for (const time of drawn ? this.plan.pacing.timesOf(drawn.frame) : []) {
          if (signal.aborted) throw cancelledError();
          if (drawn) await abortable(encoder.write(drawn.slot.bytes, time), signal);
        }
      } finally {
        if (drawn) this.output.give(drawn.slot);
      }
      if (drawn) written++;
      this.queue.done();
      onProgress?.(progress(++done, total, (performance.now() - began) / 1000));
    }
    return written;
  }

  /** A frame, or null where there is none or it cannot be decoded. */
  private async leaseOf(frame: number, signal: AbortSignal | undefined): Promise<FrameLease | null> {
    return frame < this.movie.timeline.count ? frameOrNull(this.frames, frame, signal) : null;
  }

  /**
   * The frame that the flow of one leads to, null where there is none or it cannot be decoded, and whether a cut lies between them. Here,
   * one pair after the other: what is around one that may be a cut is read at once, and once. Keeps the first one, unless it fails.
   */
  private async secondOf(
    frame: number,
    first: FrameLease | null,
    signal: AbortSignal | undefined,
  ): Promise<{ readonly second: FrameLease | null; readonly isCut: boolean }> {
    let second: FrameLease | null = null;
    try {
      const other = await this.pairs.second(frame, this.pairing, signal);
      second = other === null ? null : await this.leaseOf(other, signal);
      if (!first || !second) return { second, isCut: false };
      return { second, isCut: await crossesCut(this.cuts, this.pairing, { first, second }, signal) };
    } catch (error) {
      first?.release();
      second?.release();
      throw error;
    }
  }

  /** What is drawn, once it is known. */
  private overlay(signal: AbortSignal): Promise<OverlaySettings> {
    return abortable(Promise.resolve(this.request.overlay), signal);
  }

  /** Owns the leases from here on. */
  private async draw(
    frame: number,
    first: FrameLease,
    second: FrameLease | null,
    isCut: boolean,
    signal: AbortSignal,
  ): Promise<Drawn> {
    const { flow: parameters, background, laid, tracks } = this.request;
    let slot: Slot | null = null;
    try {
      const overlay = await this.overlay(signal);
      slot = this.output.take();
      const look = await this.output.lookOf(signal);
      const planes = second && !isCut ? { first: first.meta.luma, second: second.meta.luma } : null;
      await this.pool.exportFrame(
        {
          ...look,
          ...{ parameters, background, overlay },
          tails: tracks ? tailsOf(tracks, frame) : undefined,
          source: first.slot.memory,
          target: slot.memory,
          pair: planes && { ...planes, saidScale: saidScale(this.pairing), parameters },
          laid: laid ? { marks: laid, frame } : undefined,
        },
        { signal },
      );
      return { slot, frame };
    } catch (error) {
      if (slot) this.output.give(slot);
      throw error;
    } finally {
      first.release();
      second?.release();
    }
  }
}

function progress(done: number, total: number, elapsed: number): ExportProgress {
  const framesPerSecond = done / Math.max(elapsed, 1e-3);
  return {
    done,
    total,
    framesPerSecond,
    secondsLeft: done >= 3 ? (total - done) / framesPerSecond : null,
    stage: "frames",
  };
}

/** Frames beyond a pair of neighbours that a {@link CutFinder} looks at, and how many bytes of them are worth keeping until their turn. */
const AHEAD_FRAMES = SCENE_CUT.reach + 1;
const AHEAD_BYTES = 256e6;

function aheadBytes({ format }: Recording, pairing: Pairing): number {
  const apart = pairing.kind === "step" ? pairing.step - 1 : REPEAT.reach;
  return Math.min((AHEAD_FRAMES + apart) * format.bytes, AHEAD_BYTES);
}
