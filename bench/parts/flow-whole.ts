import { type Check, check } from "../support/checks";
import { printTable } from "../support/console-table";
import { contest, ratio, ratioOfMinima, type Times } from "../support/contest";
import { lucasKanadeParameters, PARALLEL_METHODS } from "../support/methods";
import { short } from "../support/numbers";
import type { BenchContext } from "../support/part";
import type { LoadedPair, Workbench } from "../support/workbench";

/** What a frame takes that is shown: its field with the reliability, and its figures. */
export interface WholeRow {
  readonly name: string;
  /** u and v alone. */
  readonly vectors: Times;
  readonly whole: Times;
  /** The whole job in times of u and v alone. */
  readonly share: number;
  readonly ofMinima: number;
}

const METHODS = [
  ...PARALLEL_METHODS.slice(0, 1),
  { name: "lucas-kanade r=15", parameters: lucasKanadeParameters(15) },
  ...PARALLEL_METHODS.slice(1),
];

/** The whole job of a frame beside u and v alone, in one thread, in turns. */
export async function measureWholeJobs(
  { rounds }: BenchContext,
  workbench: Workbench,
  pair: LoadedPair,
): Promise<readonly WholeRow[]> {
  const rows: WholeRow[] = [];
  for (const { name, parameters } of METHODS) {
    const [vectors, whole] = await contest(
      [
        workbench.contestant(`${name}, u and v`, pair, parameters),
        workbench.wholeJob(`${name}, whole job`, pair, parameters),
      ],
      { rounds },
    );
    const [share, ofMinima] = [ratio(whole, vectors), ratioOfMinima(whole, vectors)];
    rows.push({ name, vectors, whole, share, ofMinima });
  }
  print(rows);
  return rows;
}

/** @param named the size of the frames */
export function checksOfWholeJobs(named: string, rows: readonly WholeRow[]): readonly Check[] {
  return rows
    .filter(({ name }) => name.startsWith("lucas-kanade"))
    .map(({ name, share }) => check(`${named} ${name}: whole job / u and v`, share, "at most", 1.5));
}

function print(rows: readonly WholeRow[]): void {
  console.log("\nthe whole job of a frame (u, v, reliability, figures) against u and v alone, 1 thread; ms");
  printTable(
    ["", "u and v", "whole job", "whole / u and v", "of the minima"],
    rows.map(({ name, vectors, whole, share, ofMinima }) => [
      name,
      short(vectors.medianMs),
      short(whole.medianMs),
      short(share),
      short(ofMinima),
    ]),
  );
}
