import {
  applyMatrix,
  type Calibration,
  displacementMatrix,
  type Matrix,
  type PixelGrid,
  rateOf,
} from "./calibration";

/** What was counted of a region's vectors, before it is said in anybody's units. NaN where nothing counts. */
export interface RegionSums {
  /** Pixels of the region, and those whose vectors count. */
  readonly pixels: number;
  readonly counted: number;
  /** Pixels whose vectors are reliable, whether these alone count or all. */
  readonly reliable: number;
  /** In pixels of the recording a frame, as the flow says it. */
  readonly meanU: number;
  readonly meanV: number;
  /** Lengths of the displacements, as `speedMatrix` has them. */
  readonly meanSpeed: number;
  readonly medianSpeed: number;
  readonly p95Speed: number;
  readonly p999Speed: number;
  readonly maxSpeed: number;
  /** The first pixel of that speed; -1 where nothing moves. */
  readonly maxX: number;
  readonly maxY: number;
  /** Means of du/dx, du/dy, dv/dx and dv/dy in pixels, 1/frame. */
  readonly gradient: Matrix;
}

/** {@link RegionFigures} by their names in tables, which follow that of the region: `hand_mean_u`. */
export const REGION_COLUMNS = [
  ["mean_u", "meanU"],
  ["mean_v", "meanV"],
  ["mean_speed", "meanSpeed"],
  ["median_speed", "medianSpeed"],
  ["p95_speed", "p95Speed"],
  ["direction", "direction"],
  ["reliable_share", "reliableShare"],
  ["vorticity", "vorticity"],
  ["divergence", "divergence"],
  ["circulation", "circulation"],
] as const satisfies readonly (readonly [string, keyof RegionFigures])[];

/** Figures of a region in one frame, as they are said. NaN where nothing is known. */
export interface RegionFigures {
  /** Velocity along the axes. */
  readonly meanU: number;
  readonly meanV: number;
  readonly meanSpeed: number;
  readonly medianSpeed: number;
  readonly p95Speed: number;
  readonly p999Speed: number;
  readonly maxSpeed: number;
  /** Of the mean velocity: degrees from the x axis towards the y axis, 0 to 360. */
  readonly direction: number;
  /** Share of the region's pixels whose vectors are reliable. */
  readonly reliableShare: number;
  /** Mean of dv/dx - du/dy along the axes: positive turns from the x axis towards the y axis. */
  readonly vorticity: number;
  /** Mean of du/dx + dv/dy. */
  readonly divergence: number;
  /** Of the velocity around the region, from the x axis towards the y axis: mean vorticity times area (Stokes). */
  readonly circulation: number;
}

/**
 * What was counted, in the units and along the axes of a calibration.
 *
 * @param seconds that the motion takes; only where velocities are per second does it matter
 */
export function regionFigures(
  { pixels, reliable, meanU, meanV, gradient, ...speeds }: RegionSums,
  calibration: Calibration,
  grid: Pick<PixelGrid, "pixelAspect">,
  seconds: number,
): RegionFigures {
  const displacement = displacementMatrix(calibration, grid);
  const rate = rateOf(calibration, seconds);
  const pace = Math.abs(rate) * (calibration.pixel?.value ?? 1);
  const [u, v] = applyMatrix(displacement, [meanU * rate, meanV * rate]);
  const [uByX, uByY, vByX, vByY] = alongAxes(gradient, displacement).map((slope) => slope * rate);
  const [a, b, c, d] = displacement;
  const vorticity = vByX - uByY;
  return {
    meanU: u,
    meanV: v,
    meanSpeed: speeds.meanSpeed * pace,
    medianSpeed: speeds.medianSpeed * pace,
    p95Speed: speeds.p95Speed * pace,
    p999Speed: speeds.p999Speed * pace,
    maxSpeed: speeds.maxSpeed * pace,
    direction: ((Math.atan2(v, u) * 180) / Math.PI + 360) % 360,
    reliableShare: reliable / pixels,
    vorticity,
    divergence: uByX + vByY,
    circulation: vorticity * pixels * Math.abs(a * d - b * c),
  };
}

/** A gradient in other axes: D G D^-1. */
function alongAxes([g, h, i, j]: Matrix, [a, b, c, d]: Matrix): Matrix {
  const area = a * d - b * c;
  const [p, q, r, s] = [a * g + b * i, a * h + b * j, c * g + d * i, c * h + d * j];
  return [(p * d - q * c) / area, (q * a - p * b) / area, (r * d - s * c) / area, (s * a - r * b) / area];
}
