import type { FlowReport, FlowSummary } from "../../shared/flow-report";
import { isPrepared } from "../../shared/preparation";
import { needsBack } from "../../shared/treatment";
import type { FieldBytes, SummaryJob } from "../protocol";
import { checkParameters } from "./check-parameters";
import { checkPictures, checkRange } from "./check-task";
import type { KernelContext } from "./method";
import { preparePair } from "./prepare/prepare-pair";
import { computeSaidFlow } from "./said-flow";
import { countBand, summarise, summariseLucasKanade } from "./statistics";
import type { WasmKernels } from "./wasm-kernels";
import { needsField, preparationOf, summaryFieldOf, summaryWorkspaceBytes } from "./workspace";

/** What a summary is asked of: a job as it was sent. */
export type SummaryTask = Omit<SummaryJob, "kind">;

/**
 * What `computeFlow` and the statistics of its field would say, in one thread and without a field for anybody; see
 * {@link SummaryJob}.
 *
 * @throws KinoflowError `invalid-argument` for a task that cannot be computed, and what `context.throwIfCancelled` throws
 */
export function summarisePair(
  kernels: WasmKernels,
  task: SummaryTask,
  context: KernelContext,
  onField?: FieldVisitor,
): FlowReport {
  checkTask(kernels, task);
  return needsField(task)
    ? computeAndSummarise(kernels, task, context, onField)
    : walk(kernels, task, context);
}

/** Gets the field of a job that has one, before it is counted; what it makes unreliable does not count. Returns how many of the pixels it took out. */
export type FieldVisitor = (field: FieldBytes) => number;

/** Flow, reliability and statistics row by row, in one walk. */
function walk(kernels: WasmKernels, task: SummaryTask, context: KernelContext): FlowReport {
  context.throwIfCancelled();
  const { parameters, directions, workspace } = task;
  const start = performance.now();
  const memory = preparationOf(kernels, workspace, parameters, task, 1);
  const pair = isPrepared(parameters.preparation)
    ? preparePair(kernels, task, memory, [0, 1], context.throwIfCancelled)
    : task;
  const prepareMs = isPrepared(parameters.preparation) ? performance.now() - start : 0;
  const summary = summariseLucasKanade(
    kernels,
    { ...task, first: pair.first, second: pair.second },
    directions,
  );
  const flowMs = performance.now() - start;
  const workingBytes = summaryWorkspaceBytes(kernels, task);
  context.holdsMost({ buffers: workingBytes, lists: 0 });
  return {
    ...summary,
    flowMs,
    stages: {
      prepareMs,
      pyramidMs: 0,
      solveMs: flowMs - prepareMs,
      refineMs: 0,
      reliabilityMs: 0,
      statisticsMs: 0,
    },
    workingBytes,
    threads: 1,
  };
}

function computeAndSummarise(
  kernels: WasmKernels,
  task: SummaryTask,
  context: KernelContext,
  onField: FieldVisitor = () => 0,
): FlowReport {
  const { workspace, parameters } = task;
  const field = summaryFieldOf(kernels, workspace, parameters, task);
  const back = needsBack(parameters.treatment)
    ? summaryFieldOf(kernels, workspace, parameters, task, 1)
    : null;
  const flowTask = { ...task, field, back, bands: 1 };
  let masked = 0;
  const { stages, flowMs, workingBytes, treated } = computeSaidFlow(kernels, flowTask, context, () => {
    masked = onField(field);
  });
  const start = performance.now();
  countBand(kernels, flowTask, 0);
  // A mask that is part of the treatment has been left out already: it is the same one.
  const left = parameters.treatment?.mask.length ? 0 : masked;
  const summary = withoutMasked(summarise(kernels, flowTask), left);
  return {
    ...summary,
    directions: task.directions ? summary.directions : [],
    flowMs,
    stages: { ...stages, statisticsMs: performance.now() - start },
    workingBytes: workingBytes + field.byteLength + (back?.byteLength ?? 0),
    threads: 1,
    ...(treated ? { treated } : {}),
  };
}

/** The share of the pixels that are not masked. @param masked pixels of the valid region that are */
export function withoutMasked(summary: FlowSummary, masked: number): FlowSummary {
  if (masked === 0) return summary;
  const { reliablePixels, reliableShare } = summary;
  const valid = reliableShare > 0 ? Math.round(reliablePixels / reliableShare) : 0;
  return { ...summary, reliableShare: valid > masked ? reliablePixels / (valid - masked) : 0 };
}

function checkTask(kernels: WasmKernels, task: SummaryTask): void {
  const { parameters, workspace } = task;
  checkParameters(parameters, task, 1, kernels.maxDenseWidth);
  const end = kernels.memory.buffer.byteLength;
  checkPictures(task, end);
  const bytes = summaryWorkspaceBytes(kernels, task);
  checkRange("working memory", workspace, bytes, 64, end);
}
