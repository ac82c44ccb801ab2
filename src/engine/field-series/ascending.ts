import type { SampleGrid } from "./sample-grid";

/** Places of columns and rows in a grid. */
export interface GridOrder {
  readonly columns: readonly number[];
  readonly rows: readonly number[];
}

/** The columns and rows of a grid in the order in which x and y grow, as programs with a coordinate system want them. */
export function ascendingOrder({ columns, rows, places }: SampleGrid): GridOrder {
  const last = { column: columns.length - 1, row: rows.length - 1 };
  const [left, top] = places.at(0, 0);
  return {
    columns: ordered(columns.length, places.at(last.column, 0)[0] < left),
    rows: ordered(rows.length, places.at(0, last.row)[1] < top),
  };
}

function ordered(count: number, isReversed: boolean): readonly number[] {
  return Array.from({ length: count }, (_, k) => (isReversed ? count - 1 - k : k));
}
