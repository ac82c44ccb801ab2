import type { Matrix } from "../shared/measure/calibration";
import type { FieldPlanes } from "../shared/overlay/field-planes";
import type { FrameSize, SharedBytes } from "./protocol";

/**
 * What is kept of every pixel over many fields: how many of its vectors count, their means, the sums of squares and products of their
 * deviations from the means, and the largest speed.
 */
export interface FieldMoments {
  readonly meanU: Float64Array;
  readonly meanV: Float64Array;
  readonly squaresU: Float64Array;
  readonly squaresV: Float64Array;
  readonly products: Float64Array;
  readonly maxSpeed: Float32Array;
  readonly count: Uint32Array;
}

const PIXEL_BYTES = 5 * Float64Array.BYTES_PER_ELEMENT + 2 * 4;

/** Bytes of the moments of fields of this size. All zero is: no field yet. */
export function momentsBytes({ width, height }: FrameSize): number {
  return width * height * PIXEL_BYTES;
}

/** The moments in a stretch of memory that starts at a multiple of 8 bytes. */
export function momentsAt(
  buffer: ArrayBufferLike,
  { byteOffset }: Pick<SharedBytes, "byteOffset">,
  { width, height }: FrameSize,
): FieldMoments {
  const pixels = width * height;
  const doubles = (k: number): Float64Array => new Float64Array(buffer, byteOffset + 8 * k * pixels, pixels);
  const rest = byteOffset + 40 * pixels;
  return {
    meanU: doubles(0),
    meanV: doubles(1),
    squaresU: doubles(2),
    squaresV: doubles(3),
    products: doubles(4),
    maxSpeed: new Float32Array(buffer, rest, pixels),
    count: new Uint32Array(buffer, rest + 4 * pixels, pixels),
  };
}

/**
 * Takes a field into the moments: the vectors that are at least as reliable as said, turned and scaled by the matrix. One by one, as Welford
 * (1962) does it: sums of squares would lose the small fluctuations of a fast flow.
 */
export function addToMoments(
  { u, v, reliability }: FieldPlanes,
  [a, b, c, d]: Matrix,
  minimumReliability: number,
  { meanU, meanV, squaresU, squaresV, products, maxSpeed, count }: FieldMoments,
): void {
  for (let at = 0; at < count.length; at++) {
    if (!(reliability[at] >= minimumReliability)) continue;
    const x = a * u[at] + b * v[at];
    const y = c * u[at] + d * v[at];
    const speed = Math.sqrt(x * x + y * y);
    // A motion that is not known.
    if (!(speed < Number.POSITIVE_INFINITY)) continue;
    const times = ++count[at];
    const [awayU, awayV] = [x - meanU[at], y - meanV[at]];
    meanU[at] += awayU / times;
    meanV[at] += awayV / times;
    const leftV = y - meanV[at];
    squaresU[at] += awayU * (x - meanU[at]);
    squaresV[at] += awayV * leftV;
    products[at] += awayU * leftV;
    if (speed > maxSpeed[at]) maxSpeed[at] = speed;
  }
}
