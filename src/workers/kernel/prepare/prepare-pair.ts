import { isPrepared, type Preparation } from "../../../shared/preparation";
import { type FlowJob, type FrameSize, lumaBytes } from "../../protocol";
import { makeVisible } from "../../shared-views";
import type { WasmKernels } from "../wasm-kernels";
import { lightChange } from "./flicker";
import { prepareFrame } from "./prepare-frame";
import { aligned, stageBytes, stageMemoryAt } from "./stage-memory";

/** What a pair is prepared of: a job as it was sent. */
export type PreparationTask = Pick<
  FlowJob,
  "width" | "height" | "first" | "second" | "parameters" | "background"
>;

/** Frames that the flow is to be computed of. */
export type Pair = Pick<FlowJob, "first" | "second">;

/** A band more has no frame to prepare. */
const MOST_BANDS = 2;
const FRAMES = ["first", "second"] as const;

/** Bytes of working memory that preparing a pair takes; 0 where nothing is done to it. */
export function preparationBytes(preparation: Preparation, size: FrameSize, bands: number): number {
  if (!isPrepared(preparation)) return 0;
  return 2 * targetBytes(size) + Math.min(bands, MOST_BANDS) * stageBytes(size);
}

/**
 * Prepares the pair of a task in `memory`, which has {@link preparationBytes} of it and starts at a multiple of 64. One band does
 * both frames; of several the first two do one each, and all have to wait for them before they read the result.
 *
 * @returns the frames that the flow is to be computed of
 * @throws what `throwIfCancelled` throws
 */
export function preparePair(
  kernels: WasmKernels,
  task: PreparationTask,
  memory: number,
  [band, bands]: readonly [band: number, bands: number],
  throwIfCancelled: () => void,
): Pair {
  const { parameters, background, width, height } = task;
  const pair = targetsAt(memory, task);
  const mine = bands === 1 ? FRAMES : FRAMES.slice(band, band + 1);
  const stages = stageMemoryAt(
    memory + 2 * targetBytes(task) + (bands === 1 ? 0 : band) * stageBytes(task),
    task,
  );
  if (background) makeVisible(kernels.memory, background);
  for (const which of mine) {
    throwIfCancelled();
    const light =
      which === "second" && parameters.preparation.flicker
        ? lightChange(kernels, task, task, stages.table)
        : null;
    const planes = { luma: task[which], target: pair[which], background: background?.byteOffset ?? null };
    const frame = { width, height, light, ...planes };
    prepareFrame(kernels, frame, parameters.preparation, stages, throwIfCancelled);
  }
  return pair;
}

/** Of as many bits as the frames themselves: those of 16 lose nothing. */
function targetsAt(memory: number, task: PreparationTask): Pair {
  const { bits = 8 } = task.first;
  const shape = { byteLength: lumaBytes(task, bits), bits };
  return {
    first: { byteOffset: memory, ...shape },
    second: { byteOffset: memory + targetBytes(task), ...shape },
  };
}

function targetBytes({ width, height }: FrameSize): number {
  return aligned(width * height * Uint16Array.BYTES_PER_ELEMENT);
}
