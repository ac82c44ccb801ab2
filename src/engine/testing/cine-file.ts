export interface CineFileOptions {
  readonly width: number;
  readonly height: number;
  readonly bits: number;
  /** Pictures with their first row at the top, two bytes a sample above 8 bits. */
  readonly frames: readonly Uint8Array[];
  readonly framesPerSecond: number;
}

/** A recording of a Phantom camera (Vision Research, "Cine file format"), uncompressed. */
export function cineFile({ width, height, bits, frames, framesPerSecond }: CineFileOptions): Buffer {
  const sampleBytes = bits > 8 ? 2 : 1;
  const setupBytes = 0x1e00;
  const [headerBytes, pictureHeaderBytes] = [44, 40];
  const header = Buffer.alloc(headerBytes);
  header.write("CI", "latin1");
  header.writeUInt16LE(headerBytes, 2);
  header.writeUInt16LE(1, 6);
  header.writeUInt32LE(frames.length, 12);
  header.writeUInt32LE(frames.length, 20);
  const list = headerBytes + pictureHeaderBytes + setupBytes;
  header.writeUInt32LE(headerBytes, 24);
  header.writeUInt32LE(headerBytes + pictureHeaderBytes, 28);
  header.writeUInt32LE(list, 32);

  const picture = Buffer.alloc(pictureHeaderBytes);
  const fields = [40, width, height, 0, 0, width * height * sampleBytes, 10_000, 10_000, 0, 2 ** bits];
  for (const [k, value] of fields.entries()) picture.writeUInt32LE(value, 4 * k);
  picture.writeUInt16LE(1, 12);
  picture.writeUInt16LE(8 * sampleBytes, 14);

  const setup = Buffer.alloc(setupBytes);
  setup.writeUInt16LE(Math.min(framesPerSecond, 65_535), 0);
  setup.write("ST", 0x8c, "latin1");
  setup.writeUInt16LE(setupBytes, 0x8e);
  setup.writeUInt32LE(framesPerSecond, 0x300);
  setup.writeUInt32LE(bits, 0x380);

  const rowBytes = width * sampleBytes;
  const bodies = frames.map((frame) => {
    const body = Buffer.alloc(8 + frame.length);
    body.writeUInt32LE(8, 0);
    body.writeUInt32LE(frame.length, 4);
    // The lowest row comes first.
    for (let y = 0; y < height; y++) {
      body.set(frame.subarray(y * rowBytes, (y + 1) * rowBytes), 8 + (height - 1 - y) * rowBytes);
    }
    return body;
  });
  const offsets = Buffer.alloc(8 * frames.length);
  let at = list + offsets.length;
  for (const [k, { length }] of bodies.entries()) {
    offsets.writeBigInt64LE(BigInt(at), 8 * k);
    at += length;
  }
  return Buffer.concat([header, picture, setup, offsets, ...bodies]);
}
