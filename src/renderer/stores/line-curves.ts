import type { MarkedLine } from "../../shared/marks/marks";
import { LINE_COLUMNS, lineFigures } from "../../shared/measure/line-figures";
import { lineText } from "../../shared/measure/line-rows";
import type { Units } from "../../shared/measure/units";
import { curvesOfMarks, type MarkCurves } from "./mark-curves";
import { secondsOfPair } from "./units-store";

/** The figures of a line that may be drawn over time. */
export type LineFigure = (typeof LINE_COLUMNS)[number][1];
export const LINE_FIGURES: readonly LineFigure[] = LINE_COLUMNS.map(([, figure]) => figure);

export type LineCurves = MarkCurves<LineFigure>;

/** What a figure is in; empty for a share. */
function lineFigureUnit(figure: LineFigure, { typed }: Units): string {
  if (figure === "reliableShare") return "";
  return figure === "flux" ? typed.circulation : typed.speed;
}

/** The figures of the lines over the movie. */
export const lineCurves = curvesOfMarks<MarkedLine, LineFigure>({
  first: "flux",
  signed: ["flux", "meanAlong", "meanAcross"],
  ends: { reliableShare: 1 },
  marksIn: ({ lines }) => lines,
  textOf: ({ points }, byHeight) => lineText(points, byHeight),
  figuresAt: (table, frame, { units }) => {
    const sums = table.lineSums(frame);
    return sums && lineFigures(sums, units.calibration, units.rateSeconds(secondsOfPair(frame)));
  },
  unitOf: lineFigureUnit,
});
