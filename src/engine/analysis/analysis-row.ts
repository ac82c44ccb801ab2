import type { FrameAnalysis } from "../../shared/analysis";
import type { TreatmentReport } from "../../shared/treatment";
import { validShare } from "../../shared/validation";
import type { PairStatistics } from "./pair-statistics";

/** A row of a frame whose flow is not known. */
export function rowWithoutFlow(frame: number, decodeMs: number): FrameAnalysis {
  return {
    frame,
    meanU: Number.NaN,
    meanV: Number.NaN,
    meanSpeed: Number.NaN,
    medianSpeed: Number.NaN,
    p95Speed: Number.NaN,
    p999Speed: Number.NaN,
    maxSpeed: Number.NaN,
    maxSpeedX: Number.NaN,
    maxSpeedY: Number.NaN,
    reliableShare: Number.NaN,
    reliablePixels: Number.NaN,
    decodeMs,
    flowMs: Number.NaN,
    bytes: Number.NaN,
    lumaDifference: Number.NaN,
    histogramDistance: Number.NaN,
    partChange: Number.NaN,
    ...UNTREATED,
  };
}

/** A row of a frame whose flow is known. */
export function rowOf(
  frame: number,
  decodeMs: number,
  { summary, flowMs, bytes, change, regions, lines }: PairStatistics,
): FrameAnalysis {
  const { meanU, meanV, meanSpeed, medianSpeed, p95Speed, p999Speed } = summary;
  const { maxSpeed, maxSpeedX, maxSpeedY, reliableShare, reliablePixels } = summary;
  return {
    frame,
    meanU,
    meanV,
    meanSpeed,
    medianSpeed,
    p95Speed,
    p999Speed,
    maxSpeed,
    maxSpeedX,
    maxSpeedY,
    reliableShare,
    reliablePixels,
    decodeMs,
    flowMs,
    bytes,
    ...change,
    ...treatedColumns(summary.treated),
    ...(regions.length > 0 ? { regions } : {}),
    ...(lines.length > 0 ? { lines } : {}),
  };
}

/** The columns on what was done to the field. */
const UNTREATED = {
  validShare: Number.NaN,
  cameraU: Number.NaN,
  cameraV: Number.NaN,
  cameraTurn: Number.NaN,
  cameraZoom: Number.NaN,
} as const;

function treatedColumns(report: TreatmentReport | undefined): Record<keyof typeof UNTREATED, number> {
  const { camera = null, vectors = null } = report ?? {};
  return {
    validShare: vectors === null ? Number.NaN : validShare(vectors),
    cameraU: camera?.u ?? Number.NaN,
    cameraV: camera?.v ?? Number.NaN,
    cameraTurn: camera?.turn ?? Number.NaN,
    cameraZoom: camera?.zoom ?? Number.NaN,
  };
}
