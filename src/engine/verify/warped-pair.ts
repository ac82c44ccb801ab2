import { setImmediate as immediate } from "node:timers/promises";
import { throwIfCancelled } from "../../shared/errors";
import type { LumaSamples } from "../../shared/luma-samples";
import { percentile } from "../../shared/percentile";
import type { KnownMotionKind } from "../../shared/verification";
import type { FrameSize } from "../../workers/protocol";
import { type FlowField, newField } from "../field-io/flow-field";
import { noiseOf } from "../flow/noise";
import { inverse, knownMotion } from "./known-motion";
import { SplinePicture } from "./spline";

/** A pair whose motion is known. */
export interface WarpedPair extends FrameSize {
  readonly first: LumaSamples;
  readonly second: LumaSamples;
  /** NaN where the motion leaves the frame. */
  readonly truth: FlowField;
  /** Standard deviation of the noise in both, in levels of the samples. */
  readonly noise: number;
}

/**
 * A frame, and the same frame moved by a known motion. What a camera's noise does is in both: as much noise as the frame has is added to
 * each, since what noise there is moves with the picture. The same frame gives the same pair.
 *
 * @param samples are copied before the first promise is waited for
 * @param motion its size is the root mean square of the displacements, px
 * @throws KinoflowError `cancelled`
 */
export async function warpedPair(
  samples: LumaSamples,
  size: FrameSize,
  motion: { readonly kind: KnownMotionKind; readonly size: number },
  signal?: AbortSignal,
): Promise<WarpedPair> {
  const breathe = async (): Promise<void> => {
    await immediate();
    throwIfCancelled(signal);
  };
  const { width, height } = size;
  const forward = knownMotion(motion.kind, motion.size, size);
  // The frame may go before the pair is there.
  const original = samples.slice();
  const noise = noiseIn(original, size);
  const random = randomNumbers(0x6b696e6f);
  const moved = await new SplinePicture(original, size).warped(inverse(forward), breathe);
  const truth = newField(width, height);
  const [a, b, c, d, e, f] = forward;
  for (let y = 0, k = 0; y < height; y++) {
    for (let x = 0; x < width; x++, k++) {
      const [toX, toY] = [a * x + b * y + c, d * x + e * y + f];
      const isSeen = toX >= 0 && toX <= width - 1 && toY >= 0 && toY <= height - 1;
      truth.u[k] = isSeen ? toX - x : Number.NaN;
      truth.v[k] = isSeen ? toY - y : Number.NaN;
    }
  }
  const first = developed(original, original, noise, random);
  await breathe();
  return { width, height, truth, noise, first, second: developed(moved, original, noise, random) };
}

/** Standard deviation of the noise of a frame, in levels of its samples; as {@link noiseOf}, which knows of bytes. */
function noiseIn(samples: LumaSamples, { width, height }: FrameSize): number {
  if (samples instanceof Uint8Array) return noiseOf(samples, width, height);
  if (width < 3 || height < 3) return 0;
  const responses = new Float32Array((width - 2) * (height - 2));
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const row = (i: number): number => samples[i - 1] - 2 * samples[i] + samples[i + 1];
      responses[count++] = Math.abs(row(at - width) - 2 * row(at) + row(at + width));
    }
  }
  // The median of |x| of a normal distribution; the mask's squared weights are 36 in all.
  return percentile(responses, count, 0.5) / (0.6745 * 6);
}

/** Levels with noise, as samples of the kind of `like`. */
function developed(
  levels: ArrayLike<number>,
  like: LumaSamples,
  noise: number,
  random: () => number,
): LumaSamples {
  const out = like instanceof Uint8Array ? new Uint8Array(like.length) : new Uint16Array(like.length);
  const most = like instanceof Uint8Array ? 255 : 65_535;
  for (let k = 0; k < out.length; k++) {
    const light = noise === 0 ? levels[k] : levels[k] + noise * normal(random);
    out[k] = Math.round(Math.min(Math.max(light, 0), most));
  }
  return out;
}

/** Normally distributed, mean 0, deviation 1 (Box and Muller). */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}

/** Repeatable numbers from 0 to 1 (exclusive): xorshift32 (G. Marsaglia, "Xorshift RNGs", 2003). The seed is not 0. */
function randomNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}
