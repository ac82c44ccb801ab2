import { isPrepared } from "../../shared/preparation";
import { type FlowJob, type FrameSize, fieldBytes } from "../protocol";
import type { BandReport } from "./band-report";
import { rowsOf } from "./bands";
import { checkParameters, invalid } from "./check-parameters";
import { checkPictures, checkRange } from "./check-task";
import { contrastOfFirst } from "./frame-contrast";
import type { KernelContext, LucasKanade } from "./method";
import { references } from "./methods";
import { levelsOf, planesOf, samplesOf } from "./planes";
import { preparePair } from "./prepare/prepare-pair";
import type { WasmKernels } from "./wasm-kernels";
import {
  abandonWorkspace,
  barrierOf,
  denseMemoryOf,
  layOutDense,
  preparationOf,
  scratchOf,
  workspaceBytes,
} from "./workspace";

/** What a band asks for: a job as it was sent. */
export type FlowTask = Omit<FlowJob, "kind" | "figures">;

/**
 * Computes band `band` of `task.bands` of u, v and reliability. The values do not depend on the number of bands.
 *
 * All bands of a `dense-pyramidal` job have to run at the same time, each in a thread of its own, because they wait for
 * each other; when one fails or is cancelled, the others end as cancelled. The bands of `lucas-kanade` are independent;
 * the reference implementations are not parallel: band 0 does everything. Where the frames are prepared before, bands wait for
 * that whatever the method is.
 *
 * @throws KinoflowError `invalid-argument` for a task that cannot be computed, and what `context.throwIfCancelled` throws;
 *   in the latter case the field holds anything
 */
export function computeFlow(
  kernels: WasmKernels,
  task: FlowTask,
  band: number,
  context: KernelContext,
): BandReport {
  checkTask(kernels, task, band);
  const start = performance.now();
  const prepared = prepare(kernels, task, band, context);
  const prepareMs = performance.now() - start;
  const report = computePrepared(kernels, prepared, band, context);
  return prepared === task
    ? report
    : { ...report, flowMs: prepareMs + report.flowMs, stages: { ...report.stages, prepareMs } };
}

function computePrepared(
  kernels: WasmKernels,
  task: FlowTask,
  band: number,
  context: KernelContext,
): BandReport {
  const { method } = task.parameters;
  switch (method) {
    case "dense-pyramidal":
      return computeDense(kernels, task, band, context);
    case "lucas-kanade":
      return computeLucasKanade(kernels, task, band, context);
    default:
      return band === 0 ? computeReference(kernels, task, references[method], context) : IDLE;
  }
}

/** The task itself, or one with the frames that the flow is to be computed of, once all bands have done their part. */
function prepare(kernels: WasmKernels, task: FlowTask, band: number, context: KernelContext): FlowTask {
  const { parameters, workspace, bands } = task;
  if (!isPrepared(parameters.preparation)) return task;
  const memory = preparationOf(kernels, workspace, parameters, task, bands);
  try {
    const pair = preparePair(kernels, task, memory, [band, bands], context.throwIfCancelled);
    kernels.call.barrier(barrierOf(workspace), bands);
    return { ...task, ...pair };
  } catch (error) {
    if (bands > 1) abandonWorkspace(kernels, workspace);
    throw error;
  }
}

function computeDense(
  kernels: WasmKernels,
  task: FlowTask,
  band: number,
  context: KernelContext,
): BandReport {
  const { call } = kernels;
  const { parameters, width, bands, workspace, first, second } = task;
  const { u, v, reliability } = planesOf(task);
  const { options, arena } = denseMemoryOf(kernels, workspace, parameters, task, bands);
  const barrier = barrierOf(workspace);
  try {
    context.throwIfCancelled();
    return kernels.cancellable(context.throwIfCancelled, () => {
      let levelsMs = 0;
      if (band === 0) {
        const began = performance.now();
        const levels = levelsOf(kernels, task);
        levelsMs = performance.now() - began;
        layOutDense(kernels, workspace, parameters, task, bands, levels);
      }
      call.barrier(barrier, bands);
      const start = performance.now();
      call.denseFlow(arena, barrier, first.byteOffset, second.byteOffset, options, width, u, v, band, bands);
      const flowMs = levelsMs + performance.now() - start;
      call.denseReliability(arena, barrier, options, width, u, v, reliability, band, bands);
      const stages = {
        prepareMs: 0,
        pyramidMs: levelsMs + call.denseStageMs(arena, 0),
        solveMs: call.denseStageMs(arena, 1),
        refineMs: call.denseStageMs(arena, 2),
        reliabilityMs: levelsMs + performance.now() - start - flowMs,
      };
      return { stages, flowMs, workingBytes: held(kernels, task, context) };
    });
  } catch (error) {
    if (bands > 1) abandonWorkspace(kernels, workspace);
    throw error;
  }
}

function computeLucasKanade(
  kernels: WasmKernels,
  task: FlowTask,
  band: number,
  context: KernelContext,
): BandReport {
  context.throwIfCancelled();
  const { parameters, width, height, bands, workspace, first, second } = task;
  const { u, v } = planesOf(task);
  const scratch = scratchOf(kernels, workspace, parameters, task, bands, band);
  const [from, to] = rowsOf(height, band, bands);
  const [one, two, radius] = [first.byteOffset, second.byteOffset, parameters.windowRadius];
  const { call } = kernels;
  const start = performance.now();
  if (first.bits === 16) call.deepLucasKanade(one, two, width, height, radius, from, to, u, v, 0, 0, scratch);
  else call.lucasKanade(one, two, width, height, radius, from, to, u, v, scratch);
  const flowMs = performance.now() - start;
  context.throwIfCancelled();
  const reliabilityMs = computeReliability(kernels, task, band, parameters.windowRadius);
  return {
    stages: { prepareMs: 0, pyramidMs: 0, solveMs: flowMs, refineMs: 0, reliabilityMs },
    flowMs,
    workingBytes: held(kernels, task, context),
  };
}

function computeReference(
  kernels: WasmKernels,
  task: FlowTask,
  reference: LucasKanade,
  context: KernelContext,
): BandReport {
  const { parameters, width, height, first, second } = task;
  const pixels = width * height;
  const { u, v } = planesOf(task);
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
  const reliabilityMs = computeReliability(kernels, { ...task, bands: 1 }, 0, parameters.windowRadius);
  return {
    stages: { prepareMs: 0, pyramidMs: 0, solveMs: flowMs, refineMs: 0, reliabilityMs },
    flowMs,
    workingBytes,
  };
}

/** What a band reports that has nothing to do. */
const IDLE: BandReport = {
  stages: { prepareMs: 0, pyramidMs: 0, solveMs: 0, refineMs: 0, reliabilityMs: 0 },
  flowMs: 0,
  workingBytes: 0,
};

/** The reliability of a band by its texture, for windows of this radius, of the single-scale methods. Returns the time that it took, ms. */
function computeReliability(kernels: WasmKernels, task: FlowTask, band: number, radius: number): number {
  const start = performance.now();
  const { parameters, width, height, bands, workspace, first } = task;
  const { reliability } = planesOf(task);
  const { call } = kernels;
  const frame = first.byteOffset;
  const scratch = scratchOf(kernels, workspace, parameters, task, bands, band);
  const [from, to] = rowsOf(height, band, bands);
  const contrast = contrastOfFirst(kernels, task);
  if (first.bits === 16) {
    call.deepLucasKanade(frame, frame, width, height, radius, from, to, 0, 0, reliability, contrast, scratch);
    return performance.now() - start;
  }
  call.reliabilityRows(frame, width, height, radius, contrast, reliability, scratch, from, to);
  clearMargin(kernels.floats(reliability, width * height), task, radius + 1, from, to);
  return performance.now() - start;
}

/** Where a window does not fit, the single-scale methods know nothing. */
function clearMargin(
  plane: Float32Array,
  { width, height }: FrameSize,
  margin: number,
  from: number,
  to: number,
): void {
  for (let y = from; y < to; y++) {
    const row = y * width;
    if (y < margin || y >= height - margin) {
      plane.fill(0, row, row + width);
    } else {
      plane.fill(0, row, row + margin);
      plane.fill(0, row + width - margin, row + width);
    }
  }
}

/** Tells the context what the kernels hold, which all is workspace. */
function held(kernels: WasmKernels, { parameters, width, height, bands }: FlowTask, context: KernelContext) {
  const buffers = workspaceBytes(kernels, parameters, width, height, bands);
  context.holdsMost({ buffers, lists: 0 });
  return buffers;
}

function checkTask(kernels: WasmKernels, task: FlowTask, band: number): void {
  const { parameters, width, height, bands } = task;
  checkParameters(parameters, task, bands, kernels.maxDenseWidth);
  if (!Number.isInteger(band) || band < 0 || band >= bands) {
    throw invalid(`Of ${bands} bands there is none with the number ${band}.`);
  }
  const end = kernels.memory.buffer.byteLength;
  checkPictures(task, end);
  checkRange("flow field", task.field, fieldBytes(width, height), Float32Array.BYTES_PER_ELEMENT, end);
  checkRange(
    "working memory",
    task.workspace,
    workspaceBytes(kernels, parameters, width, height, bands),
    64,
    end,
  );
}
