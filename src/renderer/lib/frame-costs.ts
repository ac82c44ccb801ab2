import { percentile } from "../../shared/percentile";
import type { Picture } from "../../shared/picture";
import type { AnalysisTable } from "./analysis-table";

/** What one frame cost when it was shown, in milliseconds. */
export interface ShownCost {
  readonly decodeMs: number;
  readonly pyramidMs: number;
  readonly solveMs: number;
  readonly refineMs: number;
  readonly flowMs: number;
  readonly drawMs: number;
}

/** What the frames that were shown cost, the latest time that it was paid. */
export class ShownCosts {
  readonly #costs = new Map<number, ShownCost>();
  #changes = 0;

  /** Grows with every record. */
  get changes(): number {
    return this.#changes;
  }

  record({ frame, flow, cost }: Pick<Picture, "frame" | "flow" | "cost">, drawMs: number): void {
    // A flow that was kept costs nothing now; what it did cost is what is of interest.
    if (flow === null || (cost.flowFromCache && this.#costs.has(frame))) return;
    const { pyramidMs, solveMs, refineMs } = flow.report.stages;
    this.#costs.set(frame, {
      // That is of both frames of the pair; the graph is of single ones.
      decodeMs: cost.decodeMs / 2,
      ...{ pyramidMs, solveMs, refineMs, drawMs },
      flowMs: flow.report.flowMs,
    });
    this.#changes += 1;
  }

  of(frame: number): ShownCost | null {
    return this.#costs.get(frame) ?? null;
  }

  entries(): Iterable<readonly [frame: number, cost: ShownCost]> {
    return this.#costs;
  }

  clear(): void {
    this.#costs.clear();
    this.#changes += 1;
  }
}

/** The cost of frames as layers that lie on each other: upper ends in milliseconds by frame, NaN where nothing is known. */
export interface CostLayers {
  readonly length: number;
  readonly decode: Float32Array;
  /** Decoding and flow. */
  readonly flow: Float32Array;
  /** With drawing, of frames that were shown and not analysed; NaN for all others. */
  readonly draw: Float32Array;
  /** What 98 of 100 frames do not exceed: single ones that had to be searched for would flatten all others. */
  readonly usualMs: number;
}

const USUAL_SHARE = 0.98;
/** Enough for a scale. */
const LOOKED_AT = 4096;

/** The costs that an analysis knows, and else what it did cost to show a frame. */
export function costLayers(table: AnalysisTable | null, shown: ShownCosts): CostLayers {
  let length = table?.length ?? 0;
  for (const [frame] of shown.entries()) length = Math.max(length, frame + 1);
  const decode = new Float32Array(length).fill(Number.NaN);
  const flow = new Float32Array(length).fill(Number.NaN);
  const draw = new Float32Array(length).fill(Number.NaN);
  if (table !== null) {
    const decodeMs = table.column("decodeMs");
    const flowMs = table.column("flowMs");
    for (let frame = 0; frame < table.length; frame += 1) {
      const decoded = decodeMs[frame] ?? Number.NaN;
      decode[frame] = decoded;
      flow[frame] = decoded + (flowMs[frame] ?? Number.NaN);
    }
  }
  for (const [frame, cost] of shown.entries()) {
    if (table?.known[frame] === 1) continue;
    decode[frame] = cost.decodeMs;
    flow[frame] = cost.decodeMs + cost.flowMs;
    draw[frame] = cost.decodeMs + cost.flowMs + cost.drawMs;
  }
  const usualMs = [flow, draw].map((layer) => percentile(layer, length, USUAL_SHARE, LOOKED_AT));
  return { length, decode, flow, draw, usualMs: Math.max(0, ...usualMs.filter((ms) => !Number.isNaN(ms))) };
}
