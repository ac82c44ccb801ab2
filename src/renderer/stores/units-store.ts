import { useSyncExternalStore } from "react";
import { IN_PIXELS } from "../../shared/measure/calibration";
import { Units, unitsOf } from "../../shared/measure/units";
import type { OverlaySettings } from "../../shared/overlay/settings";
import { NEXT_FRAME, pairingKey, pairingOf, secondOf } from "../../shared/pairing";
import { analysisTables } from "./analysis-store";
import { useMovieStore } from "./movie-store";
import { useViewStore } from "./view-store";

/** What there is where no movie is open. */
const NO_UNITS = new Units({
  calibration: IN_PIXELS,
  grid: { width: 1, height: 1, pixelAspect: 1 },
  pairing: NEXT_FRAME,
  times: [],
  frameRate: 1,
  variableFrameRate: false,
});

let latest: { readonly units: Units; readonly of: readonly unknown[]; readonly key: string } = {
  ...{ units: NO_UNITS, of: [], key: "" },
};

/** How what is measured in the open movie is said; the same object until that changes. */
export function currentUnits(): Units {
  const { movie } = useMovieStore.getState();
  if (movie === null) return NO_UNITS;
  const { flow, marks } = useViewStore.getState();
  const { calibration } = marks;
  const of = [movie, flow.pairing, calibration];
  if (of.every((part, k) => part === latest.of[k])) return latest.units;
  const pairing = pairingOf(flow);
  const units = unitsOf(calibration, movie, pairing);
  // While the index grows the movie is another object, and nearly always all is as it was.
  const { typicalSeconds, variesInTime } = units;
  const exact = pairing.kind === "pairs" ? pairing.pulseSeparation : null;
  const { token, pixelAspect } = movie;
  const key = JSON.stringify([
    token,
    pixelAspect,
    calibration,
    pairingKey(pairing),
    exact,
    typicalSeconds,
    variesInTime,
  ]);
  latest = { units: key === latest.key ? latest.units : units, of, key };
  return latest.units;
}

/** Calls a function when units may be others; returns what ends that. */
export function onUnits(changed: () => void): () => void {
  let before = currentUnits();
  const look = (): void => {
    const units = currentUnits();
    if (units === before) return;
    before = units;
    changed();
  };
  const leave = [useMovieStore.subscribe(look), useViewStore.subscribe(look)];
  return () => {
    for (const end of leave) end();
  };
}

/** How what is measured in the open movie is said; whoever asks is rendered again when that changes. */
export function useUnits(): Units {
  return useSyncExternalStore(onUnits, currentUnits);
}

/**
 * Seconds that the motion of a frame's pair takes; NaN where nobody knows.
 *
 * @param second the frame that the flow leads to, where it is known
 */
export function secondsOfPair(first: number, second: number | null = secondOfFrame(first)): number {
  const { movie } = useMovieStore.getState();
  return movie === null ? Number.NaN : currentUnits().secondsOf(first, second, movie.times);
}

/** The frame that the flow of a frame leads to; null where there is none, or nobody knows yet. */
function secondOfFrame(first: number): number | null {
  const { movie } = useMovieStore.getState();
  const pairing = pairingOf(useViewStore.getState().flow);
  if (movie === null) return null;
  if (pairing.kind !== "new") return secondOf(pairing, first, movie.frameCount);
  // Frames that show the same picture again have no motion of their own.
  const table = analysisTables.shown;
  for (let frame = first + 1; table !== null && frame < table.length; frame += 1) {
    if (table.known[frame] !== 1) return null;
    if (!Number.isNaN(table.value("meanSpeed", frame))) return frame;
  }
  return null;
}

let lettered: { readonly overlay: OverlaySettings; readonly of: readonly unknown[] } | null = null;

/** The overlay of the window, lettered in the units of the movie; the same object until either changes. */
export function drawnOverlay(): OverlaySettings {
  const { overlay } = useViewStore.getState();
  const units = currentUnits();
  const of = [overlay, units];
  if (lettered === null || of.some((part, k) => part !== lettered?.of[k]))
    lettered = { overlay: units.isInPixels ? overlay : { ...overlay, units: units.onPicture() }, of };
  return lettered.overlay;
}
