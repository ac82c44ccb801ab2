import { pairingOf, saidScale } from "../../shared/pairing";
import { needsBack, type TreatmentReport } from "../../shared/treatment";
import type { FieldBytes } from "../protocol";
import { treatIn } from "../treat-field";
import type { BandReport } from "./band-report";
import { computeFlow, type FlowTask } from "./compute-flow";
import type { KernelContext } from "./method";
import { scaleBand } from "./scale-field";
import type { WasmKernels } from "./wasm-kernels";

/** The flow of a pair that one worker computes all of. */
export interface SaidFlowTask extends Omit<FlowTask, "bands"> {
  /** For the flow back, where the treatment of the parameters needs it. */
  readonly back: FieldBytes | null;
}

/**
 * Computes the flow of a pair as it is said: scaled as its pairing has it, and treated.
 *
 * @param onField is called when the field is there, before it is treated
 */
export function computeSaidFlow(
  kernels: WasmKernels,
  task: SaidFlowTask,
  context: KernelContext,
  onField: () => void = () => undefined,
): BandReport & { readonly treated: TreatmentReport | undefined } {
  const { parameters, back, first, second } = task;
  const { treatment } = parameters;
  const factor = saidScale(pairingOf(parameters));
  const there = { ...task, bands: 1 };
  const report = computeFlow(kernels, there, 0, context);
  scaleBand(kernels, there, factor, 0);
  let { flowMs } = report;
  if (back !== null && needsBack(treatment)) {
    const again = { ...there, first: second, second: first, field: back };
    flowMs += computeFlow(kernels, again, 0, context).flowMs;
    scaleBand(kernels, again, factor, 0);
  }
  onField();
  return { ...report, flowMs, treated: treatment && treatIn(kernels.memory, task, treatment) };
}
