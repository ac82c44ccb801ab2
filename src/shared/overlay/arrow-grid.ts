import type { FieldPlanes } from "./field-planes";

/**
 * Where the arrows stand. Positions are whole pixels, so that every arrow shows the value of exactly one
 * pixel of the field: no averaging, nothing that the probe under the mouse would contradict.
 */
export interface ArrowGrid {
  /** Distance of neighbouring columns and rows in movie pixels, integers >= 1. */
  readonly stepX: number;
  readonly stepY: number;
  readonly columns: number;
  readonly rows: number;
  /** Pixel index (not centre) of the first column and of the first row. */
  readonly firstX: number;
  readonly firstY: number;
}

/**
 * The grid of a picture of this size in pixels, centred in it: the margins of opposite sides differ by one pixel at most.
 *
 * @param spacing of rows in movie pixels, rounded to whole ones; columns are as far apart on the displayed picture
 * @param pixelAspect width of a movie pixel as displayed, by its height
 */
export function arrowGrid(width: number, height: number, spacing: number, pixelAspect = 1): ArrowGrid {
  return gridOfSteps(
    width,
    height,
    Math.max(1, Math.round(spacing / pixelAspect)),
    Math.max(1, Math.round(spacing)),
  );
}

/** The same with columns and rows so many whole movie pixels apart. */
export function gridOfSteps(width: number, height: number, stepX: number, stepY: number): ArrowGrid {
  const columns = Math.max(1, Math.floor(width / stepX));
  const rows = Math.max(1, Math.floor(height / stepY));
  return {
    ...{ stepX, stepY, columns, rows },
    firstX: Math.floor((width - 1 - (columns - 1) * stepX) / 2),
    firstY: Math.floor((height - 1 - (rows - 1) * stepY) / 2),
  };
}

/** A part of a picture in movie pixels. */
export interface PicturePart {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The arrows of a grid whose pixels' centres lie in a part of the picture; a single one where none does. */
export function gridWithin(grid: ArrowGrid, part: PicturePart): ArrowGrid {
  const { stepX, stepY, firstX, firstY } = grid;
  const [column, columns] = within(firstX, stepX, grid.columns, part.left, part.right);
  const [row, rows] = within(firstY, stepY, grid.rows, part.top, part.bottom);
  return { stepX, stepY, columns, rows, firstX: firstX + column * stepX, firstY: firstY + row * stepY };
}

/** The number of the first place within, and how many there are. */
function within(first: number, step: number, count: number, from: number, to: number): [number, number] {
  const least = Math.ceil((from - first - 0.5) / step);
  const most = Math.floor((to - first - 0.5) / step);
  const start = Math.min(Math.max(least, 0), count - 1);
  return [start, Math.max(Math.min(most, count - 1) - start + 1, 1)];
}

/**
 * The field at the positions of the grid: u and v interleaved, row by row, 2 * columns * rows numbers; both NaN, which
 * gets no arrow, where the reliability is below `minimumReliability` (0 hides nothing). A vector that was flagged was reliable, and is shown.
 *
 * @param width of the field in pixels
 * @param out filled and returned when it is long enough, else a new array is
 */
export function sampleGrid(
  grid: ArrowGrid,
  width: number,
  { u, v, reliability, flags }: FieldPlanes,
  minimumReliability: number,
  out?: Float32Array,
): Float32Array {
  const { columns, rows, stepX, stepY, firstX, firstY } = grid;
  const length = 2 * columns * rows;
  const samples = out !== undefined && out.length >= length ? out : new Float32Array(length);
  let at = 0;
  for (let row = 0; row < rows; row++) {
    let pixel = (firstY + row * stepY) * width + firstX;
    for (let column = 0; column < columns; column++) {
      const isFlagged = flags !== undefined && flags[pixel] !== 0;
      const hidden = !isFlagged && isHidden(reliability[pixel], minimumReliability);
      samples[at++] = hidden ? Number.NaN : u[pixel];
      samples[at++] = hidden ? Number.NaN : v[pixel];
      pixel += stepX;
    }
  }
  return samples;
}

/** The flags of the vectors at the positions of the grid, row by row. */
export function flagsOnGrid(
  { columns, rows, stepX, stepY, firstX, firstY }: ArrowGrid,
  width: number,
  flags: Uint8Array,
): Uint8Array {
  const found = new Uint8Array(columns * rows);
  for (let row = 0, at = 0; row < rows; row++) {
    let pixel = (firstY + row * stepY) * width + firstX;
    for (let column = 0; column < columns; column++, at++, pixel += stepX) found[at] = flags[pixel];
  }
  return found;
}

/** Whether a pixel's flow is too unreliable to be shown; with a minimum of 0 none is. */
function isHidden(reliability: number, minimum: number): boolean {
  return minimum > 0 && !(reliability >= minimum);
}
