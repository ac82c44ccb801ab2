import type { FigureChoice } from "../../shared/figures";
import type { FlowJob } from "../protocol";
import type { BandReport } from "./band-report";
import { rowsOf } from "./bands";
import { contrastOfFirst } from "./frame-contrast";
import type { KernelContext, LucasKanade } from "./method";
import { planesOf, samplesOf } from "./planes";
import { beginCount, type Count } from "./statistics";
import type { WasmKernels } from "./wasm-kernels";
import { scratchOf, workspaceBytes } from "./workspace";

type Task = Omit<FlowJob, "kind" | "figures">;

/** What is computed beside u and v. */
export interface Beside {
  /** The reliability. */
  readonly judged: boolean;
  /** The pixels that the rows are counted over, with `judged`; null where nothing is counted. */
  readonly figures: FigureChoice | null;
}

/** What a band reports that has nothing to do. */
export const IDLE: BandReport = {
  stages: { prepareMs: 0, pyramidMs: 0, solveMs: 0, refineMs: 0, reliabilityMs: 0 },
  flowMs: 0,
  workingBytes: 0,
};

const NOT_COUNTED: Count = { rows: 0, block: 0 };

/** A band of `lucas-kanade`, in one walk over the rows, all of whose time is that of the flow. */
export function computeLucasKanade(
  kernels: WasmKernels,
  task: Task,
  band: number,
  context: KernelContext,
  { judged, figures }: Beside,
): BandReport {
  context.throwIfCancelled();
  const { u, v, reliability } = planesOf(task);
  const start = performance.now();
  const count = figures === null ? NOT_COUNTED : beginCount(kernels, { ...task, figures }, band);
  walk(kernels, task, band, { u, v, reliability: judged ? reliability : 0 }, count);
  const flowMs = performance.now() - start;
  context.throwIfCancelled();
  return {
    stages: { ...IDLE.stages, solveMs: flowMs },
    flowMs,
    workingBytes: held(kernels, task, context),
  };
}

/** A whole pair, by an implementation in TypeScript; its reliability is that of `lucas-kanade`. */
export function computeReference(
  kernels: WasmKernels,
  task: Task,
  reference: LucasKanade,
  context: KernelContext,
  judged: boolean,
): BandReport {
  const { parameters, width, height, first, second } = task;
  const pixels = width * height;
  const { u, v, reliability } = planesOf(task);
  let workingBytes = 0;
  const pair = {
    width,
    height,
    first: samplesOf(kernels, first, pixels),
    second: samplesOf(kernels, second, pixels),
  };
  const start = performance.now();
  reference(
    pair,
    parameters.windowRadius,
    { u: kernels.floats(u, pixels), v: kernels.floats(v, pixels) },
    {
      throwIfCancelled: context.throwIfCancelled,
      holdsMost: (memory) => {
        workingBytes = memory.buffers + memory.lists;
        context.holdsMost(memory);
      },
    },
  );
  const flowMs = performance.now() - start;
  if (judged) walk(kernels, { ...task, bands: 1 }, 0, { u: 0, v: 0, reliability }, NOT_COUNTED);
  const reliabilityMs = performance.now() - start - flowMs;
  return { stages: { ...IDLE.stages, solveMs: flowMs, reliabilityMs }, flowMs, workingBytes };
}

/** The rows of a band, into the planes that are not null. */
function walk(
  kernels: WasmKernels,
  task: Task,
  band: number,
  { u, v, reliability }: { readonly u: number; readonly v: number; readonly reliability: number },
  { rows, block }: Count,
): void {
  const { parameters, width, height, bands, workspace, first, second } = task;
  const { call } = kernels;
  const [from, to] = rowsOf(height, band, bands);
  const contrast = reliability === 0 ? 0 : contrastOfFirst(kernels, task);
  const scratch = scratchOf(kernels, workspace, parameters, task, bands, band);
  const [one, two, radius] = [first.byteOffset, second.byteOffset, parameters.windowRadius];
  const lucasKanade = first.bits === 16 ? call.deepLucasKanade : call.lucasKanade;
  lucasKanade(one, two, width, height, radius, from, to, u, v, reliability, contrast, rows, block, scratch);
}

/** Tells the context what the kernels hold, which all is workspace. */
export function held(
  kernels: WasmKernels,
  { parameters, width, height, bands }: Task,
  context: KernelContext,
): number {
  const buffers = workspaceBytes(kernels, parameters, width, height, bands);
  context.holdsMost({ buffers, lists: 0 });
  return buffers;
}
