import type { Size } from "./viewport";

/** What is said of the two sides of a picture that is taken elsewhere, from the longest on: the first that has room is. */
interface SideLabels {
  readonly a: readonly string[];
  readonly b: readonly string[];
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
  labels: SideLabels,
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
  for (const [texts, direction, room] of [
    [labels.a, -1, column],
    [labels.b, 1, width - column],
  ] as const) {
    const widthOf = (label: string): number => context.measureText(label).width + 1.5 * margin;
    const label = texts.find((candidate) => widthOf(candidate) + margin <= room);
    if (label === undefined) continue;
    const length = widthOf(label);
    const left = direction === 1 ? column + margin : column - margin - length;
    context.fillStyle = "rgb(14 14 14 / 0.76)";
    context.beginPath();
    context.roundRect(left, margin, length, plate, 4 * ratio);
    context.fill();
    context.fillStyle = "#f2f2f2";
    context.fillText(label, left + 0.75 * margin, margin + plate / 2);
  }
}
