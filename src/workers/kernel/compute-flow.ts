import { isPrepared } from "../../shared/preparation";
import { type FlowJob, fieldBytes } from "../protocol";
import type { BandReport } from "./band-report";
import { checkParameters, invalid } from "./check-parameters";
import { checkPictures, checkRange } from "./check-task";
import type { KernelContext } from "./method";
import { references } from "./methods";
import { levelsOf, planesOf } from "./planes";
import { preparePair } from "./prepare/prepare-pair";
import { type Beside, computeLucasKanade, computeReference, held, IDLE } from "./single-scale";
import { countBand } from "./statistics";
import type { WasmKernels } from "./wasm-kernels";
import {
  abandonWorkspace,
  barrierOf,
  denseMemoryOf,
  layOutDense,
  preparationOf,
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
  return compute(kernels, task, band, context, { judged: true, figures: null });
}

/** As {@link computeFlow}, of u and v alone: what is compared when methods are. The reliability stays as it was. */
export function computeVectors(
  kernels: WasmKernels,
  task: FlowTask,
  band: number,
  context: KernelContext,
): BandReport {
  return compute(kernels, task, band, context, { judged: false, figures: null });
}

/**
 * As {@link computeFlow}, and counts the rows of the band for `summarise` of statistics.ts: those of `lucas-kanade` while they
 * are in the cache.
 */
export function computeAndCount(
  kernels: WasmKernels,
  task: FlowTask & Pick<FlowJob, "figures">,
  band: number,
  context: KernelContext,
): BandReport & { readonly statisticsMs: number } {
  const report = compute(kernels, task, band, context, { judged: true, figures: task.figures });
  if (task.parameters.method === "lucas-kanade") return { ...report, statisticsMs: 0 };
  const start = performance.now();
  countBand(kernels, task, band);
  return { ...report, statisticsMs: performance.now() - start };
}

function compute(
  kernels: WasmKernels,
  task: FlowTask,
  band: number,
  context: KernelContext,
  beside: Beside,
): BandReport {
  checkTask(kernels, task, band);
  const start = performance.now();
  const prepared = prepare(kernels, task, band, context);
  const prepareMs = performance.now() - start;
  const report = computePrepared(kernels, prepared, band, context, beside);
  return prepared === task
    ? report
    : { ...report, flowMs: prepareMs + report.flowMs, stages: { ...report.stages, prepareMs } };
}

function computePrepared(
  kernels: WasmKernels,
  task: FlowTask,
  band: number,
  context: KernelContext,
  beside: Beside,
): BandReport {
  const { method } = task.parameters;
  switch (method) {
    case "dense-pyramidal":
      return computeDense(kernels, task, band, context, beside.judged);
    case "lucas-kanade":
      return computeLucasKanade(kernels, task, band, context, beside);
    default:
      return band === 0 ? computeReference(kernels, task, references[method], context, beside.judged) : IDLE;
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
  judged: boolean,
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
      if (judged) call.denseReliability(arena, barrier, options, width, u, v, reliability, band, bands);
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
