/** Where a chart of values over a distance has its plot, in units of its drawing. */
export interface ChartPlace {
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** What the ends of its axes mean. */
export interface ChartRange {
  /** The distance at the right end; 0 is at the left one. */
  readonly length: number;
  readonly least: number;
  readonly most: number;
}

/** Where a distance and a value are in the drawing. */
export function chartX({ left, width }: ChartPlace, { length }: ChartRange, distance: number): number {
  return left + (width * distance) / length;
}

export function chartY({ top, height }: ChartPlace, { least, most }: ChartRange, value: number): number {
  return top + (height * (most - value)) / (most - least);
}

/** The distance at a place of the drawing, within the line. */
export function chartDistance({ left, width }: ChartPlace, { length }: ChartRange, x: number): number {
  return Math.min(length, Math.max(0, ((x - left) / width) * length));
}

/** The curve as data of an SVG path, with gaps where a value is not known. A value with gaps on both sides is a dot. */
export function chartPath(
  distances: ArrayLike<number>,
  values: ArrayLike<number>,
  place: ChartPlace,
  range: ChartRange,
): string {
  let path = "";
  let isOpen = false;
  for (let k = 0; k < distances.length; k++) {
    const value = values[k] ?? Number.NaN;
    if (Number.isNaN(value)) {
      isOpen = false;
      continue;
    }
    const x = rounded(chartX(place, range, distances[k] ?? 0));
    const y = rounded(chartY(place, range, Math.min(range.most, Math.max(range.least, value))));
    path += isOpen ? `L${x} ${y}` : `M${x} ${y}h0`;
    isOpen = true;
  }
  return path;
}

/** A hundredth of a unit is nothing to see. */
function rounded(value: number): number {
  return Math.round(value * 100) / 100;
}
