import { cutBeside } from "../../shared/scene-cuts";
import { greatestFrame, peakFrames } from "../lib/peaks";
import type { Pixel } from "../lib/pins";
import { analysisTables } from "./analysis-store";
import { usePlaybackStore } from "./playback-store";
import { saidColumn } from "./said-columns";
import { currentCuts } from "./scene-cuts";
import { useStatsStore } from "./stats-store";
import { currentUnits } from "./units-store";

/** When things move fastest, as far as the movie is analysed. */
interface FastMoments {
  /** The frame with the greatest 99.9th percentile of speed; null while none is known. */
  readonly fastest: number | null;
  /** The frames where that percentile has a peak, rising. */
  readonly peaks: readonly number[];
}

let latest: FastMoments & { readonly of: readonly unknown[] } = { fastest: null, peaks: [], of: [] };

function fastMoments(): FastMoments {
  const table = analysisTables.shown;
  const of = [table, table?.changes, currentCuts(), currentUnits()];
  if (of.some((part, k) => part !== latest.of[k])) {
    // What is across a cut moves nothing, however fast it seems.
    const speeds = table === null ? new Float32Array(0) : saidColumn(table, "p999Speed");
    const length = table?.length ?? 0;
    latest = { of, fastest: greatestFrame(speeds, length), peaks: peakFrames(speeds, length) };
  }
  return latest;
}

/** The fastest analysed frame; null while none is known. */
export function fastestFrame(): number | null {
  return fastMoments().fastest;
}

/** The nearest peak of speed after a frame (1) or before it (-1), or null. */
export function peakBeside(frame: number, direction: 1 | -1): number | null {
  return cutBeside(fastMoments().peaks, frame, direction);
}

/** The fastest pixel of the frame on the screen, of those that its figures are over; null where there is none. */
export function fastestPixel(): Pixel | null {
  const { stats } = useStatsStore.getState();
  const { shownFrame } = usePlaybackStore.getState();
  const report = stats?.frame === shownFrame ? stats?.report : null;
  if (!report || report.maxSpeedX < 0) return null;
  return { x: report.maxSpeedX, y: report.maxSpeedY };
}
