import type { Size } from "./viewport";

/** What is said of the two sides of a picture that is taken elsewhere; null where a side shows no flow. */
interface SideNames {
  readonly a: string | null;
  readonly b: string | null;
}

const FONT_SIZE = 12;
const MARGIN = 10;

/**
 * Draws the divider and the names of its sides on a copy of the picture: in the window they lie over the canvas.
 *
 * @param column the first one of B, in pixels of the copy
 * @param lineLength of the divider's line from the top on
 * @param ratio pixels of the copy for one of the page
 */
export function paintSplitMark(
  context: OffscreenCanvasRenderingContext2D,
  { width }: Size,
  column: number,
  lineLength: number,
  names: SideNames,
  ratio: number,
): void {
  const line = Math.max(Math.round(ratio), 1);
  context.fillStyle = "rgb(0 0 0 / 0.55)";
  context.fillRect(column - 2 * line, 0, 4 * line, lineLength);
  context.fillStyle = "#ffffff";
  context.fillRect(column - line, 0, 2 * line, lineLength);
  context.font = `${FONT_SIZE * ratio}px system-ui, sans-serif`;
  context.textBaseline = "middle";
  const margin = MARGIN * ratio;
  const plate = 2 * FONT_SIZE * ratio;
  for (const [name, direction, room] of [
    [names.a, -1, column],
    [names.b, 1, width - column],
  ] as const) {
    if (name === null) continue;
    const text = context.measureText(name).width;
    const length = text + 1.5 * margin;
    // A side that is too narrow for its name goes without one.
    if (length + margin > room) continue;
    const left = direction === 1 ? column + margin : column - margin - length;
    context.fillStyle = "rgb(14 14 14 / 0.76)";
    context.beginPath();
    context.roundRect(left, margin, length, plate, 4 * ratio);
    context.fill();
    context.fillStyle = "#f2f2f2";
    context.fillText(name, left + (length - text) / 2, margin + plate / 2);
  }
}
