import { isPrepared } from "../../shared/preparation";
import type { FlowTask } from "./compute-flow";
import { contrastOfFirst } from "./frame-contrast";
import type { KernelContext } from "./method";
import { planesOf } from "./planes";
import { preparePair } from "./prepare/prepare-pair";
import { scaleBand } from "./scale-field";
import type { WasmKernels } from "./wasm-kernels";
import { preparationOf, scratchOf } from "./workspace";

/**
 * Computes some rows of the field that `computeFlow` would have made of a task of `lucas-kanade`, to the bit, and leaves all
 * others as they are: for whoever looks at a few rows only. Each row costs as much as about as many rows as its window has. Expects a task
 * that `computeFlow` would take.
 *
 * @param reliability whether that of the rows is wanted too; it is left as it is otherwise
 * @param factor what the motions are multiplied by, see `saidScale`
 * @throws what `context.throwIfCancelled` throws
 */
export function computeFlowRows(
  kernels: WasmKernels,
  task: FlowTask,
  rows: readonly number[],
  { reliability, factor }: { readonly reliability: boolean; readonly factor: number },
  context: Pick<KernelContext, "throwIfCancelled">,
): void {
  const { throwIfCancelled } = context;
  throwIfCancelled();
  const { parameters, workspace } = task;
  const pair = isPrepared(parameters.preparation)
    ? preparePair(
        kernels,
        task,
        preparationOf(kernels, workspace, parameters, task, 1),
        [0, 1],
        throwIfCancelled,
      )
    : null;
  const prepared = pair === null ? task : { ...task, ...pair };
  const contrast = reliability ? contrastOfFirst(kernels, prepared) : null;
  for (const row of rows) {
    computeRow(kernels, prepared, row, contrast);
    // As many bands as rows: this row is one.
    scaleBand(kernels, { ...task, bands: task.height }, factor, row);
  }
}

/** @param contrast null where nobody wants the reliability */
function computeRow(kernels: WasmKernels, task: FlowTask, row: number, contrast: number | null): void {
  const { call } = kernels;
  const { parameters, width, height, workspace, first, second } = task;
  const { u, v, reliability } = planesOf(task);
  const scratch = scratchOf(kernels, workspace, parameters, task, 1, 0);
  const compute = first.bits === 16 ? call.deepLucasKanade : call.lucasKanade;
  compute(
    ...([first.byteOffset, second.byteOffset, width, height, parameters.windowRadius] as const),
    ...([row, row + 1, u, v] as const),
    ...([contrast === null ? 0 : reliability, contrast ?? 0] as const),
    // Nothing is counted.
    ...([0, 0] as const),
    scratch,
  );
}
