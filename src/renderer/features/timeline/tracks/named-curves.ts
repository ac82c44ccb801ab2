import { drawGround } from "./graph";
import { drawSeries } from "./series";
import type { TrackView } from "./track";

const LABEL_FONT = 10;

/** Values over the movie, with a name and a colour. */
export interface NamedCurves {
  readonly curves: readonly {
    readonly name: string;
    readonly colour: string;
    readonly values: Float32Array;
  }[];
  /** What is at the top of the graph; 0 where nothing is known. */
  readonly top: number;
  /** Whether the ground is that below 0, and zero in the middle. */
  readonly signed: boolean;
}

/** Draws curves in their colours, each with its name at its end. */
export function drawNamedCurves(view: TrackView, { curves, top, signed }: NamedCurves): void {
  drawGround(view);
  if (top === 0) return;
  const { context, scale, height, hairline, colours } = view;
  const base = height - hairline;
  const room = height - 2 * hairline;
  const yOf = signed
    ? (value: number) => base - (Math.min(Math.max(value / top, -1), 1) + 1) * 0.5 * room
    : (value: number) => base - Math.min(value / top, 1) * room;
  context.fillStyle = colours.grid;
  context.fillRect(0, 0, scale.width, hairline);
  if (signed) context.fillRect(0, Math.round(yOf(0)), scale.width, hairline);
  for (const { colour, values } of curves) {
    const line = { colour, width: 1.5 * hairline, dash: [] };
    drawSeries(context, { length: values.length, scale, yOf, values }, line, null);
  }
  // Above all curves, so that none hides the name of another one.
  context.font = `600 ${LABEL_FONT * hairline}px sans-serif`;
  context.textBaseline = "middle";
  for (const { name, colour, values } of curves) {
    const frame = lastKnown(values, scale.frameAt(scale.width));
    if (frame === null) continue;
    const width = context.measureText(name).width;
    const x = Math.min(scale.xOf(frame) + 3 * hairline, scale.width - width - hairline);
    if (x < 0) continue;
    const half = (LABEL_FONT / 2) * hairline;
    context.fillStyle = colour;
    context.fillText(name, x, Math.min(Math.max(yOf(values[frame] ?? 0), half), height - half));
  }
}

/** The last frame up to one that has a value; null where none has. */
function lastKnown(values: Float32Array, upTo: number): number | null {
  for (let frame = Math.min(upTo, values.length - 1); frame >= 0; frame -= 1) {
    if (!Number.isNaN(values[frame] ?? Number.NaN)) return frame;
  }
  return null;
}
