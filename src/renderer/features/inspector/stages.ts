import type { FrameStats } from "../../stores/stats-store";

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

/** The stages of the picture on the screen in their order: always the same ones, so that nothing moves. */
export function stagesOf(stats: FrameStats | null): readonly Stage[] {
  const flow = stats?.report?.stages;
  const none = Number.NaN;
  return [
    {
      name: "stage-decode",
      label: "Decode",
      title: "Decoding of the two frames; what was paid then, if they came from the cache",
      ms: stats?.cost.decodeMs ?? none,
    },
    {
      name: "stage-pyramid",
      label: "Pyramid",
      title: "Making smaller and smaller copies of the two frames",
      ms: flow?.pyramidMs ?? none,
    },
    {
      name: "stage-solve",
      label: "Solve",
      title: "Lucas-Kanade itself, and the block search",
      ms: flow?.solveMs ?? none,
    },
    {
      name: "stage-refine",
      label: "Refine",
      title: "Variational refinement of the motion",
      ms: flow?.refineMs ?? none,
    },
    {
      name: "stage-reliability",
      label: "Reliability",
      title: "How well the texture around each pixel tells its motion",
      ms: flow?.reliabilityMs ?? none,
    },
    {
      name: "stage-statistics",
      label: "Statistics",
      title: "Speeds, directions and shares over the whole frame",
      ms: flow?.statisticsMs ?? none,
    },
    {
      name: "colour",
      label: "Colour",
      title: "Painting the motion as colours",
      ms: stats?.cost.colourMs ?? none,
    },
    {
      name: "stage-transfer",
      label: "Transfer",
      title: "From the main process to this window",
      ms: stats?.transferMs ?? none,
    },
    {
      name: "stage-draw",
      label: "Draw",
      title: "Drawing the frame and its overlay",
      ms: stats?.drawMs ?? none,
    },
  ];
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
