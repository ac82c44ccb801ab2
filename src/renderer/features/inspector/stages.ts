import type { Texts } from "../../../shared/texts/texts";
import type { ComparedStats, FrameStats } from "../../stores/stats-store";

/** One stage on the way from the file to the screen. */
export interface Stage {
  /** Names the stage for tests. */
  readonly name: string;
  readonly label: string;
  /** One sentence on what is measured. */
  readonly title: string;
  /** NaN where the frame on the screen has no such stage. */
  readonly ms: number;
}

/** A stage on a common scale, after those before it. Shares are 0 to 1. */
export interface PlacedStage extends Stage {
  readonly start: number;
  readonly share: number;
}

/**
 * The stages of the picture on the screen in their order: always the same ones, so that nothing moves, and one more each while
 * frames are prepared, and while there are two flows on it.
 */
export function stagesOf(
  stats: FrameStats | null,
  { stages, panels, preparation }: Pick<Texts, "stages" | "panels" | "preparation">,
): readonly Stage[] {
  const flow = stats?.report?.stages;
  const none = Number.NaN;
  return [
    {
      name: "stage-decode",
      ...stages.decode,
      ms: stats?.cost.decodeMs ?? none,
    },
    ...(flow && flow.prepareMs > 0
      ? [{ name: "stage-prepare", ...preparation.stage, ms: flow.prepareMs }]
      : []),
    {
      name: "stage-pyramid",
      ...stages.pyramid,
      ms: flow?.pyramidMs ?? none,
    },
    {
      name: "stage-solve",
      ...stages.solve,
      ms: flow?.solveMs ?? none,
    },
    {
      name: "stage-refine",
      ...stages.refine,
      ms: flow?.refineMs ?? none,
    },
    {
      name: "stage-reliability",
      ...stages.reliability,
      ms: flow?.reliabilityMs ?? none,
    },
    {
      name: "stage-statistics",
      ...stages.statistics,
      ms: flow?.statisticsMs ?? none,
    },
    {
      name: "colour",
      ...stages.colour,
      ms: stats?.cost.colourMs ?? none,
    },
    ...(stats?.compared
      ? [{ name: "stage-compared", ...panels.split.stage, ms: timeOf(stats.compared) }]
      : []),
    {
      name: "stage-transfer",
      ...stages.transfer,
      ms: stats?.transferMs ?? none,
    },
    {
      name: "stage-draw",
      ...stages.draw,
      ms: stats?.drawMs ?? none,
    },
  ];
}

function timeOf({ report, colourMs }: ComparedStats): number {
  const { prepareMs, pyramidMs, solveMs, refineMs, reliabilityMs, statisticsMs } = report.stages;
  return prepareMs + pyramidMs + solveMs + refineMs + reliabilityMs + statisticsMs + colourMs;
}

/** The time of all stages together; NaN where there is none. */
export function totalOf(stages: readonly Stage[]): number {
  const known = stages.filter((stage) => Number.isFinite(stage.ms));
  return known.length === 0 ? Number.NaN : known.reduce((sum, stage) => sum + stage.ms, 0);
}

/** Lays the stages end to end on a line as long as all of them. */
export function placeStages(stages: readonly Stage[]): readonly PlacedStage[] {
  const total = totalOf(stages);
  let start = 0;
  return stages.map((stage) => {
    const share = stage.ms > 0 && total > 0 ? stage.ms / total : 0;
    const placed = { ...stage, start, share };
    start += share;
    return placed;
  });
}
