import { type FlowParameters, isSingleScale } from "../../src/shared/flow";
import { SINGLE_SCALE_REACH } from "../../src/shared/uncertainty/model";
import { UncertaintyRows } from "../../src/shared/uncertainty/uncertainty-rows";
import { computeFlow } from "../../src/workers/kernel/compute-flow";
import { prepareWorkspace, workspaceBytes } from "../../src/workers/kernel/workspace";
import type { TruePair } from "./grey-pair";
import { Workbench } from "./workbench";

/** Beyond this a truth is unknown. */
const UNKNOWN = 1e9;
/** Fewer vectors of a pair say nothing. */
const ENOUGH = 200;
const ROW_STEP = 4;
const UNDISTURBED = { throwIfCancelled: () => undefined, holdsMost: () => undefined };

/** Shares of vectors, 0 to 1, whose endpoint error is no larger than their uncertainty. */
export interface Coverage {
  /** Of those whose true motion the method is calibrated for; NaN where there are next to none. */
  readonly within: number;
  readonly all: number;
}

/** How often the truth of a pair is as near as the uncertainty says, in every fourth row. */
export function coverage(kernel: WebAssembly.Module, pair: TruePair, parameters: FlowParameters): Coverage {
  const { width, height, truth } = pair;
  const workbench = new Workbench(kernel);
  const { kernels, heap } = workbench;
  const loaded = workbench.load(pair);
  const workspace = heap.allocate(workspaceBytes(kernels, parameters, width, height, 1));
  prepareWorkspace(kernels, workspace);
  computeFlow(kernels, { ...loaded, parameters, workspace, bands: 1 }, 0, UNDISTURBED);
  const pixels = width * height;
  const [u, v, reliability] = [0, 1, 2].map((k) =>
    heap.floats(loaded.field.byteOffset + 4 * k * pixels, pixels),
  );
  const uncertainty = new UncertaintyRows({ width, height, u, v, reliability }, pair, parameters);
  const xs = Int32Array.from({ length: width }, (_, x) => x);
  const sigma = new Float32Array(width);
  const counts = { all: 0, allWithin: 0, reached: 0, reachedWithin: 0 };
  for (let y = ROW_STEP / 2; y < height; y += ROW_STEP) {
    uncertainty.row(y, xs, sigma);
    for (let x = 0; x < width; x++) {
      const k = y * width + x;
      const [trueU, trueV] = [truth.u[k], truth.v[k]];
      if (!(Math.abs(trueU) < UNKNOWN && Math.abs(trueV) < UNKNOWN) || Number.isNaN(sigma[x])) continue;
      const isWithin = Math.hypot(u[k] - trueU, v[k] - trueV) <= sigma[x] ? 1 : 0;
      const isReached =
        !isSingleScale(parameters.method) || Math.hypot(trueU, trueV) <= SINGLE_SCALE_REACH ? 1 : 0;
      counts.all++;
      counts.allWithin += isWithin;
      counts.reached += isReached;
      counts.reachedWithin += isWithin * isReached;
    }
  }
  workbench.clear();
  return {
    within: counts.reached < ENOUGH ? Number.NaN : counts.reachedWithin / counts.reached,
    all: counts.allWithin / counts.all,
  };
}
