import type { FieldPlanes } from "./field-planes";

/**
 * Where the arrows stand. Positions are whole pixels, so that every arrow shows the value of exactly one
 * pixel of the field: no averaging, nothing that the probe under the mouse would contradict.
 */
export interface ArrowGrid {
  /** Distance of neighbouring arrows in movie pixels, an integer >= 1. */
  readonly spacing: number;
  readonly columns: number;
  readonly rows: number;
  /** Pixel index (not centre) of the first column and of the first row. */
  readonly firstX: number;
  readonly firstY: number;
}

/** The grid of a picture of this size in pixels, centred in it: the margins of opposite sides differ by one pixel at most. */
export function arrowGrid(width: number, height: number, spacing: number): ArrowGrid {
  const step = Math.max(1, Math.round(spacing));
  const columns = Math.max(1, Math.floor(width / step));
  const rows = Math.max(1, Math.floor(height / step));
  return {
    spacing: step,
    columns,
    rows,
    firstX: Math.floor((width - 1 - (columns - 1) * step) / 2),
    firstY: Math.floor((height - 1 - (rows - 1) * step) / 2),
  };
}

/**
 * The field at the positions of the grid: u and v interleaved, row by row, 2 * columns * rows numbers; both NaN, which
 * gets no arrow, where the reliability is below `minimumReliability` (0 hides nothing).
 *
 * @param width of the field in pixels
 * @param out filled and returned when it is long enough, else a new array is
 */
export function sampleGrid(
  grid: ArrowGrid,
  width: number,
  { u, v, reliability }: FieldPlanes,
  minimumReliability: number,
  out?: Float32Array,
): Float32Array {
  const { columns, rows, spacing, firstX, firstY } = grid;
  const length = 2 * columns * rows;
  const samples = out !== undefined && out.length >= length ? out : new Float32Array(length);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    let pixel = (firstY + row * spacing) * width + firstX;
    for (let column = 0; column < columns; column++) {
      const hidden = isHidden(reliability[pixel], minimumReliability);
      samples[at++] = hidden ? Number.NaN : u[pixel];
      samples[at++] = hidden ? Number.NaN : v[pixel];
      pixel += spacing;
    }
  }
  return samples;
}

/** Whether a pixel's flow is too unreliable to be shown; with a minimum of 0 none is. */
function isHidden(reliability: number, minimum: number): boolean {
  return minimum > 0 && !(reliability >= minimum);
}
