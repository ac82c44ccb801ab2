import { failure } from "../../../shared/errors";

const CLEAR = 256;
const END = 257;
const FIRST_FREE = 258;
const MOST_CODES = 4096;

/**
 * Unpacks LZW as in section 13 of TIFF 6.0 (codes from the highest bit on, one bit longer one code early), and as some programs wrote
 * it before: codes from the lowest bit on, not early, told by its first two bytes.
 *
 * A code stands for bytes that were there before: those of the code before it, and one more. These lie in the output already, so a
 * table of places and lengths is all that is kept.
 *
 * @returns bytes that were unpacked, at most as many as `output` holds
 * @throws KinoflowError "tiffDamaged" for a code that cannot be there
 */
export function unpackLzw(packed: Uint8Array, output: Uint8Array): number {
  const lowestFirst = packed.length > 1 && packed[0] === 0 && (packed[1] & 1) === 1;
  const late = lowestFirst ? 0 : 1;
  const places = new Int32Array(MOST_CODES);
  const lengths = new Int32Array(MOST_CODES);
  let next = FIRST_FREE;
  let width = 9;
  let previousPlace = -1;
  let previousLength = 0;
  let held = 0;
  let heldBits = 0;
  let at = 0;
  let done = 0;
  while (done < output.length) {
    while (heldBits < width) {
      if (at >= packed.length) return done;
      held = lowestFirst ? held | (packed[at++] << heldBits) : ((held << 8) | packed[at++]) & 0xffffff;
      heldBits += 8;
    }
    heldBits -= width;
    const mask = (1 << width) - 1;
    const code = lowestFirst ? held & mask : (held >> heldBits) & mask;
    if (lowestFirst) held >>>= width;
    if (code === END) return done;
    if (code === CLEAR) {
      next = FIRST_FREE;
      width = 9;
      previousPlace = -1;
      continue;
    }
    if (previousPlace >= 0 && next < MOST_CODES) {
      places[next] = previousPlace;
      lengths[next++] = previousLength + 1;
      if (next + late === 1 << width && width < 12) width++;
    }
    const start = done;
    if (code < CLEAR) {
      output[done++] = code;
    } else {
      if (code >= next) throw failure("tiffDamaged");
      const place = places[code];
      const end = Math.min(place + lengths[code], place + output.length - done);
      // The bytes of a code may end with the one that is being written.
      for (let from = place; from < end; from++) output[done++] = output[from];
    }
    previousPlace = start;
    previousLength = done - start;
  }
  return done;
}
