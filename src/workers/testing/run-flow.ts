import { cachedKernel } from "../../../scripts/build-kernel.mjs";
import { DEFAULT_FIGURES, type FigureChoice } from "../../shared/figures";
import {
  DEFAULT_FLOW_PARAMETERS,
  DENSE_PRESET_PARAMETERS,
  type DensePreset,
  type FlowParameters,
  type SingleScaleMethod,
} from "../../shared/flow";
import type { FlowSummary } from "../../shared/flow-report";
import type { LumaSamples } from "../../shared/luma-samples";
import type { BandReport } from "../kernel/band-report";
import { computeFlow } from "../kernel/compute-flow";
import { computeFlowRows } from "../kernel/flow-rows";
import { countBand, summarise } from "../kernel/statistics";
import { summarisePair } from "../kernel/summarise-pair";
import { loadKernelModule, WasmKernels } from "../kernel/wasm-kernels";
import { prepareWorkspace, summaryWorkspaceBytes, workspaceBytes } from "../kernel/workspace";
import { fieldBytes, type LumaPlane, type SharedBytes } from "../protocol";
import { SharedHeap } from "../shared-heap";
import { type LumaPair, undisturbed } from "./pictures";

/** Copies of what the kernels computed. */
export interface ComputedFlow {
  readonly u: Float32Array;
  readonly v: Float32Array;
  readonly reliability: Float32Array;
  readonly report: BandReport;
  readonly summary: FlowSummary;
}

/** Parameters of a single-scale method. */
export function singleScale(method: SingleScaleMethod, windowRadius: number): FlowParameters {
  return { ...DEFAULT_FLOW_PARAMETERS, method, windowRadius };
}

/** Parameters of a preset of `dense-pyramidal`. */
export function preset(name: DensePreset): FlowParameters {
  return { ...DEFAULT_FLOW_PARAMETERS, method: "dense-pyramidal", dense: DENSE_PRESET_PARAMETERS[name] };
}

/** Figures over every pixel, as most tests of the kernels want them. */
export const ALL_PIXELS: FigureChoice = { ...DEFAULT_FIGURES, figurePixels: "all" };

/** Bytes around every piece of memory, which must be as before when the kernels are done. */
const GUARD = 256;
const GUARD_VALUE = 0xa5;

/** What no kernel computes. */
export const UNTOUCHED = -12345;

/** The kernels in this thread, as they are built now. For tests only. */
export class FlowRunner {
  private constructor(
    readonly kernels: WasmKernels,
    readonly heap: SharedHeap,
  ) {}

  static async create(): Promise<FlowRunner> {
    const heap = new SharedHeap();
    return new FlowRunner(new WasmKernels(await loadKernelModule(await cachedKernel()), heap.memory), heap);
  }

  /**
   * Computes a pair in memory that holds rubbish, one band after the other, and fails when anything is written beside it.
   * Only for one band may the method be `dense-pyramidal`, whose bands wait for each other.
   */
  run(
    { width, height, first, second }: LumaPair,
    parameters: FlowParameters,
    bands = 1,
    figures = ALL_PIXELS,
  ): ComputedFlow {
    const { kernels, heap } = this;
    const pixels = width * height;
    const sizes = [
      first.byteLength,
      second.byteLength,
      fieldBytes(width, height),
      workspaceBytes(kernels, parameters, width, height, bands),
    ];
    return this.guarded(sizes, ([onePlace, twoPlace, field, workspace]) => {
      const [one, two] = [this.put(first, onePlace), this.put(second, twoPlace)];
      prepareWorkspace(kernels, workspace);
      const task = { width, height, first: one, second: two, field, parameters, figures, workspace, bands };
      const reports = Array.from({ length: bands }, (_, band) =>
        computeFlow(kernels, task, band, undisturbed),
      );
      for (let band = 0; band < bands; band++) countBand(kernels, task, band);
      const summary = summarise(kernels, task);
      const plane = (which: number) => heap.floats(field.byteOffset + 4 * pixels * which, pixels).slice();
      return { u: plane(0), v: plane(1), reliability: plane(2), report: reports[0], summary };
    });
  }

  /** Sums a pair up without a field, in the same way. */
  summarise(
    { width, height, first, second }: LumaPair,
    parameters: FlowParameters,
    directions = true,
    figures = ALL_PIXELS,
  ) {
    const { kernels } = this;
    const sizes = [
      first.byteLength,
      second.byteLength,
      summaryWorkspaceBytes(kernels, { parameters, width, height }),
    ];
    return this.guarded(sizes, ([onePlace, twoPlace, workspace]) => {
      const [one, two] = [this.put(first, onePlace), this.put(second, twoPlace)];
      prepareWorkspace(kernels, workspace);
      const task = { width, height, first: one, second: two, parameters, figures, workspace, directions };
      return summarisePair(kernels, task, undisturbed);
    });
  }

  /** Computes some rows only, in the same way; all others stay {@link UNTOUCHED}. */
  rows(
    { width, height, first, second }: LumaPair,
    parameters: FlowParameters,
    rows: readonly number[],
    wish: { readonly reliability: boolean; readonly factor: number },
  ): Pick<ComputedFlow, "u" | "v" | "reliability"> {
    const { kernels, heap } = this;
    const pixels = width * height;
    const sizes = [
      first.byteLength,
      second.byteLength,
      fieldBytes(width, height),
      workspaceBytes(kernels, parameters, width, height, 1),
    ];
    return this.guarded(sizes, ([onePlace, twoPlace, field, workspace]) => {
      const [one, two] = [this.put(first, onePlace), this.put(second, twoPlace)];
      prepareWorkspace(kernels, workspace);
      const task = { width, height, first: one, second: two, field, parameters, workspace, bands: 1 };
      heap.floats(field.byteOffset, 3 * pixels).fill(UNTOUCHED);
      computeFlowRows(kernels, task, rows, wish, undisturbed);
      const plane = (which: number) => heap.floats(field.byteOffset + 4 * pixels * which, pixels).slice();
      return { u: plane(0), v: plane(1), reliability: plane(2) };
    });
  }

  private put(samples: LumaSamples, place: SharedBytes): LumaPlane {
    const { buffer, byteOffset, byteLength } = samples;
    this.heap.bytes(place).set(new Uint8Array(buffer, byteOffset, byteLength));
    return { ...place, bits: samples instanceof Uint16Array ? 16 : 8 };
  }

  /** Lends pieces of memory of these sizes that hold rubbish, and fails when anything is written beside one. */
  private guarded<T>(sizes: readonly number[], work: (pieces: readonly SharedBytes[]) => T): T {
    const { heap } = this;
    const pieces = sizes.map((size) => heap.allocate(size + 2 * GUARD));
    try {
      for (const piece of pieces) heap.bytes(piece).fill(GUARD_VALUE);
      const result = work(
        pieces.map(({ byteOffset }, i) => ({ byteOffset: byteOffset + GUARD, byteLength: sizes[i] })),
      );
      for (const piece of pieces) this.checkGuards(piece);
      return result;
    } finally {
      for (const piece of pieces) heap.release(piece);
    }
  }

  private checkGuards(piece: { byteOffset: number; byteLength: number }): void {
    const bytes = this.heap.bytes(piece);
    const isUntouched = (part: Uint8Array) => part.every((byte) => byte === GUARD_VALUE);
    if (!isUntouched(bytes.subarray(0, GUARD)) || !isUntouched(bytes.subarray(bytes.length - GUARD))) {
      throw new Error("A kernel wrote beside its memory.");
    }
  }
}
