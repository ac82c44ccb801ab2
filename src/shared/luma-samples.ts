/** The grey values of a frame that flow is computed of, row by row without padding: bytes, or numbers of 16 bits. */
export type LumaSamples = Uint8Array | Uint16Array;

/** The same with 8 bits a value: those of 16 are rounded. */
export function eightBitLuma(samples: LumaSamples): Uint8Array {
  return samples instanceof Uint8Array
    ? samples
    : Uint8Array.from(samples, (value) => Math.round(value / 257));
}
