/** Maps (x, y) to (a x + b y + c, d x + e y + f). */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

export interface AffineOptions {
  /** Fixed point of all but the shift. */
  readonly centre: readonly [number, number];
  readonly degrees?: number;
  readonly zoom?: number;
  /** Pixels to the right for each pixel down. */
  readonly shear?: number;
  readonly shift?: readonly [number, number];
}

export function affine({
  centre: [x, y],
  degrees = 0,
  zoom = 1,
  shear = 0,
  shift = [0, 0],
}: AffineOptions): Affine {
  const angle = (degrees * Math.PI) / 180;
  const [a, d] = [zoom * Math.cos(angle), zoom * Math.sin(angle)];
  const [b, e] = [shear * a - d, shear * d + a];
  return [a, b, x - a * x - b * y + shift[0], d, e, y - d * x - e * y + shift[1]];
}

export function inverse([a, b, c, d, e, f]: Affine): Affine {
  const det = a * e - b * d;
  return [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det];
}

export function apply([a, b, c, d, e, f]: Affine, x: number, y: number): readonly [number, number] {
  return [a * x + b * y + c, d * x + e * y + f];
}
