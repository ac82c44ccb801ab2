import { minMaxColumns } from "../columns";
import { drawnFrames, type FrameScale } from "../frame-scale";
import { isDashOn } from "./series-styles";

/** A series of one value a frame, and how values become heights. */
export interface Series {
  readonly values: Float32Array;
  readonly length: number;
  readonly scale: FrameScale;
  /** Vertical place of a value, in device pixels. */
  readonly yOf: (value: number) => number;
}

export interface LineStyle {
  readonly colour: string;
  /** In device pixels. */
  readonly width: number;
  /** Lengths of line and gap in device pixels, in turns; none for a whole line. */
  readonly dash: readonly number[];
}

interface AreaStyle {
  readonly colour: string;
  /** Vertical place that it reaches down to. */
  readonly bottom: number;
}

/** Below this distance of two frames, in pixels, a line through every one of them would be a scribble. */
const LEAST_SPACING = 1;

/** A range of values in a column that is higher than so many widths of the line is no part of a calm line. */
const STEEP = 3;

/**
 * Draws a series: as a line through its values where there is room for each, else as the range of the values in every
 * pixel column, so that no peak is lost however long the movie. Frames without a number leave a gap.
 *
 * @param area what lies between the series and the bottom is filled with this, if it is given
 */
export function drawSeries(
  context: CanvasRenderingContext2D,
  series: Series,
  line: LineStyle,
  area: AreaStyle | null,
): void {
  if (series.scale.spacing > LEAST_SPACING) drawLine(context, series, line, area);
  else drawColumns(context, series, line, area);
}

function drawLine(
  context: CanvasRenderingContext2D,
  { values, length, scale, yOf }: Series,
  style: LineStyle,
  areaStyle: AreaStyle | null,
): void {
  const line = new Path2D();
  const area = new Path2D();
  const bottom = areaStyle?.bottom ?? 0;
  const { begin, end } = drawnFrames(scale, length);
  let runStart: number | null = null;
  let x = 0;
  const endRun = (): void => {
    if (runStart === null) return;
    area.lineTo(x, bottom);
    area.lineTo(runStart, bottom);
    area.closePath();
    runStart = null;
  };
  for (let frame = begin; frame <= end; frame += 1) {
    const value = values[frame] ?? Number.NaN;
    if (Number.isNaN(value)) {
      endRun();
      continue;
    }
    x = scale.xOf(frame);
    const y = yOf(value);
    if (runStart === null) {
      runStart = x;
      line.moveTo(x, y);
      // A lone number is a dot rather than nothing.
      line.lineTo(x + 0.01, y);
      area.moveTo(x, y);
    } else {
      line.lineTo(x, y);
      area.lineTo(x, y);
    }
  }
  endRun();
  if (areaStyle !== null) {
    context.fillStyle = areaStyle.colour;
    context.fill(area);
  }
  context.strokeStyle = style.colour;
  context.lineWidth = style.width;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.setLineDash([...style.dash]);
  context.stroke(line);
  context.setLineDash([]);
}

function drawColumns(
  context: CanvasRenderingContext2D,
  { values, length, scale, yOf }: Series,
  style: LineStyle,
  areaStyle: AreaStyle | null,
): void {
  const { min, max } = minMaxColumns(values, length, scale);
  if (areaStyle !== null) {
    context.fillStyle = areaStyle.colour;
    for (let column = 0; column < max.length; column += 1) {
      const top = yOf(max[column] ?? Number.NaN);
      // Not where it is NaN.
      if (top < areaStyle.bottom) context.fillRect(column, top, 1, areaStyle.bottom - top);
    }
  }
  context.fillStyle = style.colour;
  let low = Number.NaN;
  let high = Number.NaN;
  for (let column = 0; column < max.length; column += 1) {
    const lowBefore = low;
    const highBefore = high;
    low = yOf(min[column] ?? Number.NaN);
    high = yOf(max[column] ?? Number.NaN);
    if (Number.isNaN(high)) continue;
    // Reaches as far as its neighbour, so that the line has no breaks where it is steep.
    const top = lowBefore < high ? lowBefore : high;
    const bottom = highBefore > low ? highBefore : low;
    // What is steep is drawn in a gap too: no peak is lost.
    if (bottom - top < STEEP * style.width && !isDashOn(style.dash, column)) continue;
    context.fillRect(column, top - style.width / 2, 1, bottom - top + style.width);
  }
}
