import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { DENSE_PRESETS, type DensePreset, type FlowParameters } from "../../src/shared/flow";
import { automaticReliability } from "../../src/shared/reliability";
import { computeFlow } from "../../src/workers/kernel/compute-flow";
import { prepareWorkspace, workspaceBytes } from "../../src/workers/kernel/workspace";
import { stillWithBorder, withoutBorder } from "../../src/workers/testing/borders";
import {
  calibration,
  type JudgedVectors,
  sparsificationArea,
} from "../../src/workers/testing/reliability-measures";
import { generatedPairs } from "../generated/generated-pairs";
import { check } from "../support/checks";
import { printTable } from "../support/console-table";
import type { GreyPair, TruePair } from "../support/grey-pair";
import { lucasKanadeParameters, presetParameters } from "../support/methods";
import { mean } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";
import { calibrationSvg, hiddenShare } from "../support/reliability-measures";
import { NO_SHARED_PAIRS, sharedPairs, speedPair } from "../support/shared-pairs";
import { type LoadedPair, Workbench } from "../support/workbench";

const METHOD =
  "Area under the curve of sparsification (mean endpoint error of the n most reliable vectors, over all n), px; texture: l / (l + contrast) of the structure tensor, which was reliability before.";

/** Beyond this a truth is unknown. */
const UNKNOWN = 1e9;
const THRESHOLD = automaticReliability("dense-pyramidal");
const UNDISTURBED = { throwIfCancelled: () => undefined, holdsMost: () => undefined };

/** How well reliability tells right vectors from wrong ones, and what it costs. Writes the curve to docs/. */
export const measureReliability: Part = async (context) => {
  console.log(METHOD);
  const real = await sharedPairs(context);
  const pairs = [...real, ...generatedPairs()];
  const names = new Set(real.map(({ name }) => name));
  const rows = pairs.flatMap((pair) => DENSE_PRESETS.map((preset) => judge(context, pair, preset)));
  printTable(
    ["", ...DENSE_PRESETS.flatMap((preset) => [`${preset}: texture`, "now", "ratio", "right, hidden"])],
    pairs.map(({ name }) => [
      name,
      ...rows
        .filter((row) => row.name === name)
        .flatMap(({ texture, now, hidden }) => [
          texture.toFixed(3),
          now.toFixed(3),
          (now / texture).toFixed(2),
          `${(100 * hidden).toFixed(1)} %`,
        ]),
    ]),
  );
  const ofReal = (preset: DensePreset) =>
    rows.filter((row) => row.preset === preset && (names.size === 0 || names.has(row.name)));
  const curves = Object.fromEntries(
    DENSE_PRESETS.map((preset) => [preset, calibration(ofReal(preset).map(({ vectors }) => vectors))]),
  );
  console.log("");
  printTable(
    ["reliability from", ...DENSE_PRESETS.flatMap((preset) => [`${preset}: right`, "of all"])],
    curves.fast.map(({ from }, k) => [
      String(from),
      ...DENSE_PRESETS.flatMap((preset) => [
        curves[preset][k].right.toFixed(2),
        `${(100 * curves[preset][k].share).toFixed(1)} %`,
      ]),
    ]),
  );
  if (names.size > 0) writeFileSync(join(context.root, "docs", "reliability.svg"), calibrationSvg(curves));
  const costs = [
    [854, 480],
    [1920, 1080],
  ].flatMap(([width, height]) =>
    DENSE_PRESETS.map((preset) => ({
      preset,
      ...{ width, height },
      ...cost(context, speedPair(context, width, height).pair, preset),
    })),
  );
  console.log("");
  printTable(
    ["fastest of the rounds", "flow ms", "reliability ms", "share of both"],
    costs.map(({ preset, width, height, flowMs, reliabilityMs }) => [
      `${width}x${height} ${preset}`,
      flowMs.toFixed(2),
      reliabilityMs.toFixed(2),
      `${((100 * reliabilityMs) / (flowMs + reliabilityMs)).toFixed(1)} %`,
    ]),
  );
  const ratios = (preset: DensePreset) => ofReal(preset).map(({ texture, now }) => now / texture);
  return {
    method: METHOD,
    figures: { pairs: rows.map(({ vectors: _, ...row }) => row), curves, costs },
    checks: [
      ...DENSE_PRESETS.flatMap((preset) => [
        check(`${preset}: area / that of texture, mean`, mean(ratios(preset)), "at most", 0.8),
        check(`${preset}: the same, of the worst pair`, Math.max(...ratios(preset)), "at most", 1),
      ]),
      ...costs
        .filter(({ preset }) => preset === "balanced")
        .map(({ height, flowMs, reliabilityMs }) =>
          check(`${height}p: share of balanced`, reliabilityMs / (flowMs + reliabilityMs), "at most", 0.25),
        ),
    ],
    skipped: names.size === 0 ? [NO_SHARED_PAIRS] : [],
  };
};

/** Flow and reliability of a pair in this thread, and the time of both. */
function compute(workbench: Workbench, pair: GreyPair, parameters: FlowParameters, times: number) {
  const { kernels, heap } = workbench;
  const loaded = workbench.load(pair);
  const workspace = heap.allocate(workspaceBytes(kernels, parameters, pair.width, pair.height, 1));
  prepareWorkspace(kernels, workspace);
  const reports = Array.from({ length: times }, () =>
    computeFlow(kernels, { ...loaded, parameters, workspace, bands: 1 }, 0, UNDISTURBED),
  );
  heap.release(workspace);
  return { loaded, reports };
}

function judge({ kernel }: BenchContext, pair: TruePair, preset: DensePreset) {
  const workbench = new Workbench(kernel);
  const { name, width, height, truth } = pair;
  const pixels = width * height;
  const planeOf = ({ field, width, height }: LoadedPair, which: number) => {
    const pixels = width * height;
    return workbench.heap.floats(field.byteOffset + 4 * pixels * which, pixels).slice();
  };
  const parameters = presetParameters(preset);
  const { loaded } = compute(workbench, pair, parameters, 1);
  const [u, v, reliability] = [0, 1, 2].map((which) => planeOf(loaded, which));
  const { windowRadius } = parameters.dense;
  const still = stillWithBorder(pair, windowRadius + 1);
  const alone = compute(workbench, still, lucasKanadeParameters(windowRadius), 1).loaded;
  const texture = withoutBorder(planeOf(alone, 2), width, height, windowRadius + 1);
  workbench.clear();
  const known = Array.from({ length: pixels }, (_, k) => k).filter(
    (k) => Math.abs(truth.u[k]) < UNKNOWN && Math.abs(truth.v[k]) < UNKNOWN,
  );
  const error = Float32Array.from(known, (k) => Math.hypot(u[k] - truth.u[k], v[k] - truth.v[k]));
  const vectors: JudgedVectors = { reliability: Float32Array.from(known, (k) => reliability[k]), error };
  return {
    ...{ name, preset, vectors },
    texture: sparsificationArea({ reliability: Float32Array.from(known, (k) => texture[k]), error }),
    now: sparsificationArea(vectors),
    hidden: hiddenShare(vectors, THRESHOLD),
  };
}

function cost({ kernel, rounds }: BenchContext, pair: GreyPair, preset: DensePreset) {
  const workbench = new Workbench(kernel);
  const { reports } = compute(workbench, pair, presetParameters(preset), 4 * rounds);
  workbench.clear();
  return {
    flowMs: Math.min(...reports.map(({ flowMs }) => flowMs)),
    reliabilityMs: Math.min(...reports.map(({ stages }) => stages.reliabilityMs)),
  };
}
