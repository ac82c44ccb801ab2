import { existsSync } from "node:fs";
import { join } from "node:path";
import { evaluateFlow } from "../../src/engine/evaluation/evaluate";
import type { FlowField } from "../../src/engine/field-io/flow-field";
import { readLuma } from "../../src/engine/field-io/luma";
import { eightBitLuma } from "../../src/shared/luma-samples";
import { deepened } from "../../src/workers/testing/deep-pictures";
import { generatedPairs } from "../generated/generated-pairs";
import { type Check, check } from "../support/checks";
import { printTable } from "../support/console-table";
import { contest, ratio, ratioOfMinima, type Times, timeCells } from "../support/contest";
import type { GreyPair, SamplePair } from "../support/grey-pair";
import { lucasKanadeParameters, PRESET_RIVALS, presetParameters } from "../support/methods";
import { short } from "../support/numbers";
import type { BenchContext, Part } from "../support/part";
import { NO_SHARED_PAIRS, sharedPairs, speedPair } from "../support/shared-pairs";
import { Workbench } from "../support/workbench";

const METHOD =
  "The same frames with 8 bits a sample and, with noise below one level, with more; times of u and v alone, 1 thread, medians, all take turns; mean endpoint errors in px.";

const SIZES = [
  [854, 480],
  [1920, 1080],
] as const;
const DEPTHS = [8, 10, 12, 16] as const;

const METHODS = [
  { name: "lucas-kanade r=2", parameters: lucasKanadeParameters(2), most: { 10: 2, 12: 2, 16: 4 } },
  { name: "lucas-kanade r=15", parameters: lucasKanadeParameters(15), most: { 10: 2, 12: 2, 16: 4 } },
  ...PRESET_RIVALS.map(({ preset }) => ({
    name: preset,
    parameters: presetParameters(preset),
    most: { 10: 1.15, 12: 1.15, 16: 1.15 },
  })),
] as const;

/** What more bits a sample cost, and that they cost no accuracy. */
export const measureDepth: Part = async (context) => {
  console.log(METHOD);
  const times = [];
  for (const [width, height] of SIZES) times.push(...(await timesAt(context, width, height)));
  const errors = [...(await errorsOfPairs(context)), ...(await errorsOfParticles(context))];
  printErrors(errors);
  return {
    method: METHOD,
    figures: { times, errors },
    checks: [...times.flatMap(checksOfTimes), ...errors.flatMap(checksOfErrors)],
    skipped: context.shared === null ? [NO_SHARED_PAIRS] : [],
  };
};

function deepest(pair: GreyPair, bits: number): SamplePair {
  return bits === 8 ? pair : deepened(pair, bits, bits);
}

interface DepthTimes {
  readonly size: string;
  readonly method: (typeof METHODS)[number];
  /** In the order of the depths. */
  readonly times: readonly Times[];
}

async function timesAt(context: BenchContext, width: number, height: number): Promise<readonly DepthTimes[]> {
  const { pair, origin } = speedPair(context, width, height);
  const workbench = new Workbench(context.kernel);
  const loaded = DEPTHS.map((bits) => workbench.load(deepest(pair, bits)));
  const size = `${width}x${height}`;
  console.log(`\n${size} (${origin})`);
  const rows: DepthTimes[] = [];
  for (const method of METHODS) {
    const contestants = DEPTHS.map((bits, k) =>
      workbench.contestant(`${method.name}, ${bits} bits`, loaded[k], method.parameters),
    );
    rows.push({ size, method, times: await contest(contestants, context) });
  }
  printTable(
    ["", "median ms", "min ms", "runs", "of 8 bits", "of the minima"],
    rows.flatMap(({ times }) =>
      times.map((one) => [
        one.name,
        ...timeCells(one),
        short(ratio(one, times[0])),
        short(ratioOfMinima(one, times[0])),
      ]),
    ),
  );
  workbench.clear();
  return rows;
}

function checksOfTimes({ size, method, times }: DepthTimes): readonly Check[] {
  return ([10, 12, 16] as const).map((bits) => {
    const one = times[DEPTHS.indexOf(bits)];
    return check(`${size} ${one.name} / 8 bits`, ratio(one, times[0]), "at most", method.most[bits]);
  });
}

interface DepthErrors {
  readonly pair: string;
  readonly method: string;
  /** Mean endpoint errors in the order of the depths, px. */
  readonly errors: readonly number[];
}

async function errorsOfPairs(context: BenchContext): Promise<readonly DepthErrors[]> {
  const real = await sharedPairs(context);
  const pairs = real.length > 0 ? real : generatedPairs();
  return pairs.flatMap((pair) =>
    METHODS.map(({ name, parameters }) => ({
      pair: pair.name,
      method: name,
      errors: flowsOf(context, pair, parameters).map(
        (flow) => evaluateFlow(flow, pair.truth).endpointError.mean,
      ),
    })),
  );
}

/**
 * Particle images whose true motion nobody knows: how far the flow of more bits is from that of 8 bits by the most accurate method,
 * beside how far the method's own flow of 8 bits is.
 */
async function errorsOfParticles(context: BenchContext): Promise<readonly DepthErrors[]> {
  const folder = context.shared && join(context.shared, "data/piv-openpiv-test1");
  if (folder === null || !existsSync(folder)) return [];
  const [one, two] = await Promise.all(
    ["a", "b"].map((frame) => readLuma(context.tools, join(folder, `exp1_001_${frame}.bmp`))),
  );
  const pair = {
    width: one.width,
    height: one.height,
    first: eightBitLuma(one.luma),
    second: eightBitLuma(two.luma),
  };
  const [best] = flowsOf(context, pair, presetParameters("accurate"));
  return METHODS.filter(({ name }) => name !== "accurate").map(({ name, parameters }) => ({
    pair: "openpiv-test1, from accurate",
    method: name,
    errors: flowsOf(context, pair, parameters).map((flow) => evaluateFlow(flow, best).endpointError.mean),
  }));
}

/** The flow of a pair at every depth. */
function flowsOf(
  { kernel }: BenchContext,
  pair: GreyPair,
  parameters: (typeof METHODS)[number]["parameters"],
): readonly FlowField[] {
  return DEPTHS.map((bits) => {
    const workbench = new Workbench(kernel);
    const loaded = workbench.load(deepest(pair, bits));
    void workbench.contestant("", loaded, parameters).run(1);
    const { width, height, u, v } = workbench.flowOf(loaded);
    const flow = { width, height, u: u.slice(), v: v.slice() };
    workbench.clear();
    return flow;
  });
}

function checksOfErrors({ pair, method, errors }: DepthErrors): readonly Check[] {
  return DEPTHS.slice(1).map((bits, k) =>
    check(`${pair}, ${method}: error of ${bits} bits / 8 bits`, errors[k + 1] / errors[0], "at most", 1.02),
  );
}

function printErrors(rows: readonly DepthErrors[]): void {
  console.log("");
  printTable(
    ["endpoint error, px", "", ...DEPTHS.map((bits) => `${bits} bits`)],
    rows.map(({ pair, method, errors }) => [pair, method, ...errors.map((error) => error.toFixed(4))]),
  );
}
