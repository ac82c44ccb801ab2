import type { ArrowGrid } from "../../shared/overlay/arrow-grid";

/** A motion in pixels per frame, x right and y down. */
export interface Motion {
  readonly u: number;
  readonly v: number;
}

/** How near a measured flow is to the true one, over the arrows that are drawn. */
export interface FlowCheck {
  /** Count of arrows compared. */
  readonly arrows: number;
  /** Mean length of the difference between the measured and the true motion, in px/frame. */
  readonly meanEndpointError: number;
  readonly trueMeanSpeed: number;
  readonly measuredMeanSpeed: number;
  /** Mean motion, true and measured. */
  readonly trueMean: Motion;
  readonly measuredMean: Motion;
}

/**
 * Compares the samples of a flow with the truth at the same places. Only samples that are drawn as arrows
 * count: where the window does not fit into the frame there is no measurement, and no arrow.
 *
 * @param truthAt the true motion of what the centre of pixel (x, y) shows
 */
export function checkFlow(
  grid: ArrowGrid,
  samples: Float32Array,
  minimumSpeed: number,
  truthAt: (x: number, y: number) => Motion,
): FlowCheck | null {
  let arrows = 0;
  let error = 0;
  let trueSpeed = 0;
  let measuredSpeed = 0;
  let trueU = 0;
  let trueV = 0;
  let measuredU = 0;
  let measuredV = 0;
  for (let index = 0; index < grid.columns * grid.rows; index += 1) {
    const u = samples[2 * index] ?? Number.NaN;
    const v = samples[2 * index + 1] ?? Number.NaN;
    const speed = Math.hypot(u, v);
    if (!(speed > 0 && speed >= minimumSpeed && Number.isFinite(speed))) continue;
    const x = grid.firstX + (index % grid.columns) * grid.stepX;
    const y = grid.firstY + Math.floor(index / grid.columns) * grid.stepY;
    const truth = truthAt(x, y);
    arrows += 1;
    error += Math.hypot(u - truth.u, v - truth.v);
    trueSpeed += Math.hypot(truth.u, truth.v);
    measuredSpeed += speed;
    trueU += truth.u;
    trueV += truth.v;
    measuredU += u;
    measuredV += v;
  }
  if (arrows === 0) return null;
  return {
    arrows,
    meanEndpointError: error / arrows,
    trueMeanSpeed: trueSpeed / arrows,
    measuredMeanSpeed: measuredSpeed / arrows,
    trueMean: { u: trueU / arrows, v: trueV / arrows },
    measuredMean: { u: measuredU / arrows, v: measuredV / arrows },
  };
}

/**
 * Mean length of the difference between two flows at the same points, in px/frame, over those where both are known; NaN where
 * there are none.
 *
 * @param a,b interleaved u, v of the points; NaN where a motion is not known
 */
export function meanDifference(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (let i = 0; i + 1 < Math.min(a.length, b.length); i += 2) {
    const length = Math.hypot((a[i] ?? 0) - (b[i] ?? 0), (a[i + 1] ?? 0) - (b[i + 1] ?? 0));
    if (!Number.isFinite(length)) continue;
    sum += length;
    count += 1;
  }
  return sum / count;
}
