import type { CurvePoint, CurveState } from "../../shared/curves";
import { pairingOf, secondOf } from "../../shared/pairing";
import { request } from "../api";
import { analysisTables, useAnalysisStore } from "../stores/analysis-store";
import { curveActions, pointsOf, useCurveStore } from "../stores/curve-store";
import { reportProblem, useMovieStore } from "../stores/movie-store";
import { useViewStore } from "../stores/view-store";
import { currentTexts } from "../texts/use-texts";

/** A pin that is dragged, or a number that is turned, changes many times a second. */
const SETTLED_MS = 300;

/** What was asked for last. */
interface Asked {
  readonly id: number;
  readonly points: readonly CurvePoint[];
  /** Says what it is of: the same is not asked for again while it is under way, or after a person ended it. */
  readonly what: string;
}

let asked: Asked | null = null;
let way = "";
let timer: ReturnType<typeof setTimeout> | null = null;
let ids = 0;

/**
 * Has the flow at the pins read in every frame that is analysed, behind everything that somebody waits for: once the analysis
 * rests, and again when pins come or move.
 */
export function followCurves(): void {
  useViewStore.subscribe(({ pins, flow, deinterlace }, before) => {
    if (pins !== before.pins || flow !== before.flow || deinterlace !== before.deinterlace) look();
  });
  useAnalysisStore.subscribe(look);
  window.kinoflow.on("curves:values", ({ id, frames, values }) => {
    if (asked?.id === id) curveActions.take(asked.points, frames, values);
  });
  window.kinoflow.on("curves:state", (state) => {
    if (state.id === 0) tellWriting(state);
    else if (asked?.id === state.id) tellReading(state);
  });
}

/** Ends what is being read, until other pins or frames want it. */
export function stopCurves(): void {
  void request("curves:cancel");
}

function tellReading(state: CurveState): void {
  useCurveStore.setState({ state });
  if (state.error !== null) reportProblem(state.error, currentTexts().curves.subject);
}

function tellWriting(state: CurveState): void {
  useCurveStore.setState({ writing: state.active ? state : null });
  // It ended what was read for the timeline.
  if (!state.active) {
    asked = null;
    look();
  }
}

function look(): void {
  if (timer !== null) clearTimeout(timer);
  timer = setTimeout(() => void update(), SETTLED_MS);
}

async function update(): Promise<void> {
  timer = null;
  const { movie } = useMovieStore.getState();
  if (movie === null) return;
  const { pins, flow, deinterlace: wanted } = useViewStore.getState();
  const deinterlace = movie.interlaced && wanted;
  const present = JSON.stringify([movie.token, flow, deinterlace]);
  if (present !== way) {
    way = present;
    asked = null;
    curveActions.clear();
  }
  const table = analysisTables.shown;
  const { state } = useAnalysisStore.getState();
  if (table === null || pins.length === 0 || (state !== null && state.status === "running")) return;
  // Main does one after the other; what it writes goes first.
  if (useCurveStore.getState().writing !== null) return;
  const pairing = pairingOf(flow);
  const analysed: number[] = [];
  for (let frame = 0; frame < table.length; frame += 1) {
    if (table.known[frame] === 1 && secondOf(pairing, frame, movie.frameCount) !== null) analysed.push(frame);
  }
  const missing = curveActions.missing(pins, analysed);
  const points = pointsOf(pins);
  const what = JSON.stringify([points, analysed.length]);
  if (missing.length === 0 || what === asked?.what) return;
  ids += 1;
  asked = { id: ids, points, what };
  const outcome = await request("curves:run", {
    ...{ token: movie.token, flow, deinterlace, id: ids, points },
    ranges: rangesOf(missing),
  });
  if (!outcome.ok) reportProblem(outcome.error, currentTexts().curves.subject);
}

/** First and last of frames that follow each other. */
export function rangesOf(frames: readonly number[]): readonly (readonly [number, number])[] {
  const ranges: [number, number][] = [];
  for (const frame of frames) {
    const last = ranges.at(-1);
    if (last !== undefined && last[1] === frame - 1) last[1] = frame;
    else ranges.push([frame, frame]);
  }
  return ranges;
}
