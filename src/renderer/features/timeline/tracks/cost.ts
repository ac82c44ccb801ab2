import { axisEndAbove } from "../../../../shared/round-number";
import { drawColumn, drawGround, groundOf, lineOf } from "./graph";
import { drawSeries } from "./series";
import type { Track } from "./track";

/** The time at the top of the graph of costs: a round number of milliseconds. What took longer touches the top. */
export function costTop(usualMs: number): number {
  return axisEndAbove(usualMs);
}

/** What each frame costs: decoding below, the flow on it, and drawing on top where a frame was shown. */
export const costTrack: Track = {
  id: "cost",
  height: 36,
  reads: "costs",
  graph: true,
  draw(view, { costs }) {
    drawGround(view);
    if (costs.usualMs === 0) return;
    const { context, scale, colours } = view;
    const { base, yOf } = groundOf(view, costTop(costs.usualMs));
    const series = { length: costs.length, scale, yOf };
    const area = { colour: colours.area, bottom: base };
    drawSeries(context, { ...series, values: costs.draw }, lineOf(view, "draw"), null);
    drawSeries(context, { ...series, values: costs.flow }, lineOf(view, "flow"), area);
    drawSeries(context, { ...series, values: costs.decode }, lineOf(view, "decode"), area);
  },
};

/** The bytes that computing the motion of each frame held. */
export const bytesTrack: Track = {
  id: "bytes",
  height: 24,
  reads: "table",
  graph: true,
  draw(view, { table }) {
    drawGround(view);
    if (table === null || table.count === 0) return;
    drawColumn(view, table.column("bytes"), table.length, "bytes", bytesTop(table.greatestBytes));
  },
};

/** The bytes at the top of their graph: a round number. */
export function bytesTop(greatestBytes: number): number {
  return axisEndAbove(greatestBytes);
}
