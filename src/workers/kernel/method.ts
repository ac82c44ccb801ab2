import { KinoflowError } from "../../shared/errors";
import { WINDOW_RADIUS } from "../../shared/flow";
import type { LumaSamples } from "../../shared/luma-samples";

/**
 * The seam between the worker and the implementations of Lucas-Kanade: every implementation is one
 * function of type {@link LucasKanade}, and nobody but `methods.ts` knows which ones there are.
 *
 * The algorithm (B. D. Lucas and T. Kanade, "An iterative image registration technique with an
 * application to stereo vision", IJCAI 1981; one linearisation at one scale):
 *
 *     Ix = (first[y, x+1] - first[y, x-1]) / 2      Iy = (first[y+1, x] - first[y-1, x]) / 2
 *     It =  first[y, x]   - second[y, x]            all three 0 on the border of one pixel
 *
 *     Sxx, Syy, Sxy, Sxt, Syt = sums of Ix*Ix, Iy*Iy, Ix*Iy, Ix*It, Iy*It over the window
 *     det = Sxx*Syy - Sxy*Sxy
 *     u   = (Syy*Sxt - Sxy*Syt) / det      v = (Sxx*Syt - Sxy*Sxt) / det      both 0 where det is 0
 *
 * It is first minus second, so (u, v) is the displacement from the first image to the second one, in
 * pixels: x right, y down.
 */

/** The samples of an image, row by row without padding. Movies give bytes, cameras numbers of 16 bits; other sources may give reals. */
export type Plane = LumaSamples | Float64Array;

/** Two images of one size. */
export interface ImagePair {
  readonly width: number;
  readonly height: number;
  readonly first: Plane;
  readonly second: Plane;
}

/** Where the flow goes: width * height values each, row by row, in px/frame, x right and y down. */
export interface FlowPlanes {
  readonly u: Float32Array | Float64Array;
  readonly v: Float32Array | Float64Array;
}

/** What an implementation holds at one time besides its inputs and its output, in bytes. */
export interface HeldMemory {
  /** Memory of typed arrays. */
  readonly buffers: number;
  /** Memory of ordinary arrays, counted at eight bytes a number. */
  readonly lists: number;
}

/** What an implementation asks of the one who runs it. */
export interface KernelContext {
  /** Throws when the work has been cancelled. Called at least once for every row of pixels. */
  throwIfCancelled(): void;
  /** Called once, at the moment when the implementation holds the most memory. */
  holdsMost(memory: HeldMemory): void;
}

/**
 * Computes the flow of a pair for windows of (2 * windowRadius + 1)^2 pixels. Writes every value of the
 * field: rows windowRadius + 1 .. height - 2 - windowRadius and the like columns get the flow, all others
 * (and all of a picture smaller than the window) get 0. After a cancellation the field holds anything.
 */
export type LucasKanade = (
  pair: ImagePair,
  windowRadius: number,
  field: FlowPlanes,
  context: KernelContext,
) => void;

/** The pixels where the window and the derivatives fit into the picture; `right` and `bottom` are exclusive. */
export interface ValidRegion {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** Null when the picture is smaller than the window with its border. */
export function validRegion(width: number, height: number, windowRadius: number): ValidRegion | null {
  const margin = windowRadius + 1;
  return width > 2 * margin && height > 2 * margin
    ? { left: margin, top: margin, right: width - margin, bottom: height - margin }
    : null;
}

/** Throws `invalid-argument` with one clear sentence unless an implementation can work on these. */
export function checkArguments(pair: ImagePair, windowRadius: number, field: FlowPlanes): void {
  const { width, height, first, second } = pair;
  if (!isSize(width) || !isSize(height)) {
    throw invalid(`A picture's width and height must be whole numbers above 0, not ${width} x ${height}.`);
  }
  const { min, max } = WINDOW_RADIUS;
  if (!Number.isInteger(windowRadius) || windowRadius < min || windowRadius > max) {
    throw invalid(`The window radius must be a whole number from ${min} to ${max}, not ${windowRadius}.`);
  }
  const pixels = width * height;
  if (first.length !== pixels || second.length !== pixels) {
    throw invalid(
      `The two pictures must have the same size: ${width} x ${height} means ${pixels} samples, ` +
        `but there are ${first.length} and ${second.length}.`,
    );
  }
  if (field.u.length !== pixels || field.v.length !== pixels) {
    throw invalid(
      `The flow field must have the size of the pictures: ${width} x ${height} means ${pixels} values ` +
        `of u and of v, but there is room for ${field.u.length} and ${field.v.length}.`,
    );
  }
}

function isSize(value: number): boolean {
  return Number.isSafeInteger(value) && value > 0;
}

function invalid(message: string): KinoflowError {
  return new KinoflowError("invalid-argument", message);
}
