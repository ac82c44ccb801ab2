import { type BytePair, type LumaPair, randomNumbers } from "./pictures";

/** Two images of samples of 16 bits. */
export interface DeepPair extends LumaPair {
  readonly first: Uint16Array;
  readonly second: Uint16Array;
}

/** Whatever else is known of a pair stays. */
type Deep<P> = Omit<P, "first" | "second"> & DeepPair;

/** A pair with more bits a sample: each level becomes one of those between it and the next one, at random. */
export function deepened<P extends BytePair>(pair: P, bits: number, seed: number): Deep<P> {
  const random = randomNumbers(seed);
  const steps = 2 ** (bits - 8);
  const deep = (frame: Uint8Array): Uint16Array =>
    Uint16Array.from(frame, (level) => level * steps + Math.floor(steps * random()));
  return { ...pair, first: deep(pair.first), second: deep(pair.second) };
}

/** The pair a I + b. */
export function rescaled<P extends LumaPair>(pair: P, gain: number, offset: number): Deep<P> {
  const change = (frame: P["first"]): Uint16Array => {
    const out = Uint16Array.from(frame, (sample) => gain * sample + offset);
    if (out.some((sample, at) => sample !== gain * frame[at] + offset)) throw new Error("Levels are lost.");
    return out;
  };
  return { ...pair, first: change(pair.first), second: change(pair.second) };
}
