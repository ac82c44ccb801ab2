import { DENSE_PRESETS, type FlowParameters } from "../../src/shared/flow";
import { SINGLE_SCALE_REACH } from "../../src/shared/uncertainty/model";
import { fittingPairs } from "../generated/fitting-pairs";
import { generatedPairs } from "../generated/generated-pairs";
import { check } from "../support/checks";
import { printTable } from "../support/console-table";
import { lucasKanadeParameters, presetParameters } from "../support/methods";
import { mean } from "../support/numbers";
import type { Part } from "../support/part";
import { NO_SHARED_PAIRS, sharedPairs } from "../support/shared-pairs";
import { coverage } from "../support/uncertainty-coverage";

const METHOD = `Share of endpoint errors that are no larger than the uncertainty of their vector, of every fourth row; of lucas-kanade where the true motion is at most ${SINGLE_SCALE_REACH} px, and of all vectors.`;

const METHODS: readonly { readonly name: string; readonly parameters: FlowParameters }[] = [
  ...DENSE_PRESETS.map((preset) => ({ name: preset, parameters: presetParameters(preset) })),
  ...[2, 4, 7].map((radius) => ({
    name: `lucas-kanade r=${radius}`,
    parameters: lucasKanadeParameters(radius),
  })),
];

/** How often the truth is as near as the uncertainty says: 68 of 100 times, if it is calibrated. */
export const measureUncertainty: Part = async (context) => {
  console.log(METHOD);
  const real = await sharedPairs(context);
  const sets = { real, generated: generatedPairs(), fitting: fittingPairs() };
  const rows = Object.entries(sets).flatMap(([set, pairs]) =>
    pairs.flatMap((pair) =>
      METHODS.map(({ name, parameters }) => ({
        ...{ set, pair: pair.name, method: name },
        ...coverage(context.kernel, pair, parameters),
      })),
    ),
  );
  const judged = [...sets.real, ...sets.generated];
  printTable(
    ["within reach", ...METHODS.map(({ name }) => name)],
    judged.map(({ name }) => [
      name,
      ...rows
        .filter(({ pair, set }) => pair === name && set !== "fitting")
        .map(({ within }) => shown(within)),
    ]),
  );
  const meanOf = (method: string, set: string, which: "within" | "all") =>
    mean(
      rows
        .filter((row) => row.method === method && (set === "both" ? row.set !== "fitting" : row.set === set))
        .map((row) => row[which])
        .filter(Number.isFinite),
    );
  const kinds = Object.keys(sets).filter((set) => rows.some((row) => row.set === set));
  console.log("");
  printTable(
    ["mean of the pairs", ...METHODS.map(({ name }) => name)],
    [
      ...kinds.map((set) => [set, ...METHODS.map(({ name }) => shown(meanOf(name, set, "within")))]),
      ["real, all vectors", ...METHODS.map(({ name }) => shown(meanOf(name, "real", "all")))],
    ],
  );
  return {
    method: METHOD,
    figures: { rows },
    checks: METHODS.flatMap(({ name }) => [
      check(`${name}: share within, mean of pairs`, meanOf(name, "both", "within"), "at least", 0.58),
      check(`${name}: the same`, meanOf(name, "both", "within"), "at most", 0.78),
    ]),
    skipped: real.length === 0 ? [NO_SHARED_PAIRS] : [],
  };
};

function shown(share: number): string {
  return Number.isFinite(share) ? share.toFixed(2) : "–";
}
