import { roundNumberAbove } from "../../shared/round-number";
import type { History } from "../lib/history";

/** The line and the area under it, in CSS colours. */
export interface SparklineColours {
  readonly line: string;
  readonly area: string;
}

/**
 * Draws a series as a small chart on the whole canvas: newest at the right, zero at the bottom. A gap
 * stands where a frame had no number.
 */
export function drawSparkline<Channel extends string>(
  context: CanvasRenderingContext2D,
  history: History<Channel>,
  channel: Channel,
  colours: SparklineColours,
): void {
  const { width, height } = context.canvas;
  context.clearRect(0, 0, width, height);
  const { max } = history.summary(channel);
  if (!(max > 0)) return;
  const top = roundNumberAbove(max);
  const lineWidth = Math.max(Math.round(window.devicePixelRatio), 1);
  const room = height - lineWidth;
  // One place for every frame there can be, so that the line wanders to the left at one speed from the start.
  const placeWidth = (width - lineWidth) / Math.max(history.capacity - 1, 1);

  const line = new Path2D();
  const area = new Path2D();
  let runStart: number | null = null;
  let x = 0;
  const endRun = (): void => {
    if (runStart === null) return;
    area.lineTo(x, height);
    area.lineTo(runStart, height);
    area.closePath();
    runStart = null;
  };
  for (let age = history.length - 1; age >= 0; age -= 1) {
    const value = history.at(channel, age);
    if (Number.isNaN(value)) {
      endRun();
      continue;
    }
    x = width - lineWidth / 2 - age * placeWidth;
    const y = height - lineWidth / 2 - (value / top) * room;
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
  context.fillStyle = colours.area;
  context.fill(area);
  context.strokeStyle = colours.line;
  context.lineWidth = lineWidth;
  context.lineJoin = "round";
  context.lineCap = "round";
  context.stroke(line);
}
