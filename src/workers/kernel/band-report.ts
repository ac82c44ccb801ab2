import type { StageTimes } from "../../shared/flow-report";

/** What the computation of one band took. Of a job with several, the largest of each value is that of the job. */
export interface BandReport {
  readonly stages: Omit<StageTimes, "statisticsMs">;
  /** Time of preparation, pyramid, solve and refine, ms; with the time that the band waited for others. */
  readonly flowMs: number;
  /** Bytes that the whole job held beyond its frames and its field, at its peak. */
  readonly workingBytes: number;
}
