import {
  applyMatrix,
  type Calibration,
  circulationUnit,
  displacementMatrix,
  lengthUnit,
  type Matrix,
  type PixelGrid,
  placeOf,
  rateOf,
  speedMatrix,
  speedUnit,
} from "./calibration";
import { type LineMotion, type LinePoint, type LineSamples, sampleLine } from "./line";

/**
 * What was summed up along a line, before it is said in anybody's units: integrals over the pieces that count, of lengths as `speedMatrix` has
 * them.
 */
export interface LineSums {
  /** Length of what may count: in the picture, and not masked. */
  readonly length: number;
  /** Of that, the length of the pieces whose motion counts, and of those whose motion is reliable. */
  readonly counted: number;
  readonly reliable: number;
  /** Of the motion along the line, and of that to its left as one goes and sees it. */
  readonly along: number;
  readonly across: number;
  readonly speed: number;
  /** The largest speed; NaN where nothing counts. */
  readonly maxSpeed: number;
}

/** Which of the motions count. */
export interface LineCounting {
  /** Less reliable ones do not, unless all do. Below 0 is what counts nowhere. */
  readonly minimumReliability: number;
  readonly countsAll: boolean;
  /** Turns displacements in pixels into those whose lengths count; that of the samples. */
  readonly displacement: Matrix;
  /** 1 for places that may count; see `openSamples`. */
  readonly open: Uint8Array;
}

/** {@link LineFigures} by their names in tables, which follow that of the line: `gap_flux`. */
export const LINE_COLUMNS = [
  ["mean_along", "meanAlong"],
  ["mean_across", "meanAcross"],
  ["flux", "flux"],
  ["mean_speed", "meanSpeed"],
  ["max_speed", "maxSpeed"],
  ["reliable_share", "reliableShare"],
] as const satisfies readonly (readonly [string, keyof LineFigures])[];

/** Figures of a line in one frame, as they are said. NaN where nothing is known. */
export interface LineFigures {
  /** Mean of the velocity along the line: positive from its first point to its last one. */
  readonly meanAlong: number;
  /** Mean of the velocity across the line: positive to the left, as one goes along it and sees the picture, whichever way y counts. */
  readonly meanAcross: number;
  /** What flows through the line, by its depth: the mean velocity across it times the length of it that may count. */
  readonly flux: number;
  readonly meanSpeed: number;
  readonly maxSpeed: number;
  /** Share of that length whose motion is reliable. */
  readonly reliableShare: number;
}

/** The places of a line along which motion is summed up, whatever unit that is said in later. */
export function lineSamples(
  points: readonly LinePoint[],
  calibration: Calibration,
  grid: Pick<PixelGrid, "pixelAspect">,
): LineSamples {
  return sampleLine(points, speedMatrix(calibration, grid));
}

/** Sums motion up along a line. Each place stands for its piece: that is the trapezoidal rule, exact also where a line has corners and the motion is even. */
export function lineSums(motion: LineMotion, samples: LineSamples, counting: LineCounting): LineSums {
  const { minimumReliability, countsAll, displacement, open } = counting;
  const least = countsAll ? 0 : minimumReliability;
  const area = areaOf(displacement);
  let [length, counted, reliable, along, across, speeds, maxSpeed] = [0, 0, 0, 0, 0, 0, Number.NaN];
  for (let k = 0; k < samples.count; k++) {
    if (open[k] === 0) continue;
    const piece = samples.piece[k];
    length += piece;
    const [u, v] = [motion.u[k], motion.v[k]];
    if (!(motion.reliability[k] >= least) || Number.isNaN(u + v)) continue;
    const moved = applyMatrix(displacement, [u, v]);
    const way = applyMatrix(displacement, [samples.wayX[k], samples.wayY[k]]);
    const speed = Math.hypot(...moved);
    counted += piece;
    if (motion.reliability[k] >= minimumReliability) reliable += piece;
    along += moved[0] * way[0] + moved[1] * way[1];
    across += area * (u * samples.wayY[k] - v * samples.wayX[k]);
    speeds += speed * piece;
    if (!(speed <= maxSpeed)) maxSpeed = speed;
  }
  return { length, counted, reliable, along, across, speed: speeds, maxSpeed };
}

/**
 * What was summed up, in the units of a calibration.
 *
 * @param seconds that the motion takes; only where velocities are per second does it matter
 */
export function lineFigures(sums: LineSums, calibration: Calibration, seconds: number): LineFigures {
  const size = sizeOf(calibration);
  const rate = rateOf(calibration, seconds) * size;
  const pace = Math.abs(rate);
  const { length, counted, reliable } = sums;
  const meanAcross = (sums.across / counted) * rate;
  return {
    meanAlong: (sums.along / counted) * rate,
    meanAcross,
    flux: meanAcross * length * size,
    meanSpeed: (sums.speed / counted) * pace,
    maxSpeed: sums.maxSpeed * pace,
    reliableShare: reliable / length,
  };
}

/** What {@link LINE_COLUMNS} are in. */
export function lineUnits(
  calibration: Calibration,
): Readonly<Record<(typeof LINE_COLUMNS)[number][0], string>> {
  const speed = speedUnit(calibration);
  return {
    ...{ mean_along: speed, mean_across: speed, mean_speed: speed, max_speed: speed },
    flux: circulationUnit(calibration),
    reliable_share: "1",
  };
}

/** Motion at the places of a line, along the axes and in the units of a calibration; NaN where it is not known. */
export interface LineProfile {
  /** From the first point of the line. */
  readonly distance: Float64Array;
  readonly x: Float64Array;
  readonly y: Float64Array;
  readonly u: Float64Array;
  readonly v: Float64Array;
  /** As {@link LineFigures} say them. */
  readonly along: Float64Array;
  readonly across: Float64Array;
  readonly speed: Float64Array;
  /** 0 to 1. */
  readonly reliability: Float64Array;
}

/**
 * The profile of motion along a line.
 *
 * @param samples as {@link lineSamples} has them
 * @param minimumReliability less reliable motions are left out
 * @param seconds that the motion takes; only where velocities are per second does it matter
 */
export function lineProfile(
  motion: LineMotion,
  samples: LineSamples,
  calibration: Calibration,
  grid: Pick<PixelGrid, "pixelAspect">,
  { minimumReliability, seconds, open }: ProfileWish,
): LineProfile {
  const displacement = displacementMatrix(calibration, grid);
  const rate = rateOf(calibration, seconds);
  const area = areaOf(displacement) * rate;
  const size = sizeOf(calibration);
  const empty = (): Float64Array => new Float64Array(samples.count).fill(Number.NaN);
  const profile = { u: empty(), v: empty(), along: empty(), across: empty(), speed: empty() };
  const [x, y] = [empty(), empty()];
  for (let k = 0; k < samples.count; k++) {
    [x[k], y[k]] = placeOf(calibration, grid, [samples.x[k], samples.y[k]]);
    const [right, down] = [motion.u[k], motion.v[k]];
    if (open[k] === 0 || !(motion.reliability[k] >= minimumReliability)) continue;
    const [u, v] = applyMatrix(displacement, [right * rate, down * rate]);
    const [wayX, wayY] = applyMatrix(displacement, [samples.wayX[k], samples.wayY[k]]);
    const piece = samples.piece[k] * size;
    [profile.u[k], profile.v[k], profile.speed[k]] = [u, v, Math.hypot(u, v)];
    profile.along[k] = (u * wayX + v * wayY) / piece;
    profile.across[k] = (area * (right * samples.wayY[k] - down * samples.wayX[k])) / piece;
  }
  const distance = samples.distance.map((way) => way * size);
  return { distance, x, y, ...profile, reliability: motion.reliability };
}

export interface ProfileWish {
  readonly minimumReliability: number;
  readonly seconds: number;
  /** 1 for places that may count; see `openSamples`. */
  readonly open: Uint8Array;
}

/**
 * What the columns of a profile are in, by their names in tables.
 *
 * @param speed what velocities are said in
 */
export function profileUnits(
  calibration: Calibration,
  speed: string = speedUnit(calibration),
): Readonly<Record<string, string>> {
  const length = lengthUnit(calibration);
  return {
    ...{ time: "s", distance: length, x: length, y: length },
    ...{ u: speed, v: speed, along: speed, across: speed, reliability: "1" },
  };
}

/** What a length as `speedMatrix` has it is, in the unit of length. */
export function sizeOf({ pixel }: Pick<Calibration, "pixel">): number {
  return pixel?.value ?? 1;
}

/** What an area of a square pixel is; the same whichever way the axes turn, so that the left of a line stays its left. */
function areaOf([a, b, c, d]: Matrix): number {
  return Math.abs(a * d - b * c);
}
