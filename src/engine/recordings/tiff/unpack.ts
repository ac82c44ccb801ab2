import { inflate } from "node:zlib";
import { failure } from "../../../shared/errors";
import { unpackLzw } from "./lzw";
import { unpackPackBits } from "./packbits";
import { Compression } from "./tags";

/**
 * Unpacks a chunk. Deflate works in threads of its own.
 *
 * @param bytes that it must have
 * @param most bytes that it may have: what is beyond `bytes` is left out
 * @throws KinoflowError "tiffDamaged" where it has fewer, or cannot be unpacked
 */
export async function unpack(
  packed: Buffer,
  compression: number,
  bytes: number,
  most: number,
): Promise<Buffer> {
  switch (compression) {
    case Compression.none:
      return exactly(packed, bytes);
    case Compression.adobeDeflate:
    case Compression.deflate:
      return exactly(await inflated(packed, most), bytes);
    default: {
      const output = Buffer.allocUnsafe(bytes);
      const done = (compression === Compression.lzw ? unpackLzw : unpackPackBits)(packed, output);
      return exactly(output.subarray(0, done), bytes);
    }
  }
}

function exactly(found: Buffer, bytes: number): Buffer {
  if (found.length < bytes) throw failure("tiffDamaged");
  return found.subarray(0, bytes);
}

function inflated(packed: Buffer, most: number): Promise<Buffer> {
  // One piece of output, or each 16 kB of it would come through the main thread.
  const options = { maxOutputLength: most, chunkSize: Math.max(64, most) };
  return new Promise((resolve, reject) => {
    inflate(packed, options, (error, output) => {
      if (error) reject(failure("tiffDamaged"));
      else resolve(output);
    });
  });
}

/** Turns the bits of each byte round, in place. */
export function reverseBits(bytes: Uint8Array): void {
  for (let k = 0; k < bytes.length; k++) bytes[k] = REVERSED[bytes[k]];
}

const REVERSED = Uint8Array.from({ length: 256 }, (_, byte) => {
  let turned = 0;
  for (let bit = 0; bit < 8; bit++) turned |= ((byte >> bit) & 1) << (7 - bit);
  return turned;
});
