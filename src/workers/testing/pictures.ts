import type { LumaSamples } from "../../shared/luma-samples";
import type { FlowPlanes, ImagePair, KernelContext, LucasKanade } from "../kernel/method";

/** Repeatable random numbers from 0 to 1 (exclusive): mulberry32 by T. Ettinger. */
export function randomNumbers(seed: number): () => number {
  let state = seed | 0;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 4294967296;
  };
}

/** The kinds of byte pictures on which implementations have to agree. */
export const BYTE_PICTURES = [
  "random",
  "flat",
  "saturated",
  "ramp",
  "half flat",
  "one dot",
  "checkerboard",
] as const;
export type BytePicture = (typeof BYTE_PICTURES)[number];

/** Two images of samples as movies and recordings have them. */
export interface LumaPair extends ImagePair {
  readonly first: LumaSamples;
  readonly second: LumaSamples;
}

/** Two images of 8-bit grey levels. */
export interface BytePair extends LumaPair {
  readonly first: Uint8Array;
  readonly second: Uint8Array;
}

/** A pair of byte pictures of one kind. */
export function bytePair(kind: BytePicture, width: number, height: number, seed: number): BytePair {
  const random = randomNumbers(seed);
  const level = Math.floor(random() * 256);
  const slope = 1 + Math.floor(random() * 3);
  const sample = (x: number, y: number): number => {
    switch (kind) {
      case "random":
        return random() * 256;
      case "flat":
        return level;
      case "saturated":
        return random() < 0.5 ? 0 : 255;
      case "ramp":
        // Gradients of one direction only: every determinant is 0.
        return (x + slope * y) % 256;
      case "half flat":
        return 2 * x < width ? level : random() * 256;
      case "one dot":
        return x === width >> 1 && y === height >> 1 ? 255 : 0;
      case "checkerboard":
        // The steepest gradients there are, of fields of two pixels; the second picture is not that of the first.
        return ((x >> 1) + (y >> 1) + (random() < 0.1 ? 1 : 0)) % 2 === 0 ? 0 : 255;
    }
  };
  const plane = () =>
    Uint8Array.from({ length: width * height }, (_, i) => sample(i % width, Math.floor(i / width)));
  return { width, height, first: plane(), second: plane() };
}

/** A pair of random pictures of reals from 0 to 1. */
export function realPair(width: number, height: number, seed: number): ImagePair {
  const random = randomNumbers(seed);
  const plane = () => Float64Array.from({ length: width * height }, random);
  return { width, height, first: plane(), second: plane() };
}

/** Runs an implementation to its end, into a new field of doubles that held something else before. */
export function flowOf(
  method: LucasKanade,
  pair: ImagePair,
  windowRadius: number,
): FlowPlanes & { readonly u: Float64Array; readonly v: Float64Array } {
  const pixels = pair.width * pair.height;
  const field = { u: new Float64Array(pixels).fill(9), v: new Float64Array(pixels).fill(9) };
  method(pair, windowRadius, field, undisturbed);
  return field;
}

/** Lets an implementation run to its end. */
export const undisturbed: KernelContext = { throwIfCancelled: () => undefined, holdsMost: () => undefined };
