import { drawSeries, type LineStyle } from "./series";
import { SERIES_STYLES, type SeriesName } from "./series-styles";
import type { TrackView } from "./track";

/** Where a graph stands, and how its values become heights; in device pixels. */
export interface Ground {
  /** Vertical place of 0. */
  readonly base: number;
  /** Vertical place of a value. Half a line of room is left above, so that the highest one keeps its whole width. */
  readonly yOf: (value: number) => number;
}

/** Draws the hairline that a graph stands on, which is there before there is anything to draw above it. */
export function drawGround({ context, scale, height, hairline, colours }: TrackView): void {
  context.fillStyle = colours.grid;
  context.fillRect(0, height - hairline, scale.width, hairline);
}

/** The heights of a graph from 0 to `top`; what is more touches the top. */
export function groundOf({ height, hairline }: TrackView, top: number): Ground {
  const base = height - hairline;
  return { base, yOf: (value) => base - Math.min(value / top, 1) * (height - 2 * hairline) };
}

/** How the line of a series is drawn in a view, in device pixels. */
export function lineOf({ hairline, colours }: TrackView, name: SeriesName): LineStyle {
  const { width, dash } = SERIES_STYLES[name];
  return {
    colour: colours.series[name],
    width: width * hairline,
    dash: dash.map((length) => length * hairline),
  };
}

/** Draws a column of an analysis as a line from 0 to `top`, filled down to its ground. */
export function drawColumn(
  view: TrackView,
  values: Float32Array,
  length: number,
  name: SeriesName,
  top: number,
): void {
  const { context, scale, colours } = view;
  const { base, yOf } = groundOf(view, top);
  drawSeries(context, { values, length, scale, yOf }, lineOf(view, name), {
    colour: colours.area,
    bottom: base,
  });
}
