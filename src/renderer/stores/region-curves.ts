import { create } from "zustand";
import type { MarkedRegion } from "../../shared/marks/marks";
import { speedMatrix } from "../../shared/measure/calibration";
import { regionText } from "../../shared/measure/region-rows";
import { axisEndAbove } from "../../shared/round-number";
import type { RegionTable } from "../lib/region-table";
import { type RegionFigure, type RegionMeasure, regionUnit, regionValues } from "../lib/region-values";
import { analysisTables, useAnalysisStore } from "./analysis-store";
import { useMovieStore } from "./movie-store";
import { currentRegionMeasure } from "./region-measure";
import { regionTables } from "./region-tables";
import { currentCuts, onCuts, useCuts } from "./scene-cuts";
import { currentUnits, secondsOfPair } from "./units-store";
import { useViewStore } from "./view-store";

/** Which figure of the regions is drawn over the movie. */
export const useRegionCurveStore = create<{ readonly figure: RegionFigure }>()(() => ({
  figure: "meanSpeed",
}));

export function chooseRegionFigure(figure: RegionFigure): void {
  useRegionCurveStore.setState({ figure });
}

/** The curve of a region, by frame; NaN where nothing is known, and across cuts. */
export interface RegionCurve {
  readonly id: string;
  readonly name: string;
  readonly colour: string;
  readonly values: Float32Array;
}

export interface RegionCurves {
  readonly figure: RegionFigure;
  readonly unit: string;
  readonly curves: readonly RegionCurve[];
  /** A round number that no size of a value exceeds; 0 where nothing is known. */
  readonly top: number;
  /** Whether values may be below 0: the axis then has both signs. */
  readonly signed: boolean;
}

const SIGNED: readonly RegionFigure[] = ["meanU", "meanV", "vorticity", "divergence", "circulation"];
/** What has an end of its own. */
const ENDS: Partial<Readonly<Record<RegionFigure, number>>> = { direction: 360, reliableShare: 1 };

/** What is known over the movie of a region as it is now; null where nothing is. */
export function tableOfRegion({ shape }: Pick<MarkedRegion, "shape">): RegionTable | null {
  const key = analysisTables.shown?.key;
  const measure = currentRegionMeasure();
  if (key === undefined || measure === null) return null;
  const byHeight = speedMatrix(measure.units.calibration, measure.grid)[0] !== 1;
  return regionTables.of(key, regionText(shape, byHeight));
}

let latest: (RegionCurves & { readonly of: readonly unknown[] }) | null = null;

/** The curves of the regions that are not hidden; the same ones until something changes. */
export function regionCurves(): RegionCurves {
  const { figure } = useRegionCurveStore.getState();
  const { marks, flow } = useViewStore.getState();
  const { version } = useAnalysisStore.getState();
  const measure = currentRegionMeasure();
  const of = [figure, marks.regions, measure?.units, flow, version, currentCuts(), measure?.frameCount];
  if (latest === null || of.some((part, k) => part !== latest?.of[k])) {
    const shown = marks.regions.filter(({ hidden }) => hidden !== true);
    const curves = measure === null ? [] : shown.flatMap((region) => curveOf(region, figure, measure) ?? []);
    const signed = SIGNED.includes(figure);
    const unit = regionUnit(figure, currentUnits());
    latest = { of, figure, unit, curves, signed, top: topOf(curves, figure) };
  }
  return latest;
}

/** The same; whoever asks is rendered again when they change. */
export function useRegionCurves(): RegionCurves {
  useRegionCurveStore();
  useAnalysisStore((state) => state.version);
  useCuts();
  useMovieStore((state) => state.movie);
  useViewStore((state) => state.marks);
  useViewStore((state) => state.flow);
  return regionCurves();
}

/** Calls a function when the curves may have changed. Returns what ends that. */
export function onRegionCurves(changed: () => void): () => void {
  const leave = [
    useRegionCurveStore.subscribe(changed),
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

function curveOf(region: MarkedRegion, figure: RegionFigure, measure: RegionMeasure): RegionCurve | null {
  const table = tableOfRegion(region);
  if (table === null || table.count === 0) return null;
  const values = new Float32Array(Math.min(table.known.length, measure.frameCount)).fill(Number.NaN);
  for (let frame = 0; frame < values.length; frame += 1) {
    const sums = table.sums(frame);
    if (sums !== null) values[frame] = regionValues(sums, secondsOfPair(frame), measure)[figure];
  }
  for (const cut of currentCuts()) if (cut >= 1 && cut <= values.length) values[cut - 1] = Number.NaN;
  const { id, name, colour } = region;
  return { id, name, colour, values };
}

function topOf(curves: readonly RegionCurve[], figure: RegionFigure): number {
  const end = ENDS[figure];
  if (curves.length === 0 || end !== undefined) return curves.length === 0 ? 0 : (end ?? 0);
  let most = 0;
  for (const { values } of curves)
    for (const value of values) if (Math.abs(value) > most) most = Math.abs(value);
  return most > 0 ? axisEndAbove(most) : 1;
}
