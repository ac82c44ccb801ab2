import type { AnalysisColumn } from "../../shared/analysis";
import type { Units } from "../../shared/measure/units";
import type { AnalysisTable } from "../lib/analysis-table";
import { analysisTables } from "./analysis-store";
import { currentCuts, currentGreatestSpeed, motionColumn } from "./scene-cuts";
import { currentUnits, secondsOfPair } from "./units-store";

/** The columns that are lengths of vectors. */
const SPEEDS: ReadonlySet<AnalysisColumn> = new Set<AnalysisColumn>([
  ...(["meanSpeed", "medianSpeed", "p95Speed", "p999Speed", "maxSpeed"] as const),
]);

/** Columns as they were said last, and what they were said of. */
const known = new Map<AnalysisColumn, { readonly of: readonly unknown[]; readonly values: Float32Array }>();

/**
 * A column of the analysis on the screen, by frame, in the units that are said; NaN across cuts. Each pair goes by its own time, so that what is
 * said of two frames can be compared. At least as long as the analysis.
 */
export function saidColumn(table: AnalysisTable, name: AnalysisColumn): Float32Array {
  const units = currentUnits();
  const values = motionColumn(table, name);
  if (!SPEEDS.has(name) || isAsMeasured(units)) return values;
  const of = [table, table.changes, units, currentCuts(), values];
  const before = known.get(name);
  if (before !== undefined && of.every((part, k) => part === before.of[k])) return before.values;
  const usual = units.speed().factor;
  const said = values.map((value, frame) => {
    if (!units.variesInTime || Number.isNaN(value)) return value * usual;
    return value * units.speed(secondsOfPair(frame)).factor;
  });
  known.set(name, { of, values: said });
  return said;
}

/** What the analysis has of a frame, as it is said; NaN where it has nothing. */
export function saidValue(table: AnalysisTable, name: AnalysisColumn, frame: number): number {
  const value = table.value(name, frame);
  const units = currentUnits();
  if (!SPEEDS.has(name) || isAsMeasured(units)) return value;
  return value * units.speed(secondsOfPair(frame)).factor;
}

/** The greatest 99.9th percentile of speed within a scene, as it is said; 0 while none is known. */
export function greatestSaidSpeed(): number {
  const units = currentUnits();
  if (isAsMeasured(units)) return currentGreatestSpeed();
  if (!units.variesInTime) return currentGreatestSpeed() * units.speed().factor;
  const table = analysisTables.shown;
  if (table === null) return 0;
  let greatest = 0;
  for (const speed of saidColumn(table, "p999Speed")) if (speed > greatest) greatest = speed;
  return greatest;
}

function isAsMeasured(units: Units): boolean {
  return units.speed().factor === 1 && !units.variesInTime;
}
