import { DamagedFile } from "../paged/random-file";

/** What the first marker of a JPEG 2000 codestream says (ITU-T T.800, A.5.1). */
export interface Jpeg2000Header {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly precision: number;
  readonly signed: boolean;
}

/** True for the first bytes of a codestream. */
export function isJpeg2000(bytes: Uint8Array): boolean {
  return bytes[0] === 0xff && bytes[1] === 0x4f && bytes[2] === 0xff && bytes[3] === 0x51;
}

/** @throws DamagedFile where it is none */
export function readJpeg2000Header(bytes: Uint8Array): Jpeg2000Header {
  if (!isJpeg2000(bytes) || bytes.length < 43) throw new DamagedFile("No JPEG 2000 picture begins here.");
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const [right, bottom, left, top] = [8, 12, 16, 20].map((at) => view.getUint32(at));
  const depth = view.getUint8(42);
  return {
    ...{ width: right - left, height: bottom - top, components: view.getUint16(40) },
    ...{ precision: (depth & 0x7f) + 1, signed: depth >= 0x80 },
  };
}
