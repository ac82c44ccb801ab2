import { useSyncExternalStore } from "react";
import { cutBeside, sceneCuts } from "../../shared/scene-cuts";
import type { AnalysisTable } from "../analysis/analysis-table";
import { analysisTables, useAnalysisStore } from "./analysis-store";
import { useMovieStore } from "./movie-store";

const NONE: readonly number[] = [];
interface Scenes {
  readonly cuts: readonly number[];
  readonly greatestSpeed: number;
}

let latest: (Scenes & { readonly of: readonly unknown[] }) | null = null;

/** What the analysis of the open movie knows of its scenes; null while it knows nothing. */
function currentScenes(): Scenes | null {
  const table = analysisTables.shown;
  const { movie } = useMovieStore.getState();
  if (table === null || movie === null) return null;
  const of = [table, table.changes, movie.frameCount] as const;
  if (latest === null || of.some((part, k) => part !== latest?.of[k])) {
    const changes = {
      lumaDifference: table.column("lumaDifference"),
      histogramDistance: table.column("histogramDistance"),
    };
    const cuts = sceneCuts(changes, table.length, movie.frameCount);
    // The same cuts stay the same list, so that nobody is rendered again for nothing.
    const before = latest?.cuts ?? NONE;
    const same = cuts.length === before.length && cuts.every((cut, k) => cut === before[k]);
    latest = { of, cuts: same ? before : cuts, greatestSpeed: greatestWithin(table, cuts) };
  }
  return latest;
}

/** The greatest 95th percentile of speed of any frame, but for those across a cut, where nothing has moved. */
function greatestWithin(table: AnalysisTable, cuts: readonly number[]): number {
  const across = new Set(cuts);
  const speeds = table.column("p95Speed");
  let greatest = 0;
  for (let frame = 0; frame < table.length; frame += 1) {
    const speed = speeds[frame] ?? Number.NaN;
    if (speed > greatest && !across.has(frame + 1)) greatest = speed;
  }
  return greatest;
}

/** The frames at which a new scene of the open movie begins, as far as the analysis knows; the same list until more is known. */
export function currentCuts(): readonly number[] {
  return currentScenes()?.cuts ?? NONE;
}

/** The greatest 95th percentile of speed within a scene, in px/frame; 0 while none is known. */
export function currentGreatestSpeed(): number {
  return currentScenes()?.greatestSpeed ?? 0;
}

/** The nearest cut after a frame (1) or before it (-1), or null. */
export function nearestCut(frame: number, direction: 1 | -1): number | null {
  return cutBeside(currentCuts(), frame, direction);
}

/** The cuts of the open movie; whoever asks is rendered again when they change. */
export function useCuts(): readonly number[] {
  return useSyncExternalStore(useAnalysisStore.subscribe, currentCuts);
}
