import {
  ANALYSIS_COLUMNS,
  type AnalysisColumn,
  type AnalysisRows,
  type FrameAnalysis,
} from "../../shared/analysis";
import { putRegionRow, REGION_ROW, regionRowAt } from "../../shared/measure/region-rows";
import { shortestSingle } from "../../shared/shortest-single";

/** Rows of an analysis as they are kept and sent. */
export type PackedRows = Pick<AnalysisRows, "frames" | "values">;

const COLUMNS: number = ANALYSIS_COLUMNS.length;

export function packRows(rows: readonly FrameAnalysis[]): PackedRows {
  const frames = Int32Array.from(rows, ({ frame }) => frame);
  const values = new Float32Array(rows.length * COLUMNS);
  for (const [k, row] of rows.entries()) {
    for (const [at, column] of ANALYSIS_COLUMNS.entries()) values[k * COLUMNS + at] = row[column];
  }
  return { frames, values };
}

/** The rows as they were packed, but for digits beyond single precision. */
export function unpackRows({ frames, values }: PackedRows): readonly FrameAnalysis[] {
  return Array.from(frames, (frame, row) => {
    const numbers = ANALYSIS_COLUMNS.map((column, at): [AnalysisColumn, number] => [
      column,
      shortestSingle(values[row * COLUMNS + at]),
    ]);
    return { frame, ...(Object.fromEntries(numbers) as Record<AnalysisColumn, number>) };
  });
}

/** A row as it is once it was kept, with its regions; see {@link packRows} and `putRegionRow`. */
export function rowAsKept(row: FrameAnalysis): FrameAnalysis {
  const kept = { ...row, ...unpackRows(packRows([row]))[0] };
  if (row.regions === undefined) return kept;
  const values = new Float32Array(row.regions.length * REGION_ROW);
  for (const [at, sums] of row.regions.entries()) putRegionRow(values, at, sums);
  return { ...kept, regions: row.regions.map((sums, at) => regionRowAt(values, at) ?? sums) };
}

/**
 * All rows of several, in the order of the frames; of a frame that comes more than once, the last one.
 *
 * @param columns numbers a row
 */
export function mergeRows(parts: readonly PackedRows[], columns = COLUMNS): PackedRows {
  const length = parts.reduce(
    (most, { frames }) => frames.reduce((max, frame) => Math.max(max, frame + 1), most),
    0,
  );
  // Which part has a frame's row, counted from 1, and where in it.
  const partOf = new Uint32Array(length);
  const placeOf = new Uint32Array(length);
  let count = 0;
  for (const [part, { frames }] of parts.entries()) {
    for (const [place, frame] of frames.entries()) {
      if (partOf[frame] === 0) count++;
      partOf[frame] = part + 1;
      placeOf[frame] = place * columns;
    }
  }
  const frames = new Int32Array(count);
  const values = new Float32Array(count * columns);
  let row = 0;
  for (let frame = 0; frame < length; frame++) {
    if (partOf[frame] === 0) continue;
    const place = placeOf[frame];
    frames[row] = frame;
    values.set(parts[partOf[frame] - 1].values.subarray(place, place + columns), row * columns);
    row++;
  }
  return { frames, values };
}
