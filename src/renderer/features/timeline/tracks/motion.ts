import type { AnalysisColumn } from "../../../../shared/analysis";
import { axisEndAbove } from "../../../../shared/round-number";
import { type RepeatedFrames, repeatedFrames } from "../../../lib/repeated-frames";
import { forEachRun, PixelStretches } from "../columns";
import { drawGround, groundOf, lineOf } from "./graph";
import { drawSeries } from "./series";
import type { Track, TrackView } from "./track";

/** The speed at the top of the motion graph: a round number, in the unit that is said. */
export function motionTop(greatestSpeed: number): number {
  return axisEndAbove(greatestSpeed);
}

/** CSS pixels from one line of the hatching to the next. */
const HATCH = 5;

/** Fine lines where frames show the same picture again: what is low there says nothing of the motion. */
function hatchRepeats(
  { context, scale, height, hairline, colours }: TrackView,
  { repeated }: RepeatedFrames,
): void {
  const stretches = new PixelStretches(scale);
  forEachRun(repeated, Math.min(repeated.length, scale.span), (first, last) => stretches.add(first, last));
  const { edges } = stretches;
  context.fillStyle = colours.grid;
  for (let k = 0; k + 1 < edges.length; k += 2) {
    const [start, end] = [edges[k] ?? 0, edges[k + 1] ?? 0];
    const step = HATCH * hairline;
    for (let x = Math.ceil(start / step) * step; x < end; x += step) context.fillRect(x, 0, hairline, height);
  }
}

/** Mean, 95th and 99.9th percentile of speed over the movie, with a gap where a cut is. */
export const motionTrack: Track = {
  id: "motion",
  height: "flexible",
  reads: "table",
  graph: true,
  draw(view, { table, greatestSpeed, motionOf }) {
    drawGround(view);
    if (table === null || table.count === 0) return;
    const { context, scale, height, hairline, colours } = view;
    for (const y of [0, Math.round(height / 2)]) context.fillRect(0, y, scale.width, hairline);
    hatchRepeats(view, repeatedFrames(table));
    const { base, yOf } = groundOf(view, motionTop(greatestSpeed));
    const series = { length: table.length, scale, yOf };
    const column = (name: AnalysisColumn): Float32Array => motionOf(table, name);
    drawSeries(context, { ...series, values: column("p95Speed") }, lineOf(view, "p95"), {
      colour: colours.area,
      bottom: base,
    });
    drawSeries(context, { ...series, values: column("p999Speed") }, lineOf(view, "p999"), null);
    drawSeries(context, { ...series, values: column("meanSpeed") }, lineOf(view, "mean"), null);
  },
};
