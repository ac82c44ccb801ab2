import { create, type StoreApi, type UseBoundStore } from "zustand";
import type { Mark, Marks } from "../../shared/marks/marks";
import { speedMatrix } from "../../shared/measure/calibration";
import type { Units } from "../../shared/measure/units";
import { axisEndAbove } from "../../shared/round-number";
import type { RegionTable } from "../lib/region-table";
import type { RegionMeasure } from "../lib/region-values";
import { analysisTables, useAnalysisStore } from "./analysis-store";
import { useMovieStore } from "./movie-store";
import { currentRegionMeasure } from "./region-measure";
import { regionTables } from "./region-tables";
import { currentCuts, onCuts, useCuts } from "./scene-cuts";
import { currentUnits } from "./units-store";
import { useViewStore } from "./view-store";

/** A figure of a mark, by frame; NaN where nothing is known, and across cuts. */
export interface MarkCurve {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly values: Float32Array;
}

/** A figure of all marks of a kind over the movie. */
export interface MarkCurves<F extends string> {
  readonly figure: F;
  /** Empty for a share. */
  readonly unit: string;
  readonly curves: readonly MarkCurve[];
  /** A round number that no size of a value exceeds; 0 where nothing is known. */
  readonly top: number;
  /** Whether values may be below 0: the axis then has both signs. */
  readonly signed: boolean;
}

/** What tells the curves of one kind of marks from those of another. */
export interface CurveKind<M extends Mark, F extends string> {
  /** The figure that is drawn until somebody chooses. */
  readonly first: F;
  readonly signed: readonly F[];
  /** Those whose axis has an end of its own. */
  readonly ends: Partial<Readonly<Record<F, number>>>;
  marksIn(marks: Marks): readonly M[];
  /** What the mark is measured by, as analyses keep it. */
  textOf(mark: M, byHeight: boolean): string;
  figuresAt(table: RegionTable, frame: number, measure: RegionMeasure): Readonly<Record<F, number>> | null;
  unitOf(figure: F, units: Units): string;
}

export interface CurvesOfMarks<M extends Mark, F extends string> {
  readonly useFigure: UseBoundStore<StoreApi<{ readonly figure: F }>>;
  choose(figure: F): void;
  /** What is known over the movie of a mark as it is now; null where nothing is. */
  tableOf(mark: M): RegionTable | null;
  /** The curves of the marks that are not hidden; the same ones until something changes. */
  current(): MarkCurves<F>;
  /** The same; whoever asks is rendered again when they change. */
  useCurves(): MarkCurves<F>;
  /** Calls a function when the curves may have changed. Returns what ends that. */
  onChange(changed: () => void): () => void;
}

/** The curves of one kind of marks on the timeline. */
export function curvesOfMarks<M extends Mark, F extends string>(kind: CurveKind<M, F>): CurvesOfMarks<M, F> {
  const useFigure = create<{ readonly figure: F }>()(() => ({ figure: kind.first }));
  let latest: (MarkCurves<F> & { readonly of: readonly unknown[] }) | null = null;

  const tableOf = (mark: M): RegionTable | null => {
    const key = analysisTables.shown?.key;
    const measure = currentRegionMeasure();
    if (key === undefined || measure === null) return null;
    const byHeight = speedMatrix(measure.units.calibration, measure.grid)[0] !== 1;
    return regionTables.of(key, kind.textOf(mark, byHeight));
  };
  const curveOf = (mark: M, figure: F, measure: RegionMeasure): MarkCurve | null => {
    const table = tableOf(mark);
    if (table === null || table.count === 0) return null;
    const values = new Float32Array(Math.min(table.known.length, measure.frameCount)).fill(Number.NaN);
    for (let frame = 0; frame < values.length; frame += 1) {
      const figures = kind.figuresAt(table, frame, measure);
      if (figures !== null) values[frame] = figures[figure];
    }
    for (const cut of currentCuts()) if (cut >= 1 && cut <= values.length) values[cut - 1] = Number.NaN;
    const { id, name, colour } = mark;
    return { id, name, colour, values };
  };
  const current = (): MarkCurves<F> => {
    const { figure } = useFigure.getState();
    const { marks, flow } = useViewStore.getState();
    const { version } = useAnalysisStore.getState();
    const measure = currentRegionMeasure();
    const all = kind.marksIn(marks);
    const of = [figure, all, measure?.units, flow, version, currentCuts(), measure?.frameCount];
    if (latest === null || of.some((part, k) => part !== latest?.of[k])) {
      const shown = all.filter(({ hidden }) => hidden !== true);
      const curves = measure === null ? [] : shown.flatMap((mark) => curveOf(mark, figure, measure) ?? []);
      const signed = kind.signed.includes(figure);
      const unit = kind.unitOf(figure, currentUnits());
      latest = { of, figure, unit, curves, signed, top: topOf(curves, kind.ends[figure]) };
    }
    return latest;
  };

  return {
    useFigure,
    choose: (figure) => useFigure.setState({ figure }),
    tableOf,
    current,
    useCurves: () => {
      useFigure();
      useAnalysisStore((state) => state.version);
      useCuts();
      useMovieStore((state) => state.movie);
      useViewStore((state) => state.marks);
      useViewStore((state) => state.flow);
      return current();
    },
    onChange: (changed) => {
      const leave = [
        useFigure.subscribe(changed),
        onCuts(changed),
        useAnalysisStore.subscribe(({ version }, before) => {
          if (version !== before.version) changed();
        }),
        useViewStore.subscribe(({ marks, flow }, before) => {
          if (marks !== before.marks || flow !== before.flow) changed();
        }),
      ];
      return () => {
        for (const end of leave) end();
      };
    },
  };
}

function topOf(curves: readonly MarkCurve[], end: number | undefined): number {
  if (curves.length === 0) return 0;
  if (end !== undefined) return end;
  let most = 0;
  for (const { values } of curves)
    for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return most > 0 ? axisEndAbove(most) : 1;
}
