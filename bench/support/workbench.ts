import type { FlowField } from "../../src/engine/field-io/flow-field";
import { automaticFigures } from "../../src/shared/figures";
import { DEFAULT_FLOW_PARAMETERS, type FlowParameters, isSingleScale } from "../../src/shared/flow";
import type { LumaSamples } from "../../src/shared/luma-samples";
import { computeAndCount } from "../../src/workers/kernel/compute-flow";
import type { KernelContext } from "../../src/workers/kernel/method";
import { references } from "../../src/workers/kernel/methods";
import { levelsOf, samplesOf } from "../../src/workers/kernel/planes";
import { summarise } from "../../src/workers/kernel/statistics";
import { WasmKernels } from "../../src/workers/kernel/wasm-kernels";
import {
  barrierOf,
  denseMemoryOf,
  layOutDense,
  prepareWorkspace,
  scratchOf,
  workspaceBytes,
} from "../../src/workers/kernel/workspace";
import { fieldBytes, type LumaPlane, type SharedBytes } from "../../src/workers/protocol";
import { SharedHeap } from "../../src/workers/shared-heap";
import type { Contestant } from "./contest";
import type { SamplePair } from "./grey-pair";

/** A pair of frames in the memory that all workers see, and a field for its flow. */
export interface LoadedPair {
  readonly width: number;
  readonly height: number;
  readonly first: LumaPlane;
  readonly second: LumaPlane;
  readonly field: SharedBytes;
}

/** The kernels in this thread, called as kernel/compute-flow.ts calls them for one band, with nothing around them. */
export class Workbench {
  readonly heap = new SharedHeap();
  readonly kernels: WasmKernels;
  private readonly allocated: SharedBytes[] = [];

  constructor(kernel: WebAssembly.Module) {
    this.kernels = new WasmKernels(kernel, this.heap.memory);
  }

  load({ width, height, first, second }: SamplePair): LoadedPair {
    const copied = (frame: LumaSamples): LumaPlane => {
      const { buffer, byteOffset, byteLength } = frame;
      const place = this.allocate(byteLength);
      this.heap.bytes(place).set(new Uint8Array(buffer, byteOffset, byteLength));
      return { ...place, bits: frame instanceof Uint16Array ? 16 : 8 };
    };
    const field = this.newField(width, height);
    return { width, height, first: copied(first), second: copied(second), field };
  }

  newField(width: number, height: number): SharedBytes {
    return this.allocate(fieldBytes(width, height));
  }

  /** Bytes that a flow computation holds beyond its frames and its field. */
  workspaceBytes(parameters: FlowParameters, { width, height }: LoadedPair, bands: number): number {
    return workspaceBytes(this.kernels, parameters, width, height, bands);
  }

  /** The same of an implementation in TypeScript, as it counts its buffers and lists itself. */
  heldByReference(method: keyof typeof references, pair: LoadedPair): number {
    let bytes = 0;
    this.computeReference(method, 2, pair, ({ buffers, lists }) => {
      bytes = buffers + lists;
    });
    return bytes;
  }

  /** Computes u and v of a pair in this thread, into its field. */
  contestant(name: string, pair: LoadedPair, parameters: FlowParameters): Contestant {
    return contestantOf(name, this.computation(pair, parameters));
  }

  /** The whole job of a frame in this thread: u, v and reliability into its field, and its figures. */
  wholeJob(name: string, pair: LoadedPair, parameters: FlowParameters): Contestant {
    const { kernels } = this;
    const workspace = this.allocate(this.workspaceBytes(parameters, pair, 1));
    prepareWorkspace(kernels, workspace);
    const task = { ...pair, parameters, workspace, bands: 1, figures: automaticFigures(parameters.method) };
    return contestantOf(name, () => {
      computeAndCount(kernels, task, 0, UNDISTURBED);
      summarise(kernels, task);
    });
  }

  /** The field of a pair, as it was computed last. It stays that of the memory. */
  flowOf({ width, height, field }: LoadedPair): FlowField {
    const [u, v] = this.planes({ width, height, field });
    return { width, height, u, v };
  }

  /** Gives back everything that was allocated here. */
  clear(): void {
    for (const place of this.allocated.splice(0)) this.heap.release(place);
  }

  private computation(pair: LoadedPair, parameters: FlowParameters): () => void {
    const { kernels } = this;
    const { call } = kernels;
    const { width, height, first, second, field } = pair;
    const [u, v] = [field.byteOffset, field.byteOffset + 4 * width * height];
    const { method, windowRadius } = parameters;
    if (isSingleScale(method) && method !== "lucas-kanade") {
      return () => this.computeReference(method, windowRadius, pair, () => undefined);
    }
    const workspace = this.allocate(workspaceBytes(kernels, parameters, width, height, 1));
    prepareWorkspace(kernels, workspace);
    if (method === "lucas-kanade") {
      const scratch = scratchOf(kernels, workspace, parameters, pair, 1, 0);
      const [from, to] = [first.byteOffset, second.byteOffset];
      return first.bits === 16
        ? () =>
            call.deepLucasKanade(from, to, width, height, windowRadius, 0, height, u, v, 0, 0, 0, 0, scratch)
        : () => call.lucasKanade(from, to, width, height, windowRadius, 0, height, u, v, 0, 0, 0, 0, scratch);
    }
    layOutDense(kernels, workspace, parameters, pair, 1);
    const { options, arena } = denseMemoryOf(kernels, workspace, parameters, pair, 1);
    const barrier = barrierOf(workspace);
    return () => {
      if (first.bits === 16) layOutDense(kernels, workspace, parameters, pair, 1, levelsOf(kernels, pair));
      call.denseFlow(arena, barrier, first.byteOffset, second.byteOffset, options, width, u, v, 0, 1);
    };
  }

  private computeReference(
    method: keyof typeof references,
    windowRadius: number,
    pair: LoadedPair,
    holdsMost: KernelContext["holdsMost"],
  ): void {
    const { width, height } = pair;
    const [first, second] = [pair.first, pair.second].map((plane) =>
      samplesOf(this.kernels, plane, width * height),
    );
    const [u, v] = this.planes(pair);
    const context = { ...UNDISTURBED, holdsMost };
    references[method]({ width, height, first, second }, windowRadius, { u, v }, context);
  }

  private planes({ width, height, field }: Pick<LoadedPair, "width" | "height" | "field">) {
    const pixels = width * height;
    const plane = (k: number) => this.heap.floats(field.byteOffset + 4 * k * pixels, pixels);
    return [plane(0), plane(1)] as const;
  }

  private allocate(bytes: number): SharedBytes {
    const place = this.heap.allocate(bytes);
    this.allocated.push(place);
    return place;
  }
}

const UNDISTURBED: KernelContext = { throwIfCancelled: () => undefined, holdsMost: () => undefined };

function contestantOf(name: string, work: () => void): Contestant {
  return {
    name,
    run: (repetitions) =>
      Array.from({ length: repetitions }, () => {
        const start = performance.now();
        work();
        return performance.now() - start;
      }),
  };
}

/** Parameters of a method with everything else at its default. */
export function parametersFor(changes: Partial<FlowParameters>): FlowParameters {
  return { ...DEFAULT_FLOW_PARAMETERS, ...changes };
}
