import { drawSeries } from "./series";
import type { Track } from "./track";

/** Share of the vectors that are reliable, 0 at the bottom and all of them at the top. */
export const reliabilityTrack: Track = {
  id: "reliability",
  height: 16,
  reads: "table",
  graph: true,
  draw({ context, scale, height, hairline, colours }, { table }) {
    context.fillStyle = colours.grid;
    context.fillRect(0, height - hairline, scale.width, hairline);
    if (table === null || table.count === 0) return;
    const base = height - hairline;
    drawSeries(
      context,
      {
        values: table.column("reliableShare"),
        length: table.length,
        scale,
        yOf: (share) => base - share * (height - 2 * hairline),
      },
      { colour: colours.quietLine, width: hairline },
      { colour: colours.area, bottom: base },
    );
  },
};
