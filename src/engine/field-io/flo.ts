import { badFile, checkSize, type FlowField, isKnown, newField, setMotion } from "./flow-field";

/**
 * Middlebury's `.flo` (Baker et al. 2011, https://vision.middlebury.edu/flow/code/flow-code/README.txt): the float32
 * 202021.25, whose bytes read "PIEH", width and height as int32, then u and v of every pixel as float32, row by row,
 * all little-endian. Values beyond 1e9 are unknown motions.
 */
const MAGIC = 202021.25;
const HEADER_BYTES = 12;
const UNKNOWN = 1e10;

/** @param fileBytes length of the whole file, which has to be what the header promises */
export function readFloHeader(
  head: Uint8Array,
  fileBytes: number,
): { readonly width: number; readonly height: number } {
  if (head.length < HEADER_BYTES) throw badFile("the file is shorter than the header of a .flo file");
  const view = viewOf(head);
  if (view.getFloat32(0, true) !== MAGIC) throw badFile('a .flo file starts with the letters "PIEH"');
  const width = view.getInt32(4, true);
  const height = view.getInt32(8, true);
  checkSize(width, height);
  const expected = HEADER_BYTES + 8 * width * height;
  if (fileBytes !== expected) {
    throw badFile(`${width} x ${height} motions take ${expected} bytes, but the file has ${fileBytes}`);
  }
  return { width, height };
}

export function decodeFlo(bytes: Uint8Array): FlowField {
  const { width, height } = readFloHeader(bytes, bytes.length);
  const field = newField(width, height);
  const view = viewOf(bytes);
  for (let pixel = 0, at = HEADER_BYTES; pixel < width * height; pixel++, at += 8) {
    setMotion(field, pixel, view.getFloat32(at, true), view.getFloat32(at + 4, true));
  }
  return field;
}

export function encodeFlo({ width, height, u, v }: FlowField): Uint8Array {
  const bytes = new Uint8Array(HEADER_BYTES + 8 * width * height);
  const view = viewOf(bytes);
  view.setFloat32(0, MAGIC, true);
  view.setInt32(4, width, true);
  view.setInt32(8, height, true);
  for (let pixel = 0, at = HEADER_BYTES; pixel < width * height; pixel++, at += 8) {
    const known = isKnown(u[pixel], v[pixel]);
    view.setFloat32(at, known ? u[pixel] : UNKNOWN, true);
    view.setFloat32(at + 4, known ? v[pixel] : UNKNOWN, true);
  }
  return bytes;
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
