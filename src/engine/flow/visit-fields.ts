import type { CutWish } from "../../shared/cut-marks";
import { throwIfCancelled } from "../../shared/errors";
import { DEFAULT_FIGURES } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { LumaSamples } from "../../shared/luma-samples";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import { isNextFrame, pairingOf } from "../../shared/pairing";
import { withTreatment } from "../../shared/treatment";
import type { FlowPool } from "../../workers/flow-pool";
import { type BackgroundPlane, type FieldBytes, fieldBytes } from "../../workers/protocol";
import { withBackground } from "../preparation/background";
import { frameOrNull } from "../recording/frame-or-null";
import type { FrameLease, FrameSource } from "../recording/frame-source";
import type { Recording } from "../recording/recording";
import { type Slot, SlotPool } from "../recording/slot-pool";
import { CutFinder } from "./cut-finder";
import { crossesCut, PairFinder } from "./pair-finder";

/** Two frames whose flow is wanted, as their pairing says it. */
export interface FieldStep {
  readonly from: number;
  /** Null where the pairing is to say. */
  readonly to: number | null;
}

export interface FieldsRequest {
  readonly flow: FlowParameters;
  readonly deinterlace: boolean;
  /** In the order in which they are wanted. */
  readonly steps: Iterable<FieldStep>;
  /** Whether the flow from the second frame back to the first is wanted too. */
  readonly back: boolean;
  /** Whether the flow is wanted as it was computed, too. Default false. */
  readonly untreated?: boolean | undefined;
  readonly cuts: CutWish;
}

/** What is known of a step. Fields and luma are valid until the visitor returns. */
export interface VisitedStep {
  readonly from: number;
  /** The frame that the flow leads to; null where there is none. */
  readonly to: number | null;
  /** Null where a frame cannot be decoded, across a cut, and where there is no second frame. */
  readonly forward: FieldPlanes | null;
  /** Where `forward` lies in the memory of the pool, for jobs of its workers. */
  readonly field: FieldBytes | null;
  /** At the pixels of the second frame, as it was computed; null where it is not wanted, or `forward` is null. */
  readonly back: FieldPlanes | null;
  /** `forward` before it was treated; null where it is not wanted, or `forward` is null. */
  readonly untreated: FieldPlanes | null;
  /** The luma of both frames that the flow is of; null where `forward` is. */
  readonly lumas: readonly [from: LumaSamples, to: LumaSamples] | null;
}

export interface FieldsOptions {
  readonly signal?: AbortSignal;
  /** Of its work among that of the pool, see `RunOptions`. Default 0. */
  readonly priority?: number | undefined;
  /** Gets every step once, in their order; the next one waits for it. Throwing ends the pass. */
  readonly onStep: (step: VisitedStep) => void | Promise<void>;
}

/** Frames between the two of a pair that are kept until their turn. */
const MOST_APART = 32;
/** For passes that run backwards: what is decoded on the way to a frame is wanted next. */
const BACKWARD_BYTES = 256e6;

/**
 * Shows the fields of many pairs to a visitor, one after the other, while the next ones are being computed.
 * No memory grows with their number.
 *
 * @throws KinoflowError `cancelled`, what reading a movie or computing a flow ends with, and what the visitor throws
 */
export function visitFields(
  pool: FlowPool,
  movie: Recording,
  request: FieldsRequest,
  options: FieldsOptions,
): Promise<void> {
  const { signal, priority } = options;
  return withBackground(pool, movie, request, { signal, priority }, async (background) => {
    const visit = new FieldVisit(pool, movie, request, background, options);
    try {
      await visit.run();
    } finally {
      await visit.close();
    }
  });
}

/** Whoever may be waited for leaves no more in the way of others than its workers have at hand. */
function depthOf({ size }: FlowPool, { back }: FieldsRequest, { priority = 0 }: FieldsOptions): number {
  return priority < 0 ? Math.max(1, Math.floor(size / (back ? 2 : 1))) : size + 1;
}

/** A pair whose fields are being computed. */
interface Underway {
  readonly step: FieldStep;
  readonly fields: readonly Slot[];
  readonly pair: readonly FrameLease[];
  readonly done: Promise<unknown>;
}

class FieldVisit {
  private readonly frames: FrameSource;
  private readonly pairs: PairFinder;
  private readonly cuts: CutFinder;
  private readonly fields: SlotPool;
  private readonly underway: Underway[] = [];
  /** Pairs under way: one is at the visitor's while every worker has one. */
  private readonly depth: number;
  private readonly stop = new AbortController();
  private readonly signal: AbortSignal;

  constructor(
    private readonly pool: FlowPool,
    private readonly movie: Recording,
    private readonly request: FieldsRequest,
    private readonly background: BackgroundPlane | undefined,
    private readonly options: FieldsOptions,
  ) {
    const { width, height } = movie.info;
    this.depth = depthOf(pool, request, options);
    const pairing = pairingOf(request.flow);
    const apart = pairing.kind === "step" ? Math.min(pairing.step - 1, MOST_APART) : 0;
    const budget = (2 * this.depth + 3 + apart) * movie.format.bytes;
    this.frames = movie.openFrames(pool.heap, {
      budgetBytes: request.back ? Math.max(budget, BACKWARD_BYTES) : budget,
      deinterlace: request.deinterlace,
    });
    this.pairs = new PairFinder(movie, this.frames);
    this.cuts = new CutFinder(movie, this.frames, request.cuts.marks, request.cuts.find);
    this.fields = new SlotPool(pool.heap, fieldBytes(width, height));
    const { signal } = options;
    this.signal = signal ? AbortSignal.any([signal, this.stop.signal]) : this.stop.signal;
  }

  async run(): Promise<void> {
    const { depth, options, request } = this;
    try {
      for (const step of request.steps) {
        throwIfCancelled(options.signal);
        this.underway.push(await this.begin(step));
        if (this.underway.length >= depth) await this.deliver();
      }
      while (this.underway.length > 0) await this.deliver();
    } catch (error) {
      this.stop.abort();
      throw error;
    } finally {
      for (const step of this.underway.splice(0)) {
        await step.done.catch(() => undefined);
        this.giveBack(step);
      }
    }
  }

  async close(): Promise<void> {
    await this.frames.close();
    this.fields.close();
  }

  private async begin({ from, to }: FieldStep): Promise<Underway> {
    const second = to ?? (await this.secondOf(from));
    const step = { from, to: second };
    const pair = second === null ? null : await this.pairOf(from, second);
    if (pair === null) return { step, fields: [], pair: [], done: Promise.resolve() };
    const [first, other] = pair;
    const fields: Slot[] = [];
    try {
      for (let left = this.fieldsOfPair; left > 0; left--) fields.push(this.fields.take());
    } catch (error) {
      this.giveBack({ fields, pair });
      throw error;
    }
    const { back } = this.request;
    const plain = withTreatment(this.request.flow, null);
    const [field, ...beside] = fields.map(({ memory }) => memory);
    const untreated = this.keepsUntreated ? beside[back ? 1 : 0] : null;
    const work = [
      untreated === null
        ? this.compute(this.request.flow, first, other, field)
        : this.compute(plain, first, other, untreated).then(() => this.treat(first, other, field, untreated)),
      ...(back ? [this.compute(plain, other, first, beside[0])] : []),
    ];
    // The memory of both is in use until both are answered.
    const done = Promise.allSettled(work).then(() => Promise.all(work));
    // It is heard of when its turn has come.
    done.catch(() => undefined);
    return { step, fields, pair, done };
  }

  /** The frame that the pairing says; null where there is none, and of a frame that only repeats the one before where such are left out. */
  private async secondOf(frame: number): Promise<number | null> {
    const { signal, pairs } = this;
    const pairing = pairingOf(this.request.flow);
    if (pairing.kind === "new" && frame > 0 && (await pairs.isRepeated(frame - 1, signal))) return null;
    return pairs.second(frame, pairing, signal);
  }

  /** Null where a frame cannot be decoded, and across a cut. */
  private async pairOf(from: number, to: number): Promise<readonly [FrameLease, FrameLease] | null> {
    const first = await frameOrNull(this.frames, from, this.signal);
    let second: FrameLease | null = null;
    let isKept = false;
    try {
      second = first && (await frameOrNull(this.frames, to, this.signal));
      if (first === null || second === null) return null;
      isKept = !(await this.crossesCut(first, second));
      return isKept ? [first, second] : null;
    } finally {
      if (!isKept) {
        first?.release();
        second?.release();
      }
    }
  }

  private crossesCut(first: FrameLease, second: FrameLease): Promise<boolean> {
    const pairing = pairingOf(this.request.flow);
    // A cut lies between the same two frames, whichever way they are gone through.
    const isBackward = isNextFrame(pairing) && second.meta.frame < first.meta.frame;
    const pair = isBackward ? { first: second, second: first } : { first, second };
    return crossesCut(this.cuts, pairing, pair, this.signal);
  }

  /** Whether the flow is to be kept beside the one that is treated. */
  private get keepsUntreated(): boolean {
    const { untreated = false, flow } = this.request;
    return untreated && flow.treatment !== undefined;
  }

  private get fieldsOfPair(): number {
    return 1 + (this.request.back ? 1 : 0) + (this.keepsUntreated ? 1 : 0);
  }

  private compute(
    parameters: FlowParameters,
    first: FrameLease,
    second: FrameLease,
    field: FieldBytes,
  ): Promise<unknown> {
    return this.pool.flow(this.jobOf(parameters, first, second, field), this.runOptions);
  }

  private treat(
    first: FrameLease,
    second: FrameLease,
    field: FieldBytes,
    untreated: FieldBytes,
  ): Promise<unknown> {
    const job = this.jobOf(this.request.flow, first, second, field);
    return this.pool.treat(job, untreated, this.runOptions);
  }

  private get runOptions() {
    return { signal: this.signal, priority: this.options.priority };
  }

  private jobOf(parameters: FlowParameters, first: FrameLease, second: FrameLease, field: FieldBytes) {
    const { width, height } = this.movie.info;
    return {
      ...{ width, height, field, parameters, figures: DEFAULT_FIGURES, bands: 1 },
      first: first.meta.luma,
      second: second.meta.luma,
      background: this.background,
    };
  }

  private async deliver(): Promise<void> {
    const next = this.underway.shift();
    if (next === undefined) return;
    const { step, fields, pair, done } = next;
    try {
      await done;
      const [forward = null, ...beside] = fields.map(({ memory }) => this.planesOf(memory));
      const back = this.request.back ? (beside[0] ?? null) : null;
      const untreated = this.keepsUntreated ? (beside.at(-1) ?? null) : forward;
      const [first, second] = pair.map(({ meta }) => meta.samples);
      const field = fields[0]?.memory ?? null;
      await this.options.onStep({
        ...step,
        forward,
        field,
        back,
        untreated: this.request.untreated ? untreated : null,
        lumas: first && second ? [first, second] : null,
      });
    } finally {
      this.giveBack(next);
    }
  }

  private giveBack({ fields, pair }: Pick<Underway, "fields" | "pair">): void {
    for (const field of fields) this.fields.give(field);
    for (const lease of pair) lease.release();
  }

  private planesOf({ byteOffset }: FieldBytes): FieldPlanes {
    const pixels = this.movie.info.width * this.movie.info.height;
    const plane = (k: number): Float32Array => this.pool.heap.floats(byteOffset + 4 * k * pixels, pixels);
    return { u: plane(0), v: plane(1), reliability: plane(2) };
  }
}
