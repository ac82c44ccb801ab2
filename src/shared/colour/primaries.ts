/** A linear map of three components, row by row. */
export type Matrix3 = readonly [number, number, number, number, number, number, number, number, number];

/** Chromaticities x, y of red, green and blue. White is D65 in all of them. */
type Chromaticities = readonly [number, number, number, number, number, number];

const BT709: Chromaticities = [0.64, 0.33, 0.3, 0.6, 0.15, 0.06];
const BT2020: Chromaticities = [0.708, 0.292, 0.17, 0.797, 0.131, 0.046];
const DISPLAY_P3: Chromaticities = [0.68, 0.32, 0.265, 0.69, 0.15, 0.06];
const WHITE = { x: 0.3127, y: 0.329 };

/**
 * The matrix from linear RGB with the given primaries (as ffmpeg names them) to linear RGB with those of BT.709. What is
 * not known is taken for BT.2020, for movies of high dynamic range have those (ITU-R BT.2100). For BT.2020 it is
 * the inverse of the matrix in ITU-R BT.2087.
 */
export function toBt709Primaries(primaries: string): Matrix3 {
  const from = primaries === "bt709" ? BT709 : primaries === "smpte432" ? DISPLAY_P3 : BT2020;
  return multiply(inverse(toXyz(BT709)), toXyz(from));
}

/** From linear RGB to CIE XYZ: the columns are the primaries, scaled so that their sum is white (SMPTE RP 177). */
function toXyz([rx, ry, gx, gy, bx, by]: Chromaticities): Matrix3 {
  const columns: Matrix3 = [
    ...([rx / ry, gx / gy, bx / by] as const),
    ...([1, 1, 1] as const),
    ...([(1 - rx - ry) / ry, (1 - gx - gy) / gy, (1 - bx - by) / by] as const),
  ];
  const [a, b, c, d, e, f, g, h, i] = inverse(columns);
  const [x, z] = [WHITE.x / WHITE.y, (1 - WHITE.x - WHITE.y) / WHITE.y];
  const [red, green, blue] = [a * x + b + c * z, d * x + e + f * z, g * x + h + i * z];
  return multiply(columns, [red, 0, 0, 0, green, 0, 0, 0, blue]);
}

function multiply(m: Matrix3, n: Matrix3): Matrix3 {
  const at = (row: number, column: number): number =>
    m[3 * row] * n[column] + m[3 * row + 1] * n[3 + column] + m[3 * row + 2] * n[6 + column];
  return [at(0, 0), at(0, 1), at(0, 2), at(1, 0), at(1, 1), at(1, 2), at(2, 0), at(2, 1), at(2, 2)];
}

function inverse([a, b, c, d, e, f, g, h, i]: Matrix3): Matrix3 {
  const determinant = a * (e * i - f * h) - b * (d * i - f * g) + c * (d * h - e * g);
  return [
    ...([
      (e * i - f * h) / determinant,
      (c * h - b * i) / determinant,
      (b * f - c * e) / determinant,
    ] as const),
    ...([
      (f * g - d * i) / determinant,
      (a * i - c * g) / determinant,
      (c * d - a * f) / determinant,
    ] as const),
    ...([
      (d * h - e * g) / determinant,
      (b * g - a * h) / determinant,
      (a * e - b * d) / determinant,
    ] as const),
  ];
}
