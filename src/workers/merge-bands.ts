import type { FlowReport, FlowSummary } from "../shared/flow-report";
import type { BandResult } from "./protocol";

/**
 * One report of the workers that shared a frame. They worked at the same time, so that what took longest counts.
 *
 * @param bands at least one; one of them has the summary
 */
export function mergeBands(bands: readonly BandResult[]): FlowReport {
  const summary = mergeCounts(bands.map((band) => band.summary));
  const longest = (ms: (band: BandResult) => number): number => Math.max(...bands.map(ms));
  return {
    ...summary,
    flowMs: longest((band) => band.flowMs),
    stages: {
      prepareMs: longest(({ stages }) => stages.prepareMs),
      pyramidMs: longest(({ stages }) => stages.pyramidMs),
      solveMs: longest(({ stages }) => stages.solveMs),
      refineMs: longest(({ stages }) => stages.refineMs),
      reliabilityMs: longest(({ stages }) => stages.reliabilityMs),
      statisticsMs: longest(({ statisticsMs }) => statisticsMs),
    },
    workingBytes: longest((band) => band.workingBytes),
    threads: bands.length,
  };
}

/** The summary of a field that several workers have counted together; one of them has it. */
export function mergeCounts(bands: readonly (FlowSummary | null)[]): FlowSummary {
  const summary = bands.find((band) => band !== null);
  if (!summary) throw new Error("No band has summed up the field.");
  return summary;
}
