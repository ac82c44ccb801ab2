import type { LumaSamples } from "../../../shared/luma-samples";
import type { BackgroundKind } from "../../../shared/preparation";
import type { WasmKernels } from "../wasm-kernels";

/** Steps of a grey level (of 256) in a plane of 16 bits, also in that of a background. */
export const STEPS_OF_LEVEL = 256;
/** What stays as bright as the background is neither black nor white where that is a mean: darker and brighter are told apart. */
export const MIDDLE_GREY = 128;

/**
 * Takes a frame into a background that is being made: sums of a mean, or the least values so far. The first frame finds
 * sums of 0, or values of {@link NOTHING_YET}.
 *
 * @param samples grey values, of 8 or of 16 bits
 */
export function addToBackground(kind: BackgroundKind, samples: LumaSamples, into: Uint32Array): void {
  // Of 16 bits all that is wanted is there; those of 8 bits get as many.
  const factor = samples instanceof Uint8Array ? STEPS_OF_LEVEL : 1;
  if (kind === "min") {
    for (let i = 0; i < samples.length; i++) {
      const value = samples[i] * factor;
      if (value < into[i]) into[i] = value;
    }
  } else {
    for (let i = 0; i < samples.length; i++) into[i] += samples[i] * factor;
  }
}

/** What a plane of least values has before the first frame. */
export const NOTHING_YET = 0xffff_ffff;

/** The background of `frames` frames, in steps of {@link STEPS_OF_LEVEL}; rounds the mean. */
export function finishBackground(kind: BackgroundKind, from: Uint32Array, frames: number): Uint16Array {
  if (kind === "min") return Uint16Array.from(from);
  const half = frames >> 1;
  return Uint16Array.from(from, (sum) => Math.floor((sum + half) / frames));
}

/**
 * Subtracts a background, in place: the minimum leaves what is brighter, from 0 on; the mean leaves differences around
 * {@link MIDDLE_GREY}.
 *
 * @param frame byte offset of a plane of grey levels
 * @param background byte offset of what `finishBackground` made
 */
export function subtractBackground(
  { call }: WasmKernels,
  frame: number,
  pixels: number,
  kind: BackgroundKind,
  background: number,
): void {
  call.subtractWords(frame, background, pixels, 1 / STEPS_OF_LEVEL, kind === "min" ? 0 : MIDDLE_GREY);
}
