import { type ErrorValue, isCancelled, toErrorValue } from "../../shared/errors";
import type { FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { Pairing } from "../../shared/pairing";
import type { CutFinder } from "../flow/cut-finder";
import type { FlowLease, FlowSource } from "../flow/flow-source";
import { crossesCut, type PairFinder } from "../flow/pair-finder";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { CoarseField } from "./coarse-flows";

/** Computes what is drawn in place of a flow. */
export type Coarsely = (first: FrameLease, second: FrameLease) => Promise<CoarseField>;

/** Where a pair's frames and its flow come from, who says which frames it has and whether it crosses a cut, and which pixels its figures are over. */
export interface PairSources {
  readonly frames: FrameSource;
  readonly flows: FlowSource;
  readonly cuts: CutFinder;
  readonly pairs: PairFinder;
  readonly figures: FigureChoice;
}

/** The flow of the pair that begins with a leased frame, while it comes about. */
export class PairFlow {
  second: FrameLease | null = null;
  flow: FlowLease | null = null;
  flowFromCache = false;
  /** In place of the flow, where that was to be so. */
  coarse: CoarseField | null = null;
  flowError: ErrorValue | null = null;
  /** True where the second frame shows another scene: there is no flow then. */
  isCut = false;
  private work: Promise<void> = Promise.resolve();
  private decoding: Promise<FrameLease | null> | null = null;

  constructor(
    private readonly sources: PairSources,
    readonly first: FrameLease,
    private readonly pairing: Pairing,
    private readonly signal: AbortSignal,
  ) {}

  /** The same pair, for another flow of it. */
  again(): PairFlow {
    return new PairFlow(this.sources, this.first, this.pairing, this.signal);
  }

  /**
   * @param parameters of the same pairing; null computes no flow, but has the second frame decoded
   * @param coarsely computes another one in its place, where the flow is not there already
   * @throws KinoflowError `cancelled`; any other failure is kept as `flowError`
   */
  compute(parameters: FlowParameters | null, coarsely: Coarsely | null = null): Promise<void> {
    this.decode();
    this.work = this.run(parameters, coarsely);
    return this.work;
  }

  /** Has the second frame decoded, if that was not begun yet. */
  decode(): void {
    this.decoding ??= this.decodeSecond();
    // Whoever awaits it is told.
    this.decoding.catch(() => undefined);
  }

  /** The second frame as soon as it is there, whatever becomes of the flow; null where there is none or it cannot be decoded. */
  async secondFrame(): Promise<FrameLease | null> {
    return this.decoding;
  }

  releaseFlow(): void {
    this.flow?.release();
    this.flow = null;
  }

  /** Gives everything back, once nothing touches it any more. */
  async release(): Promise<void> {
    await this.decoding?.catch(() => undefined);
    await this.work.catch(() => undefined);
    this.second?.release();
    this.releaseFlow();
  }

  private async decodeSecond(): Promise<FrameLease | null> {
    try {
      const { pairs, frames } = this.sources;
      const second = await pairs.second(this.first.meta.frame, this.pairing, this.signal);
      if (second !== null) this.second = await frames.get(second, this.signal);
    } catch (error) {
      if (isCancelled(error)) throw error;
      this.flowError = toErrorValue(error);
    }
    return this.second;
  }

  private async run(parameters: FlowParameters | null, coarsely: Coarsely | null): Promise<void> {
    const { first, signal } = this;
    const { flows, cuts, figures } = this.sources;
    const second = await this.decoding;
    if (second === null || parameters === null) return;
    const { frame } = first.meta;
    try {
      this.isCut = await crossesCut(cuts, this.pairing, { first, second }, signal);
      if (this.isCut) return;
      this.flow = flows.cached(frame, parameters);
      this.flowFromCache = this.flow !== null;
      if (this.flow === null && coarsely !== null) {
        this.coarse = await coarsely(first, second);
        return;
      }
      this.flow ??= await flows.compute(first, second, parameters, figures, signal);
    } catch (error) {
      if (isCancelled(error)) throw error;
      this.flowError = toErrorValue(error);
    }
  }
}
