import { drawColumn, drawGround } from "./graph";
import type { Track } from "./track";

/** Share of the vectors that are reliable, 0 at the bottom and all of them at the top. */
export const reliabilityTrack: Track = {
  id: "reliability",
  height: 24,
  reads: "table",
  graph: true,
  draw(view, { table, motionOf }) {
    drawGround(view);
    if (table === null || table.count === 0) return;
    drawColumn(view, motionOf(table, "reliableShare"), table.length, "reliable", 1);
  },
};
