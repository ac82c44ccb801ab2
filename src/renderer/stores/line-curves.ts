import { create } from "zustand";
import type { MarkedLine } from "../../shared/marks/marks";
import { speedMatrix } from "../../shared/measure/calibration";
import { LINE_COLUMNS, type LineFigures, lineFigures } from "../../shared/measure/line-figures";
import { lineText } from "../../shared/measure/line-rows";
import type { Units } from "../../shared/measure/units";
import { axisEndAbove } from "../../shared/round-number";
import type { RegionTable } from "../lib/region-table";
import type { RegionMeasure } from "../lib/region-values";
import { analysisTables, useAnalysisStore } from "./analysis-store";
import { useMovieStore } from "./movie-store";
import type { RegionCurve } from "./region-curves";
import { currentRegionMeasure } from "./region-measure";
import { regionTables } from "./region-tables";
import { currentCuts, onCuts, useCuts } from "./scene-cuts";
import { currentUnits, secondsOfPair } from "./units-store";
import { useViewStore } from "./view-store";

/** The figures of a line that may be drawn over time. */
export type LineFigure = (typeof LINE_COLUMNS)[number][1];
export const LINE_FIGURES: readonly LineFigure[] = LINE_COLUMNS.map(([, figure]) => figure);

/** Which of them is. */
export const useLineCurveStore = create<{ readonly figure: LineFigure }>()(() => ({ figure: "flux" }));

export function chooseLineFigure(figure: LineFigure): void {
  useLineCurveStore.setState({ figure });
}

/** A figure of the lines over the movie. */
export interface LineCurves {
  readonly figure: LineFigure;
  readonly unit: string;
  readonly curves: readonly RegionCurve[];
  /** A round number that no size of a value exceeds; 0 where nothing is known. */
  readonly top: number;
  /** Whether values may be below 0: the axis then has both signs. */
  readonly signed: boolean;
}

/** What a figure is in; empty for a share. */
export function lineFigureUnit(figure: LineFigure, { typed }: Units): string {
  if (figure === "reliableShare") return "";
  return figure === "flux" ? typed.circulation : typed.speed;
}

/** What is known over the movie of a line as it is now; null where nothing is. */
export function tableOfLine({ points }: Pick<MarkedLine, "points">): RegionTable | null {
  const key = analysisTables.shown?.key;
  const measure = currentRegionMeasure();
  if (key === undefined || measure === null) return null;
  const byHeight = speedMatrix(measure.units.calibration, measure.grid)[0] !== 1;
  return regionTables.of(key, lineText(points, byHeight));
}

let latest: (LineCurves & { readonly of: readonly unknown[] }) | null = null;

/** The curves of the lines that are not hidden; the same ones until something changes. */
export function lineCurves(): LineCurves {
  const { figure } = useLineCurveStore.getState();
  const { marks, flow } = useViewStore.getState();
  const { version } = useAnalysisStore.getState();
  const measure = currentRegionMeasure();
  const of = [figure, marks.lines, measure?.units, flow, version, currentCuts(), measure?.frameCount];
  if (latest === null || of.some((part, k) => part !== latest?.of[k])) {
    const shown = marks.lines.filter(({ hidden }) => hidden !== true);
    const curves = measure === null ? [] : shown.flatMap((line) => curveOf(line, figure, measure) ?? []);
    const signed = figure === "flux" || figure === "meanAlong" || figure === "meanAcross";
    const unit = lineFigureUnit(figure, currentUnits());
    latest = { of, figure, unit, curves, signed, top: topOf(curves, figure) };
  }
  return latest;
}

/** The same; whoever asks is rendered again when they change. */
export function useLineCurves(): LineCurves {
  useLineCurveStore();
  useAnalysisStore((state) => state.version);
  useCuts();
  useMovieStore((state) => state.movie);
  useViewStore((state) => state.marks);
  useViewStore((state) => state.flow);
  return lineCurves();
}

/** Calls a function when the curves may have changed. Returns what ends that. */
export function onLineCurves(changed: () => void): () => void {
  const leave = [
    useLineCurveStore.subscribe(changed),
    onCuts(changed),
    useAnalysisStore.subscribe(({ version }, before) => {
      if (version !== before.version) changed();
    }),
    useViewStore.subscribe(({ marks }, before) => {
      if (marks !== before.marks) changed();
    }),
  ];
  return () => {
    for (const end of leave) end();
  };
}

function curveOf(line: MarkedLine, figure: LineFigure, measure: RegionMeasure): RegionCurve | null {
  const table = tableOfLine(line);
  if (table === null || table.count === 0) return null;
  const values = new Float32Array(Math.min(table.known.length, measure.frameCount)).fill(Number.NaN);
  for (let frame = 0; frame < values.length; frame += 1) {
    const said = saidAt(table, frame, measure.units);
    if (said !== null) values[frame] = said[figure];
  }
  for (const cut of currentCuts()) if (cut >= 1 && cut <= values.length) values[cut - 1] = Number.NaN;
  const { id, name, colour } = line;
  return { id, name, colour, values };
}

function saidAt(table: RegionTable, frame: number, units: Units): LineFigures | null {
  const sums = table.lineSums(frame);
  return sums && lineFigures(sums, units.calibration, units.rateSeconds(secondsOfPair(frame)));
}

function topOf(curves: readonly RegionCurve[], figure: LineFigure): number {
  if (curves.length === 0) return 0;
  if (figure === "reliableShare") return 1;
  let most = 0;
  for (const { values } of curves)
    for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return most > 0 ? axisEndAbove(most) : 1;
}
