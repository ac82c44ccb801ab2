/** The series of the graphs. */
export const SERIES_NAMES = ["mean", "p95", "p999", "reliable", "decode", "flow", "draw", "bytes"] as const;
export type SeriesName = (typeof SERIES_NAMES)[number];

/** How the line of a series is drawn. Its colour is the token `--series-NAME`; see tokens.css. */
export interface SeriesStyle {
  /** In CSS pixels. */
  readonly width: number;
  /** Lengths of line and gap in CSS pixels, in turns; none for a whole line. */
  readonly dash: readonly number[];
}

/** Series that share a graph differ in line as well as in colour: nobody has to see the colour. The keys are drawn by the same. */
export const SERIES_STYLES: Readonly<Record<SeriesName, SeriesStyle>> = {
  mean: { width: 1.75, dash: [] },
  p95: { width: 1.25, dash: [5, 3] },
  p999: { width: 1.25, dash: [1.5, 2.5] },
  reliable: { width: 1.25, dash: [7, 2, 1.5, 2] },
  decode: { width: 1.25, dash: [] },
  flow: { width: 1.25, dash: [5, 3] },
  draw: { width: 1.25, dash: [1.5, 2.5] },
  bytes: { width: 1.25, dash: [] },
};

/** Whether a dashed line is drawn at a distance from its beginning. */
export function isDashOn(dash: readonly number[], at: number): boolean {
  const period = dash.reduce((sum, length) => sum + length, 0);
  if (period === 0) return true;
  let rest = at % period;
  for (const [index, length] of dash.entries()) {
    if (rest < length) return index % 2 === 0;
    rest -= length;
  }
  return true;
}
