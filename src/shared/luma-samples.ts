/** The grey values of a frame that flow is computed of, row by row without padding: bytes, or numbers of 16 bits. */
export type LumaSamples = Uint8Array | Uint16Array;
