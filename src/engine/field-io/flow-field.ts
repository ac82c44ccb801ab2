import { KinoflowError } from "../../shared/errors";

/**
 * A flow field as files hold it: row-major, in pixels from the first frame to the second, x right, y down. Both
 * components of a pixel whose flow is unknown are NaN.
 */
export interface FlowField {
  readonly width: number;
  readonly height: number;
  readonly u: Float32Array;
  readonly v: Float32Array;
}

/** Larger pictures and fields are refused before memory is taken for them: their headers are wrong, or no frame's. */
export const MAX_PIXELS = 100_000_000;

/** Components beyond this, and those that are no number, mean "unknown" (Middlebury's convention). */
const UNKNOWN_ABOVE = 1e9;

/** A field without values yet. */
export function newField(width: number, height: number): FlowField {
  const pixels = width * height;
  return { width, height, u: new Float32Array(pixels), v: new Float32Array(pixels) };
}

/** True when these two components are a motion, and no mark of an unknown one. */
export function isKnown(u: number, v: number): boolean {
  // Comparisons with NaN are false.
  return Math.abs(u) <= UNKNOWN_ABOVE && Math.abs(v) <= UNKNOWN_ABOVE;
}

/** Stores a motion read from a file. */
export function setMotion(field: FlowField, pixel: number, u: number, v: number): void {
  const known = isKnown(u, v);
  field.u[pixel] = known ? u : Number.NaN;
  field.v[pixel] = known ? v : Number.NaN;
}

/** @throws KinoflowError when no picture has this size */
export function checkSize(width: number, height: number): void {
  if (!(width >= 1 && height >= 1 && width * height <= MAX_PIXELS)) {
    throw badFile(
      `it states a size of ${width} x ${height}, but sizes from 1 x 1 to ${MAX_PIXELS / 1e6} megapixels can be read`,
    );
  }
}

/** The error for a file that is not what its name says; `what` completes "This is no flow field: ". */
export function badFile(what: string): KinoflowError {
  return new KinoflowError("file-unreadable", `This is no flow field that Kinoflow can read: ${what}.`);
}
