import { readFileSync } from "node:fs";
import { join } from "node:path";
import { type ErrorSummary, evaluateFlow } from "../../src/engine/evaluation/evaluate";
import type { FlowField } from "../../src/engine/field-io/flow-field";
import { type LargePair, largePairs } from "../generated/large-pairs";
import { type Check, check } from "../support/checks";
import { printTable } from "../support/console-table";
import { type Contestant, contest } from "../support/contest";
import { interleavedField } from "../support/interleaved-field";
import { presetParameters } from "../support/methods";
import { short } from "../support/numbers";
import type { BenchContext } from "../support/part";
import type { Peers } from "../support/peers";
import { Workbench } from "../support/workbench";

const RIVAL = "dis-medium";
/** Most pixels of the layers that may be more than 3 px wrong. */
const MOST_WRONG = 0.1;
/** Most error of the films, in those of the rival. */
const MOST_ERROR = 0.75;

/** What a method makes of a pair: over all pixels, over those that the second frame shows, and its time. */
interface Entry {
  readonly method: string;
  readonly all: ErrorSummary;
  readonly seen: ErrorSummary;
  readonly medianMs: number;
}

interface Row {
  readonly name: string;
  readonly group: LargePair["group"];
  readonly entries: readonly Entry[];
}

/** Motions up to a quarter of the width: `accurate`, the same without its search, and the rival. */
export async function measureLargeMotions(
  context: BenchContext,
  peers: Peers,
): Promise<{ readonly rows: readonly Row[]; readonly checks: readonly Check[] }> {
  const rows: Row[] = [];
  for (const pair of largePairs()) rows.push(await measurePair(context, peers, pair));
  print(rows);
  return { rows, checks: rows.flatMap(checksOf) };
}

async function measurePair(context: BenchContext, peers: Peers, pair: LargePair): Promise<Row> {
  const { name, group, width, height } = pair;
  const workbench = new Workbench(context.kernel);
  const loaded = workbench.load(pair);
  await peers.take(pair);
  const accurate = presetParameters("accurate");
  const own = (method: string, reach: number) => {
    const parameters = { ...accurate, dense: { ...accurate.dense, reach } };
    const contestant = workbench.contestant(method, loaded, parameters);
    const flow = async () => {
      await contestant.run(1);
      return workbench.flowOf(loaded);
    };
    return { contestant, flow };
  };
  const rival: { contestant: Contestant; flow: () => Promise<FlowField> } = {
    contestant: { name: RIVAL, run: (times) => peers.run(RIVAL, times) },
    flow: async () => {
      await peers.run(RIVAL, 1, "flow");
      return interleavedField(readFileSync(join(context.temporary, "flow")), width, height);
    },
  };
  const all = [
    own("accurate", accurate.dense.reach),
    own("without search", 0),
    ...(peers.has(RIVAL) ? [rival] : []),
  ];
  const times = await contest(
    all.map(({ contestant }) => contestant),
    { rounds: Math.min(context.rounds, 3), turnMs: 20, warmUpMs: 60 },
  );
  const entries: Entry[] = [];
  for (const [k, { contestant, flow }] of all.entries()) {
    const field = await flow();
    entries.push({
      method: contestant.name,
      all: evaluateFlow(field, pair.truth).endpointError,
      seen: evaluateFlow(field, seenTruth(pair)).endpointError,
      medianMs: times[k].medianMs,
    });
  }
  workbench.clear();
  return { name, group, entries };
}

/** The truth with the motions unknown that the second frame does not show. */
function seenTruth({ truth, seen }: LargePair): FlowField {
  const known = (values: Float32Array) => values.map((value, at) => (seen[at] ? value : Number.NaN));
  return { ...truth, u: known(truth.u), v: known(truth.v) };
}

function print(rows: readonly Row[]): void {
  const share = (part: number) => (100 * part).toFixed(1);
  console.log("");
  printTable(
    ["large motions", "method", "error, px", "> 3 px, %", "of what is seen", "median ms"],
    rows.flatMap(({ name, entries }) =>
      entries.map(({ method, all, seen, medianMs }, k) => [
        k === 0 ? name : "",
        method,
        all.mean.toFixed(2),
        share(all.r3),
        share(seen.r3),
        short(medianMs),
      ]),
    ),
  );
}

function checksOf({ name, group, entries }: Row): readonly Check[] {
  const [accurate] = entries;
  if (group === "layers") {
    return [check(`${name}: share more than 3 px wrong, accurate`, accurate.all.r3, "below", MOST_WRONG)];
  }
  const rival = entries.find(({ method }) => method === RIVAL);
  if (!rival) return [];
  const what = `${name}: error of accurate / ${RIVAL}`;
  return [check(what, accurate.all.mean / rival.all.mean, "at most", MOST_ERROR)];
}
