import type { MarkedRegion } from "../../shared/marks/marks";
import { regionText } from "../../shared/measure/region-rows";
import { type RegionFigure, regionUnit, regionValues } from "../lib/region-values";
import { curvesOfMarks, type MarkCurves } from "./mark-curves";
import { secondsOfPair } from "./units-store";

export type RegionCurves = MarkCurves<RegionFigure>;

/** The figures of the regions over the movie. */
export const regionCurves = curvesOfMarks<MarkedRegion, RegionFigure>({
  first: "meanSpeed",
  signed: ["meanU", "meanV", "vorticity", "divergence", "circulation"],
  ends: { direction: 360, reliableShare: 1 },
  marksIn: ({ regions }) => regions,
  textOf: ({ shape }, byHeight) => regionText(shape, byHeight),
  figuresAt: (table, frame, measure) => {
    const sums = table.sums(frame);
    return sums && regionValues(sums, secondsOfPair(frame), measure);
  },
  unitOf: regionUnit,
});
