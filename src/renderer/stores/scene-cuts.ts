import { useSyncExternalStore } from "react";
import type { AnalysisColumn } from "../../shared/analysis";
import { markedCuts, markOfPair } from "../../shared/cut-marks";
import { NEXT_FRAME, type Pairing, pairingKey, pairingOf } from "../../shared/pairing";
import { cutBeside, sceneCuts, type WholeChange } from "../../shared/scene-cuts";
import type { AnalysisTable } from "../lib/analysis-table";
import { analysisTables, useAnalysisStore } from "./analysis-store";
import { useCutStore } from "./cut-store";
import { useMovieStore } from "./movie-store";
import { useViewStore } from "./view-store";

const NONE: readonly number[] = [];

/** What is known of the scenes of a movie. */
interface Scenes {
  /** The frames at which a new one begins, rising. */
  readonly cuts: readonly number[];
  /** The frames of which the analysis has not seen enough around to say whether their pairs cross a cut. */
  readonly open: readonly number[];
  /** The greatest 99.9th percentile of speed of any frame, but for those across a cut, where nothing has moved. */
  readonly greatestSpeed: number;
  /** Which frames are compared. */
  readonly pairing: Pairing;
  /** Columns without what is across a cut, as far as they were asked for. */
  readonly columns: Map<AnalysisColumn, Float32Array>;
}

const NO_SCENES: Scenes = {
  ...{ cuts: NONE, open: NONE, pairing: NEXT_FRAME, greatestSpeed: 0, columns: new Map() },
};

let latest: { readonly scenes: Scenes; readonly of: readonly unknown[] } = { scenes: NO_SCENES, of: [] };

/** What is known now. */
function currentScenes(): Scenes {
  const table = analysisTables.shown;
  const { movie } = useMovieStore.getState();
  if (movie === null) return NO_SCENES;
  const { cutMarks, flow } = useViewStore.getState();
  const { decided } = useCutStore.getState();
  const pairing = pairingOf(flow);
  const of = [table, table?.changes, movie.frameCount, cutMarks, decided, pairingKey(pairing)];
  if (of.some((part, k) => part !== latest.of[k])) {
    // Double frames belong together, and what is between pairs is not compared.
    const found = pairing.kind === "pairs" ? NO_SCENES : foundCuts(table, movie.frameCount, decided);
    const cuts = markedCuts(found.cuts, cutMarks);
    // The same cuts stay the same list, so that nobody is rendered again for nothing.
    const before = latest.scenes.cuts;
    const same = cuts.length === before.length && cuts.every((cut, k) => cut === before[k]);
    const columns = new Map<AnalysisColumn, Float32Array>();
    const { open } = found;
    const scenes = { cuts: same ? before : cuts, open, pairing, greatestSpeed: 0, columns };
    latest = {
      of,
      scenes: table === null ? scenes : { ...scenes, greatestSpeed: greatestIn(table, scenes) },
    };
  }
  return latest.scenes;
}

/** What the analysis has found, and what pictures were found to be. */
function foundCuts(
  table: AnalysisTable | null,
  frameCount: number,
  decided: ReadonlyMap<number, boolean>,
): Pick<Scenes, "cuts" | "open"> {
  const { cuts, open } =
    table === null ? { cuts: NONE, open: NONE } : sceneCuts(changesOf(table), table.length, frameCount);
  if (decided.size === 0) return { cuts, open };
  const all = new Set(cuts);
  for (const [frame, isCut] of decided) {
    if (isCut) all.add(frame + 1);
    else all.delete(frame + 1);
  }
  return {
    cuts: [...all].sort((a, b) => a - b),
    open: open.filter((frame) => !decided.has(frame)),
  };
}

function changesOf(table: AnalysisTable): (frame: number) => WholeChange | null | undefined {
  const luma = table.column("lumaDifference");
  const histogram = table.column("histogramDistance");
  const { known } = table;
  return (frame) => {
    if (known[frame] !== 1) return undefined;
    const lumaDifference = luma[frame] ?? Number.NaN;
    if (Number.isNaN(lumaDifference)) return null;
    return { lumaDifference, histogramDistance: histogram[frame] ?? Number.NaN };
  };
}

function greatestIn(table: AnalysisTable, scenes: Scenes): number {
  const speeds = columnWithin(table, scenes, "p999Speed");
  let greatest = 0;
  for (let frame = 0; frame < table.length; frame += 1) {
    const speed = speeds[frame] ?? Number.NaN;
    if (speed > greatest) greatest = speed;
  }
  return greatest;
}

function columnWithin(
  table: AnalysisTable,
  { cuts, columns, pairing }: Scenes,
  name: AnalysisColumn,
): Float32Array {
  const whole = table.column(name);
  if (cuts.length === 0) return whole;
  const known = columns.get(name);
  if (known !== undefined) return known;
  const column = whole.slice();
  for (const cut of cuts) forgetAcross(column, cut, pairing);
  columns.set(name, column);
  return column;
}

/** Leaves out the frames whose flow leads across a cut. */
function forgetAcross(column: Float32Array, cut: number, pairing: Pairing): void {
  if (pairing.kind === "pairs" || pairing.kind === "reference") return;
  if (pairing.kind === "step") column.fill(Number.NaN, Math.max(0, cut - pairing.step), cut);
  else {
    // Repeated frames have no flow of their own: the first of them has the one that leads across.
    let first = cut - 1;
    while (first > 0 && Number.isNaN(column[first] ?? Number.NaN)) first -= 1;
    column[first] = Number.NaN;
  }
}

/**
 * A column of the analysis on the screen, by frame, NaN also where a frame's pair crosses a cut: graphs and figures of motion are
 * made of it. At least as long as the analysis.
 */
export function motionColumn(table: AnalysisTable, name: AnalysisColumn): Float32Array {
  return columnWithin(table, currentScenes(), name);
}

/** The frames at which a new scene of the open movie begins, as far as is known; the same list until more is known. */
export function currentCuts(): readonly number[] {
  return currentScenes().cuts;
}

/** True where the next frame of a frame shows another scene, as far as is known. */
export function isAcrossCut(frame: number): boolean {
  return currentCuts().includes(frame + 1);
}

/** The frames of which it takes more than the analysis to say whether their pairs cross a cut. */
export function openCuts(): readonly number[] {
  return currentScenes().open;
}

/** The greatest 99.9th percentile of speed within a scene, in px/frame; 0 while none is known. */
export function currentGreatestSpeed(): number {
  return currentScenes().greatestSpeed;
}

/** The nearest cut after a frame (1) or before it (-1), or null. */
export function nearestCut(frame: number, direction: 1 | -1): number | null {
  return cutBeside(currentCuts(), frame, direction);
}

/** Calls a function when other cuts may be known; returns what ends that. */
export function onCuts(changed: () => void): () => void {
  const leaveAnalysis = useAnalysisStore.subscribe(changed);
  const leaveDecided = useCutStore.subscribe(changed);
  const leaveMarks = useViewStore.subscribe((state, before) => {
    if (state.cutMarks !== before.cutMarks) changed();
  });
  return () => {
    leaveAnalysis();
    leaveDecided();
    leaveMarks();
  };
}

/** The cuts of the open movie; whoever asks is rendered again when they change. */
export function useCuts(): readonly number[] {
  return useSyncExternalStore(onCuts, currentCuts);
}

/** The cut that a frame lies at: between it and the next one, or else right before it; null where there is neither. */
export function cutAt(frame: number): number | null {
  const cuts = currentCuts();
  if (cuts.includes(frame + 1)) return frame + 1;
  return cuts.includes(frame) ? frame : null;
}

/** True for a cut that a person set, rather than one that was found. */
export function isSetByHand(cut: number): boolean {
  return markOfPair(useViewStore.getState().cutMarks, cut - 1) === true;
}
