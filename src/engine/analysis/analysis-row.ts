import type { FrameAnalysis } from "../../shared/analysis";
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
    maxSpeed: Number.NaN,
    reliableShare: Number.NaN,
    decodeMs,
    flowMs: Number.NaN,
    bytes: Number.NaN,
    lumaDifference: Number.NaN,
    histogramDistance: Number.NaN,
  };
}

/** A row of a frame whose flow is known. */
export function rowOf(
  frame: number,
  decodeMs: number,
  { summary, flowMs, bytes, change }: PairStatistics,
): FrameAnalysis {
  const { meanU, meanV, meanSpeed, medianSpeed, p95Speed, maxSpeed, reliableShare } = summary;
  return {
    frame,
    meanU,
    meanV,
    meanSpeed,
    medianSpeed,
    p95Speed,
    maxSpeed,
    reliableShare,
    decodeMs,
    flowMs,
    bytes,
    ...change,
  };
}
