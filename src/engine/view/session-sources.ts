import { maskName } from "../../shared/counted-parts";
import type { CutMarks } from "../../shared/cut-marks";
import { cancelledError } from "../../shared/errors";
import { DEFAULT_FIGURES } from "../../shared/figures";
import type { BackgroundProgress } from "../../shared/preparation";
import type { FlowPool } from "../../workers/flow-pool";
import { CutFinder } from "../flow/cut-finder";
import type { FieldMask } from "../flow/field-mask";
import { FlowSource } from "../flow/flow-source";
import { PairFinder } from "../flow/pair-finder";
import { frameBudget } from "../recording/frame-budget";
import type { FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { HeldMoment } from "./held-moment";
import type { PairSources } from "./pair-flow";

/**
 * Where the pictures of a window come from: the frames of its movie, as they were recorded or rebuilt from fields, their flow, their
 * cuts and their pairs.
 */
export class SessionSources implements PairSources {
  frames: FrameSource;
  flows: FlowSource;
  cuts: CutFinder;
  pairs: PairFinder;
  deinterlace = false;
  /** Of the latest picture, and of the next one most likely. */
  figures = DEFAULT_FIGURES;
  /** What stands beside the pictures, while something does. */
  readonly moment = new HeldMoment();
  private readonly listeners = new Set<() => void>();
  private readonly backgroundListeners = new Set<(progress: BackgroundProgress) => void>();
  private leaveFrames: () => void = () => undefined;
  private stated: FieldMask = { name: "", mask: [] };
  private readonly closing = new AbortController();

  constructor(
    readonly movie: Recording,
    readonly pool: FlowPool,
    private budgetBytes = frameBudget(),
  ) {
    this.frames = this.openFrames();
    this.flows = this.openFlows();
    this.cuts = new CutFinder(movie, this.frames);
    this.pairs = new PairFinder(movie, this.frames);
  }

  /** Aborts when the movie is closed. */
  get ending(): AbortSignal {
    return this.closing.signal;
  }

  get closed(): boolean {
    return this.closing.signal.aborted;
  }

  get cutMarks(): CutMarks {
    return this.cuts.marks;
  }

  set cutMarks(marks: CutMarks) {
    this.cuts.marks = marks;
  }

  /** States the pixels that count nowhere, for those pictures that name them. */
  stateMask(mask: readonly number[]): void {
    this.stated = { name: maskName(mask), mask };
  }

  /** What the flow is without from now on: the mask of this name, where that was stated last. */
  switchMask(name: string): void {
    this.flows.mask = name !== "" && this.stated.name === name ? this.stated : null;
  }

  /** Changes how many bytes of decoded frames are kept. */
  setFrameBudget(bytes: number): void {
    this.budgetBytes = bytes;
    this.frames.budgetBytes = bytes;
  }

  /** Calls `listener` when other frames are in memory. Returns a function that ends that. */
  onFrameCacheChange(listener: () => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  /** Calls `listener` for each frame that a background is made of. Returns a function that ends that. */
  onBackgroundProgress(listener: (progress: BackgroundProgress) => void): () => void {
    this.backgroundListeners.add(listener);
    return () => this.backgroundListeners.delete(listener);
  }

  /** Frames that are rebuilt from fields are others, and so is their flow. @throws KinoflowError `cancelled` when the movie was closed */
  async switchFields(deinterlace: boolean): Promise<void> {
    if (this.closed) throw cancelledError();
    if (deinterlace === this.deinterlace) return;
    this.deinterlace = deinterlace;
    this.leaveFrames();
    this.moment.release();
    await this.frames.close();
    await this.flows.close();
    if (this.closed) throw cancelledError();
    this.frames = this.openFrames();
    this.flows = this.openFlows();
    this.cuts = new CutFinder(this.movie, this.frames, this.cuts.marks);
    this.pairs = new PairFinder(this.movie, this.frames);
  }

  /** From now on nothing is begun. */
  leave(): void {
    this.closing.abort();
    this.leaveFrames();
    this.moment.release();
  }

  private openFrames(): FrameSource {
    const { budgetBytes, deinterlace } = this;
    const frames = this.movie.openFrames(this.pool.heap, { budgetBytes, deinterlace });
    this.leaveFrames = frames.subscribe(() => {
      for (const listener of this.listeners) listener();
    });
    return frames;
  }

  private openFlows(): FlowSource {
    const { pool, movie, deinterlace } = this;
    return new FlowSource(pool, movie, {
      deinterlace,
      onBackground: (progress) => {
        for (const listener of this.backgroundListeners) listener(progress);
      },
    });
  }
}
