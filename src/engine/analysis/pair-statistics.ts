import type { PictureChange } from "../../shared/analysis";
import type { FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { FlowReport, FlowSummary } from "../../shared/flow-report";
import type { LineSums } from "../../shared/measure/line-figures";
import type { RegionSums } from "../../shared/measure/region-figures";
import type { FlowPool, RunOptions } from "../../workers/flow-pool";
import type { BackgroundPlane, FieldParts, FrameSize } from "../../workers/protocol";
import type { FrameLease } from "../recording/frame-source";

/** The statistics of a pair's flow, what they cost, and how much the picture changes. */
export interface PairStatistics {
  readonly summary: FlowSummary & Pick<FlowReport, "treated">;
  /** Milliseconds of the computation. */
  readonly flowMs: number;
  /** Bytes of the two frames and of all that the computation held, with the field if it needs one. */
  readonly bytes: number;
  readonly change: PictureChange;
  /** Of each region that was asked for. */
  readonly regions: readonly RegionSums[];
  /** Of each line that was asked for. */
  readonly lines: readonly LineSums[];
}

/** How the flow of a pair is computed and counted. */
export interface PairWish {
  readonly flow: FlowParameters;
  /** Where that subtracts one. */
  readonly background: BackgroundPlane | undefined;
  readonly figures: FigureChoice;
  /** Parts of the picture that are counted, too, or not at all. */
  readonly parts?: FieldParts | undefined;
}

/**
 * Computes the statistics of the flow from one frame to another, on one worker: several pairs at a time keep all of them
 * busier than one pair in bands.
 *
 * @param next the frame that the change of the picture is measured to, where that is not the second one
 * @throws KinoflowError what {@link FlowPool.summarise} rejects with
 */
export async function pairStatistics(
  pool: FlowPool,
  { width, height }: FrameSize,
  [first, second]: readonly [FrameLease, FrameLease],
  { flow, background, figures, parts }: PairWish,
  options: RunOptions,
  next: FrameLease | null = null,
): Promise<PairStatistics> {
  const request = {
    ...{ width, height, figures },
    first: first.meta.luma,
    second: second.meta.luma,
    parameters: flow,
    background,
    parts,
    next: next?.meta.luma,
  };
  const report = await pool.summarise(request, options);
  const bytes = first.slot.memory.byteLength + second.slot.memory.byteLength + report.workingBytes;
  return {
    summary: report,
    flowMs: report.flowMs,
    bytes,
    change: report.change,
    regions: report.regions,
    lines: report.lines,
  };
}
