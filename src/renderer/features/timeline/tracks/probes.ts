import { drawGround } from "./graph";
import { drawSeries } from "./series";
import type { Track } from "./track";

/** How much of a curve is seen where its values are not reliable. */
const UNSURE_OPACITY = 0.35;
const LABEL_FONT = 10;

/** The motion at the pinned probes over the movie, a curve each. What is not reliable is faint; a cut is a gap. */
export const probesTrack: Track = {
  id: "probes",
  height: 48,
  reads: "curves",
  graph: true,
  draw(view, { curves: { curves, top, quantity } }) {
    drawGround(view);
    if (top === 0) return;
    const { context, scale, height, hairline, colours } = view;
    const base = height - hairline;
    const room = height - 2 * hairline;
    const yOf =
      quantity === "speed"
        ? (value: number) => base - Math.min(value / top, 1) * room
        : (value: number) => base - (Math.min(Math.max(value / top, -1), 1) + 1) * 0.5 * room;
    context.fillStyle = colours.grid;
    context.fillRect(0, 0, scale.width, hairline);
    if (quantity !== "speed") context.fillRect(0, Math.round(yOf(0)), scale.width, hairline);
    for (const { number, all, sure } of curves) {
      const series = { length: all.length, scale, yOf };
      const line = {
        colour: colours.pins[number - 1] ?? colours.series.mean,
        width: 1.5 * hairline,
        dash: [],
      };
      context.globalAlpha = UNSURE_OPACITY;
      drawSeries(context, { ...series, values: all }, line, null);
      context.globalAlpha = 1;
      drawSeries(context, { ...series, values: sure }, line, null);
    }
    // Above all curves, so that none hides the number of another one.
    context.font = `700 ${LABEL_FONT * hairline}px sans-serif`;
    context.textBaseline = "middle";
    for (const { number, all } of curves) {
      const frame = lastKnown(all, scale.frameAt(scale.width));
      if (frame === null) continue;
      const x = Math.min(scale.xOf(frame) + 3 * hairline, scale.width - LABEL_FONT * hairline);
      if (x < 0) continue;
      const half = (LABEL_FONT / 2) * hairline;
      const y = Math.min(Math.max(yOf(all[frame] ?? 0), half), height - half);
      context.fillStyle = colours.pins[number - 1] ?? colours.series.mean;
      context.fillText(String(number), x, y);
    }
  },
};

/** The last frame up to one that has a value; null where none has. */
function lastKnown(values: Float32Array, upTo: number): number | null {
  for (let frame = Math.min(upTo, values.length - 1); frame >= 0; frame -= 1) {
    if (!Number.isNaN(values[frame] ?? Number.NaN)) return frame;
  }
  return null;
}
