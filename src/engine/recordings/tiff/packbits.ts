/**
 * Unpacks PackBits (section 9 of TIFF 6.0).
 * @returns bytes that were unpacked, at most as many as `output` holds
 */
export function unpackPackBits(packed: Uint8Array, output: Uint8Array): number {
  let at = 0;
  let done = 0;
  while (at < packed.length && done < output.length) {
    const head = packed[at++];
    if (head === 128) continue;
    if (head < 128) {
      const count = Math.min(head + 1, packed.length - at, output.length - done);
      output.set(packed.subarray(at, at + count), done);
      at += head + 1;
      done += count;
    } else {
      if (at >= packed.length) break;
      const count = Math.min(257 - head, output.length - done);
      output.fill(packed[at++], done, done + count);
      done += count;
    }
  }
  return done;
}
