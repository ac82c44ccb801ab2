import { degreesOf } from "../direction";
import { median } from "../median";
import type { MovieInfo } from "../movie";
import { type Pairing, saidSeconds } from "../pairing";
import {
  applyMatrix,
  type Calibration,
  displacementMatrix,
  isInPixels,
  type Matrix,
  type PixelGrid,
} from "./calibration";
import type { LengthUnit } from "./length";

/** What a number in pixels is multiplied by to be said, and the unit that it is said in. */
export interface SaidAs {
  readonly factor: number;
  /** Empty for a number without one. */
  readonly unit: string;
}

/** Units of what is said in pixels; catalogues have words of their own for them. */
export const PIXEL_SPEED = "px/frame";
export const PIXEL_GRADIENT = "1/frame";
export const PIXEL_LENGTH = "px";

/** What figures are in that keep to the unit of length that was typed, as tables do. */
export interface TypedUnits {
  readonly speed: string;
  readonly gradient: string;
  /** Of velocities times lengths: circulations and fluxes. */
  readonly circulation: string;
}

/** A motion along the axes, as it is said. */
export interface SaidMotion {
  readonly u: number;
  readonly v: number;
  readonly speed: number;
  /** Direction in degrees from the x axis towards the y axis, 0 to below 360; NaN where nothing moves. */
  readonly degrees: number;
}

/** What a picture of a recording is lettered by; see {@link Units.onPicture}. */
export interface PictureUnits {
  /** Of the scales of speed and direction. */
  readonly speed: SaidAs;
  /** Of arrows by their length on the displayed picture, in heights of a pixel; null where they are said in pixels. */
  readonly arrow: SaidAs | null;
  /** Of divergence and shear. */
  readonly gradient: SaidAs;
  readonly vorticity: SaidAs;
  /** Of the height of a pixel, for a scale bar; null where lengths are said in pixels. */
  readonly length: SaidAs | null;
  /** Seconds that scales go by where pairs take different times; else null. */
  readonly typicalSeconds: number | null;
  /** Turns the motion of the picture's pair into what is said; null where its time is not known. */
  readonly motion: { readonly matrix: Matrix; readonly unit: string } | null;
  /** Turns places, counted from the origin, into what is said. */
  readonly place: {
    readonly matrix: Matrix;
    readonly origin: readonly [x: number, y: number];
    readonly unit: string;
    readonly decimals: number;
  };
}

/** What of a recording decides how its numbers are said. */
export interface UnitsOrigin {
  readonly calibration: Calibration;
  readonly grid: PixelGrid;
  readonly pairing: Pairing;
  /** Presentation times of the frames that are known, in seconds. */
  readonly times: readonly number[];
  /** Frames per second. */
  readonly frameRate: number;
  readonly variableFrameRate: boolean;
}

/** Of one unit in metres. */
const METRES: Readonly<Record<LengthUnit, number>> = {
  nm: 1e-9,
  µm: 1e-6,
  mm: 1e-3,
  cm: 1e-2,
  m: 1,
  km: 1e3,
};
/** Those that are taken where the stated one would give awkward numbers: a thousand from one to the next. */
const PREFIXED = ["km", "m", "mm", "µm", "nm"] as const satisfies readonly LengthUnit[];

/**
 * 1 px/frame has a number in this range in the unit that is chosen, else another one is. Motions are from a tenth to some tens of pixels,
 * and so their numbers are neither thousandths nor thousands.
 */
const STEP_RANGE = { least: 0.05, most: 500 } as const;
/** So does the height of the picture: places in it are told apart by hundredths of it and less. */
const PICTURE_RANGE = { least: 0.1, most: 20_000 } as const;

/** The unit that a length is said in: the stated one where its number is in a range, else the largest in which it is at least a tenth. */
function saidUnit(
  metres: number,
  stated: LengthUnit,
  { least, most }: { readonly least: number; readonly most: number },
): LengthUnit {
  const number = metres / METRES[stated];
  if (number >= least && number < most) return stated;
  return PREFIXED.find((unit) => metres / METRES[unit] >= 0.1) ?? "nm";
}

/**
 * How what is measured in the pixels of a recording is said: lengths, places, velocities and their derivatives. The units are the same for all
 * frames, whatever moves in them. Settings stay in pixels; only what is said is scaled.
 *
 * Velocities are per second of the pair's own time. Scales, which are the same for all frames, go by the time that most pairs take. Since a
 * reference, what is said is the displacement, and no velocity. Where pixels are not square, the length of a vector in pixels says nothing
 * of its length in the world: what is counted by such lengths stays in pixels.
 */
export class Units {
  readonly calibration: Calibration;
  /** True where all is as it was recorded. */
  readonly isInPixels: boolean;
  /** Seconds that most pairs take; null where none is known, or time has nothing to do with it. */
  readonly typicalSeconds: number | null;
  /** Whether pairs take other times than most of them. */
  readonly variesInTime: boolean;
  /** What places are said in. */
  readonly lengthUnit: string;
  /** What velocities are said in. */
  readonly speedUnit: string;
  /** Those of figures that keep to the unit that was typed. */
  readonly typed: TypedUnits;
  readonly #grid: PixelGrid;
  readonly #pairing: Pairing;
  /** By unit of the calibration: what lengths are multiplied by to be in the unit that places, or velocities, are said in. */
  readonly #byLength: number;
  readonly #bySpeed: number;
  readonly #matrix: Matrix;

  constructor({ calibration, grid, pairing, times, frameRate, variableFrameRate }: UnitsOrigin) {
    this.calibration = calibration;
    this.isInPixels = isInPixels(calibration);
    this.#grid = grid;
    this.#pairing = pairing;
    this.#matrix = displacementMatrix(calibration, grid);
    const time = timeOf(pairing, times, frameRate, variableFrameRate);
    this.typicalSeconds = time.seconds;
    const { pixel } = calibration;
    this.variesInTime = pixel !== null && time.varies;
    if (pixel === null) {
      this.lengthUnit = PIXEL_LENGTH;
      this.speedUnit = PIXEL_SPEED;
      this.typed = { speed: PIXEL_SPEED, gradient: PIXEL_GRADIENT, circulation: "px²/frame" };
      this.#byLength = 1;
      this.#bySpeed = 1;
      return;
    }
    const metres = pixel.value * METRES[pixel.unit];
    const length = saidUnit(metres * grid.height, pixel.unit, PICTURE_RANGE);
    this.lengthUnit = length;
    this.#byLength = METRES[pixel.unit] / METRES[length];
    const step = saidUnit(metres / (time.seconds ?? 1), pixel.unit, STEP_RANGE);
    this.#bySpeed = METRES[pixel.unit] / METRES[step];
    const per = pairing.kind === "reference" ? "" : time.seconds === null ? "/frame" : "/s";
    this.speedUnit = `${step}${per}`;
    this.typed = {
      speed: `${pixel.unit}${per}`,
      gradient: time.seconds === null ? PIXEL_GRADIENT : "1/s",
      circulation: `${pixel.unit}²${per}`,
    };
  }

  /** Whether the length of a vector in pixels tells its length in the world. */
  get #isSquare(): boolean {
    return this.calibration.pixel === null || this.#grid.pixelAspect === 1;
  }

  /** By how many a length in pixels is multiplied, for motions that take so long; NaN where that is not known. */
  #rate(seconds: number): number {
    if (this.calibration.pixel === null || this.typicalSeconds === null) return 1;
    return seconds === 0 ? Number.NaN : 1 / seconds;
  }

  /**
   * Seconds that what is said of a pair takes, as {@link saidSeconds} has it.
   *
   * @param second the frame that the flow leads to; null where there is none
   */
  secondsOf(first: number, second: number | null, times: ArrayLike<number>): number {
    return saidSeconds(this.#pairing, first, second, times);
  }

  /** By what time motions that take so long become what is said, for `rateOf`: by none where they are lengths, or per frame. */
  rateSeconds(seconds: number): number {
    return this.typicalSeconds === null ? 1 : seconds;
  }

  /**
   * Lengths of vectors of pairs that take so long, as they are counted: speeds of statistics and graphs.
   *
   * @param seconds default: those of scales
   */
  speed(seconds: number = this.typicalSeconds ?? 1): SaidAs {
    const { pixel } = this.calibration;
    if (pixel === null || !this.#isSquare) return { factor: 1, unit: PIXEL_SPEED };
    return { factor: pixel.value * this.#bySpeed * Math.abs(this.#rate(seconds)), unit: this.speedUnit };
  }

  /** Motions as they are seen on the displayed picture, in heights of a pixel, at the typical time; null where pixels are said. */
  get #displayedSpeed(): SaidAs | null {
    const { pixel } = this.calibration;
    if (pixel === null) return null;
    const rate = Math.abs(this.#rate(this.typicalSeconds ?? 1));
    return { factor: pixel.value * this.#bySpeed * rate, unit: this.speedUnit };
  }

  /**
   * Derivatives of velocities of pairs that take so long, from those of a map, whose y counts down: where y counts up, what turns clockwise
   * as one sees it has a negative vorticity.
   *
   * @param seconds default: those of scales
   */
  gradient(kind: "divergence" | "vorticity" | "shear", seconds: number = this.typicalSeconds ?? 1): SaidAs {
    const sign = kind === "vorticity" && this.calibration.axes.yUp ? -1 : 1;
    if (this.calibration.pixel === null || this.typicalSeconds === null || !this.#isSquare)
      return { factor: sign, unit: PIXEL_GRADIENT };
    return { factor: sign * this.#rate(seconds), unit: "1/s" };
  }

  /** The height of a pixel in the unit that lengths are said in. */
  get length(): SaidAs {
    const { pixel } = this.calibration;
    return { factor: pixel === null ? 1 : pixel.value * this.#byLength, unit: this.lengthUnit };
  }

  /** A motion along the axes, of a pair that takes so long. */
  motion(u: number, v: number, seconds: number): SaidMotion {
    const rate = this.#rate(seconds) * this.#bySpeed;
    const [along, across] = applyMatrix(this.#matrix, [u, v]);
    const [saidU, saidV] = [along * rate, across * rate];
    return { u: saidU, v: saidV, speed: Math.hypot(saidU, saidV), degrees: degreesOf(saidU, saidV) };
  }

  /** A place of the recording, whole numbers at the middles of pixels, along the axes. */
  place(x: number, y: number): readonly [x: number, y: number] {
    const [left, top] = this.calibration.axes.origin;
    const [saidX, saidY] = applyMatrix(this.#matrix, [x - left, y - top]);
    return [saidX * this.#byLength, saidY * this.#byLength];
  }

  /**
   * What the legend, the scale bar and the list of marked pixels on a picture go by.
   *
   * @param seconds that the pair of the picture takes; default: what most pairs take
   */
  onPicture(seconds: number = this.typicalSeconds ?? 1): PictureUnits | undefined {
    if (this.isInPixels) return undefined;
    const { calibration, typicalSeconds, variesInTime, lengthUnit, speedUnit } = this;
    const rate = this.#rate(seconds) * this.#bySpeed;
    const scaled = (by: number): Matrix => this.#matrix.map((entry) => entry * by) as unknown as Matrix;
    return {
      speed: this.speed(),
      arrow: this.#displayedSpeed,
      gradient: this.gradient("divergence"),
      vorticity: this.gradient("vorticity"),
      length: calibration.pixel === null ? null : this.length,
      typicalSeconds: variesInTime ? typicalSeconds : null,
      motion: Number.isFinite(rate) ? { matrix: scaled(rate), unit: speedUnit } : null,
      place: {
        matrix: scaled(this.#byLength),
        origin: calibration.axes.origin,
        unit: lengthUnit,
        decimals: this.placeDecimals,
      },
    };
  }

  /** Decimals of places: a pixel can be told from the next one. */
  get placeDecimals(): number {
    const { factor } = this.length;
    return Math.min(Math.max(0, Math.ceil(-Math.log10(factor) - 1e-9)), 9);
  }
}

/** How what is measured in a movie is said. */
export function unitsOf(calibration: Calibration, movie: MovieInfo, pairing: Pairing): Units {
  const { width, height, pixelAspect, times, frameRate, variableFrameRate } = movie;
  const grid = { width, height, pixelAspect };
  return new Units({ calibration, grid, pairing, times, frameRate, variableFrameRate });
}

/** Times of so many pairs tell what most of them take. */
const MOST_TIMES = 5000;
/** Times of pairs that differ by less are the same: files round them. */
const SAME_TIME = 0.02;

function timeOf(
  pairing: Pairing,
  times: readonly number[],
  frameRate: number,
  variableFrameRate: boolean,
): { readonly seconds: number | null; readonly varies: boolean } {
  if (pairing.kind === "reference") return { seconds: null, varies: false };
  if (pairing.kind === "pairs" && pairing.pulseSeparation !== null)
    return { seconds: pairing.pulseSeparation / 1e6, varies: false };
  const usual = frameRate > 0 && Number.isFinite(frameRate) ? 1 / frameRate : null;
  // How far the next new picture is, only the pictures tell.
  if (!variableFrameRate) return { seconds: usual, varies: pairing.kind === "new" };
  const reach = pairing.kind === "step" ? pairing.step : 1;
  const stride = pairing.kind === "pairs" ? 2 : 1;
  const all: number[] = [];
  for (let first = 0; first + reach < times.length && all.length < MOST_TIMES; first += stride) {
    const seconds = saidSeconds(pairing, first, first + reach, times);
    if (seconds > 0) all.push(seconds);
  }
  if (all.length === 0) return { seconds: usual, varies: true };
  const seconds = median(all);
  return { seconds, varies: all.some((each) => Math.abs(each - seconds) > SAME_TIME * seconds) };
}
