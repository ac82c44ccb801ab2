import { type FigureChoice, sameFigures } from "../../shared/figures";
import { type FlowParameters, isSingleScale } from "../../shared/flow";
import type { FlowCost, FlowReport, FlowSummary } from "../../shared/flow-report";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import { pairingKey, pairingOf } from "../../shared/pairing";
import { type BackgroundProgress, type Preparation, preparationText } from "../../shared/preparation";
import { type TreatmentReport, treatmentText, withTreatment } from "../../shared/treatment";
import type { FlowPool } from "../../workers/flow-pool";
import { marginOf } from "../../workers/kernel/statistics";
import { withoutMasked } from "../../workers/kernel/summarise-pair";
import {
  type BackgroundPlane,
  fieldBytes,
  type SharedBytes,
  treatedFieldBytes,
} from "../../workers/protocol";
import { hideSpans, maskedPixels } from "../../workers/treated-pixels";
import { HeldBackgrounds } from "../preparation/held-backgrounds";
import type { FrameLease } from "../recording/frame-source";
import { type Lease, LeasedCache } from "../recording/leased-cache";
import type { Recording } from "../recording/recording";
import { SlotPool } from "../recording/slot-pool";
import type { FieldMask } from "./field-mask";

/** What is known of a computed field. */
export interface ComputedField {
  readonly parameters: FlowParameters;
  readonly cost: FlowCost;
  /** Its figures over those pixels that somebody has asked for: the latest one last. */
  readonly summaries: FlowSummary[];
  /** What was done to it; null where nothing was. */
  readonly treated: TreatmentReport | null;
  /** Pixels of its valid region that a mask hides, and that are still to be left out of what is counted. */
  readonly hidden: number;
}

/**
 * A computed field: u, v and reliability (width * height float32 each) in the slot of the lease, and, where it was treated, a byte of `VECTOR_FLAGS` a
 * vector.
 */
export type FlowLease = Lease<ComputedField>;

/** Figures over other pixels are counted quickly: only going back and forth is to be free. */
const MOST_SUMMARIES = 8;

/** Memory for computed fields: stepping back and forth, or changing arrows and colours, computes nothing again. */
const FIELD_BUDGET = 32 * 1024 * 1024;
/** Of fields larger than this (8K has 400 MB) one has to do. */
const LARGE_FIELD = 128 * 1024 * 1024;

export interface FlowSourceOptions {
  readonly deinterlace: boolean;
  readonly onBackground?: ((progress: BackgroundProgress) => void) | undefined;
}

/** The flow of any frame of one movie, from a few cached fields or from a worker. */
export class FlowSource {
  private readonly cache: LeasedCache<string, ComputedField>;
  readonly width: number;
  readonly height: number;

  private readonly backgrounds: HeldBackgrounds;
  /** Whether there is room for the field as it was computed beside the one that was treated: then another treatment computes no flow. */
  private readonly keepsPlain: boolean;
  /** The pixels whose flow counts nowhere, of what is asked for from now on; null for none. */
  mask: FieldMask | null = null;

  /**
   * @param deinterlace of the frames whose flow is asked for
   * @param onBackground is told how far the making of a background is that the flow waits for
   */
  constructor(
    private readonly pool: FlowPool,
    movie: Recording,
    { deinterlace, onBackground = () => undefined }: FlowSourceOptions,
  ) {
    this.backgrounds = new HeldBackgrounds(pool, movie, deinterlace, onBackground);
    this.width = movie.info.width;
    this.height = movie.info.height;
    const bytes = fieldBytes(this.width, this.height);
    const capacity = Math.max(bytes > LARGE_FIELD ? 1 : 2, Math.floor(FIELD_BUDGET / bytes));
    this.keepsPlain = capacity > 1;
    this.cache = new LeasedCache(
      new SlotPool(pool.heap, treatedFieldBytes(this.width, this.height)),
      capacity,
    );
  }

  /** Bytes of shared memory that the fields hold. */
  get heldBytes(): number {
    return this.cache.heldBytes;
  }

  /** A field that is already there. */
  cached(frame: number, parameters: FlowParameters): FlowLease | null {
    return this.cache.lease(this.keyOf(frame, parameters));
  }

  /**
   * Computes the flow from `first` to `second`, which has to be the frame that the pairing of the parameters says, and keeps it.
   *
   * @param figures those that somebody will ask for, most likely: they are counted at once
   * @throws KinoflowError `cancelled`, or `worker-died`; where a background is to be subtracted, what reading it ends with
   */
  async compute(
    first: FrameLease,
    second: FrameLease,
    parameters: FlowParameters,
    figures: FigureChoice,
    signal?: AbortSignal,
  ): Promise<FlowLease> {
    if (this.keepsPlain && parameters.treatment !== undefined)
      return this.treat(first, second, parameters, figures, signal);
    return this.computeAs(
      this.keyOf(first.meta.frame, parameters),
      first,
      second,
      parameters,
      figures,
      signal,
    );
  }

  /** The flow as it was computed, without what its parameters have done to it. Throws as {@link compute}. */
  async untreated(
    first: FrameLease,
    second: FrameLease,
    parameters: FlowParameters,
    figures: FigureChoice,
    signal?: AbortSignal,
  ): Promise<FlowLease> {
    const plain = withTreatment(parameters, null);
    return this.cached(first.meta.frame, plain) ?? this.compute(first, second, plain, figures, signal);
  }

  /** The flow of the same pair from `second` back to `first`, at the pixels of `second`. Throws as {@link compute}. */
  async back(
    first: FrameLease,
    second: FrameLease,
    parameters: FlowParameters,
    figures: FigureChoice,
    signal?: AbortSignal,
  ): Promise<FlowLease> {
    const plain = withTreatment(parameters, null);
    const key = `${this.keyOf(first.meta.frame, plain)}/back`;
    return this.cache.lease(key) ?? this.computeAs(key, second, first, plain, figures, signal);
  }

  private async computeAs(
    key: string,
    first: FrameLease,
    second: FrameLease,
    parameters: FlowParameters,
    figures: FigureChoice,
    signal: AbortSignal | undefined,
  ): Promise<FlowLease> {
    const { mask } = this;
    const background = await this.background(parameters.preparation, signal);
    const slot = this.cache.reserve();
    let report: FlowReport;
    try {
      report = await this.pool.flow(
        {
          width: this.width,
          height: this.height,
          first: first.meta.luma,
          second: second.meta.luma,
          field: slot.memory,
          parameters,
          background,
          figures,
          // The one frame on the screen: all workers together.
          bands: this.pool.size,
        },
        { signal, priority: 1 },
      );
    } catch (error) {
      this.cache.drop(slot);
      throw error;
    }
    const { flowMs, stages, workingBytes, threads, treated = null, ...summary } = report;
    const cost = { flowMs, stages, workingBytes, threads };
    if (mask !== null) hideSpans(this.reliabilityIn(slot.memory), this.width, mask.mask);
    // A mask that is part of the treatment has been left out already.
    const isLeftOut = mask === null || parameters.treatment?.mask.length;
    const hidden = isLeftOut ? 0 : maskedPixels(mask.mask, this, marginOf(parameters));
    // What was counted with the field is of all pixels.
    const summaries = mask === null ? [summary] : [];
    return this.cache.keepAndLease(key, slot, { parameters, cost, summaries, treated, hidden });
  }

  /** As {@link compute}, of the field as it was computed, which is kept too. */
  private async treat(
    first: FrameLease,
    second: FrameLease,
    parameters: FlowParameters,
    figures: FigureChoice,
    signal: AbortSignal | undefined,
  ): Promise<FlowLease> {
    const { width, height, pool } = this;
    const key = this.keyOf(first.meta.frame, parameters);
    const from = await this.untreated(first, second, parameters, figures, signal);
    try {
      const background = await this.background(parameters.preparation, signal);
      const slot = this.cache.reserve();
      try {
        const field = slot.memory;
        const lumas = { first: first.meta.luma, second: second.meta.luma };
        const { treated = null, ...summary } = await pool.treat(
          { width, height, ...lumas, field, parameters, background, figures, bands: pool.size },
          from.slot.memory,
          { signal, priority: 1 },
        );
        const { cost, hidden } = from.meta;
        // A mask that is part of the treatment has been left out already.
        const left = parameters.treatment?.mask.length ? 0 : hidden;
        const summaries = [withoutMasked(summary, left)];
        return this.cache.keepAndLease(key, slot, { parameters, cost, summaries, treated, hidden: left });
      } catch (error) {
        this.cache.drop(slot);
        throw error;
      }
    } finally {
      from.release();
    }
  }

  /**
   * The background that a preparation subtracts, where it does, for the time being: the next two that are asked for may take its
   * place. Throws as {@link compute}.
   */
  async background(
    { background }: Preparation,
    signal: AbortSignal | undefined,
  ): Promise<BackgroundPlane | undefined> {
    return background ? this.backgrounds.plane(background, signal) : undefined;
  }

  /**
   * What a leased field says over these pixels. Other ones than before are counted anew, which computes no flow.
   *
   * @throws KinoflowError `cancelled`, or `worker-died`.
   */
  async report({ slot, meta }: FlowLease, figures: FigureChoice, signal?: AbortSignal): Promise<FlowReport> {
    const { parameters, cost, summaries, hidden } = meta;
    const treated = meta.treated ?? undefined;
    const known = summaries.find((summary) => sameFigures(summary.figures, figures));
    if (known) return { ...known, ...cost, treated };
    const { width, height, pool } = this;
    const counted = await pool.count(
      { width, height, field: slot.memory, parameters, figures, bands: pool.size },
      { signal, priority: 1 },
    );
    const summary = withoutMasked(counted, hidden);
    summaries.push(summary);
    if (summaries.length > MOST_SUMMARIES) summaries.shift();
    return { ...summary, ...cost, treated };
  }

  /** The planes of a leased field. */
  planes({ slot, meta }: FlowLease): FieldPlanes {
    const { byteOffset } = slot.memory;
    const pixels = this.width * this.height;
    const flags = { byteOffset: byteOffset + 12 * pixels, byteLength: pixels };
    return {
      u: this.pool.heap.floats(byteOffset, pixels),
      v: this.pool.heap.floats(byteOffset + 4 * pixels, pixels),
      reliability: this.reliabilityIn(slot.memory),
      flags: meta.treated?.vectors ? this.pool.heap.bytes(flags) : undefined,
    };
  }

  private reliabilityIn({ byteOffset }: SharedBytes): Float32Array {
    const pixels = this.width * this.height;
    return this.pool.heap.floats(byteOffset + 8 * pixels, pixels);
  }

  private keyOf(frame: number, parameters: FlowParameters): string {
    return `${keyOf(frame, parameters)}/${this.mask?.name ?? ""}`;
  }

  /** Gives the fields' memory back; resolves when all of it has been. */
  async close(): Promise<void> {
    this.cache.close();
    await this.backgrounds.close();
  }
}

/** Whether two sets of parameters compute the same flow. */
export function sameFlow(a: FlowParameters, b: FlowParameters): boolean {
  return keyOf(0, a) === keyOf(0, b);
}

function keyOf(
  frame: number,
  { method, windowRadius, dense, preparation, pairing, treatment }: FlowParameters,
): string {
  const own = isSingleScale(method) ? windowRadius : JSON.stringify(dense);
  const compared = pairingKey(pairingOf({ pairing }));
  return `${frame}/${compared}/${method}/${own}/${preparationText(preparation)}/${treatmentText(treatment)}`;
}
