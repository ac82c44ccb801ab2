import { type Calibration, type PixelGrid, placeOf } from "../../shared/measure/calibration";

/** The pixels of a recording whose vectors are written: those where these columns and rows cross. */
export interface SampleGrid {
  /** From the left. */
  readonly columns: Int32Array;
  /** From the top. */
  readonly rows: Int32Array;
  readonly places: SamplePlaces;
}

/** Where the samples are, along the axes and in the unit of a calibration. */
export interface SamplePlaces {
  /** True where x is the same all over a column, and y all over a row: the axes are not turned, or upside down. */
  readonly isAligned: boolean;
  /** By the place of a column and of a row in the grid. */
  at(column: number, row: number): readonly [x: number, y: number];
}

/**
 * Every n-th pixel in both directions; those in the middle of squares of n x n pixels, or just before it.
 *
 * @param every 1 takes all pixels
 */
export function sampleGrid(size: PixelGrid, calibration: Calibration, every: number): SampleGrid {
  const [columns, rows] = [size.width, size.height].map((count) => samplesAlong(count, every));
  return {
    columns,
    rows,
    places: {
      isAligned: calibration.axes.turn % 180 === 0,
      at: (column, row) => placeOf(calibration, size, [columns[column], rows[row]]),
    },
  };
}

function samplesAlong(count: number, every: number): Int32Array {
  // A picture narrower than a square has one sample all the same.
  const first = Math.min(Math.floor((every - 1) / 2), Math.floor((count - 1) / 2));
  return Int32Array.from({ length: Math.ceil((count - first) / every) }, (_, at) => first + at * every);
}

/** x of the columns, and y of the rows, of a grid whose places are aligned. */
export function axesOfGrid({ columns, rows, places }: SampleGrid): {
  readonly x: Float64Array;
  readonly y: Float64Array;
} {
  return {
    x: Float64Array.from(columns, (_, column) => places.at(column, 0)[0]),
    y: Float64Array.from(rows, (_, row) => places.at(0, row)[1]),
  };
}
