import type { AnalysisColumn } from "../../../../shared/analysis";
import { axisEndAbove } from "../../../../shared/round-number";
import { drawGround, groundOf, lineOf } from "./graph";
import { drawSeries } from "./series";
import type { Track } from "./track";

/** The speed at the top of the motion graph: a round number, in px/frame. */
export function motionTop(greatestSpeed: number): number {
  return axisEndAbove(greatestSpeed);
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
