import { repeatVerdict } from "../../shared/repeats";
import type { AnalysisTable } from "./analysis-table";

/** By frame, 1 for yes. */
export interface RepeatedFrames {
  /** The next frame shows its picture again. */
  readonly repeated: Uint8Array;
  /** It is known whether it does. */
  readonly judged: Uint8Array;
}

const latest = new WeakMap<AnalysisTable, { readonly changes: number; readonly frames: RepeatedFrames }>();

/** Which frames of an analysis are shown again by the next one, as far as it knows; as long as the table is. */
export function repeatedFrames(table: AnalysisTable): RepeatedFrames {
  const known = latest.get(table);
  if (known?.changes === table.changes) return known.frames;
  const column = table.column("partChange");
  const changeAt = (frame: number): number | null | undefined => {
    const change = table.known[frame] === 1 ? column[frame] : undefined;
    return change !== undefined && Number.isNaN(change) ? null : change;
  };
  const [repeated, judged] = [new Uint8Array(table.length), new Uint8Array(table.length)];
  for (let frame = 0; frame < repeated.length; frame += 1) {
    if ((changeAt(frame) ?? null) === null) continue;
    judged[frame] = 1;
    if (repeatVerdict(frame, changeAt, Number.POSITIVE_INFINITY).isRepeat) repeated[frame] = 1;
  }
  const frames = { repeated, judged };
  latest.set(table, { changes: table.changes, frames });
  return frames;
}
