import { badFile, checkSize, type FlowField, isKnown, newField, setMotion } from "./flow-field";
import { npyHeader } from "./npy-header";

/**
 * NumPy's `.npy` (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): "\x93NUMPY", the format's
 * version, the length of the header, the header (a Python dictionary, padded with spaces to a multiple of 64 bytes from
 * the start of the file), then the values.
 *
 * Written: version 1.0, little-endian float32 of shape (height, width, 2), unknown motions as NaN. Read: float32 and
 * float64 of that shape or of (2, height, width).
 */
const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59];
/** No header of a field is near this long; a longer one is no reason to read on. */
export const LONGEST_NPY_HEADER = 4096;

interface Layout {
  readonly width: number;
  readonly height: number;
  /** Offset of the first value. */
  readonly start: number;
  readonly valueBytes: 4 | 8;
  /** Values from u of a pixel to u of the next one, and to its v. */
  readonly pixelStride: number;
  readonly componentStride: number;
}

/** @param fileBytes length of the whole file, which has to be what the header promises */
export function readNpyHeader(head: Uint8Array, fileBytes: number): Layout {
  if (MAGIC.some((byte, k) => head[k] !== byte) || head.length < 12) {
    throw badFile("a .npy file starts with \\x93NUMPY");
  }
  const view = viewOf(head);
  const isOld = head[6] === 1;
  if (!isOld && head[6] !== 2 && head[6] !== 3) throw badFile(`version ${head[6]} of .npy is unknown`);
  const textStart = isOld ? 10 : 12;
  const start = textStart + (isOld ? view.getUint16(8, true) : view.getUint32(8, true));
  if (start > Math.min(fileBytes, LONGEST_NPY_HEADER) || start > head.length) {
    throw badFile("its header is longer than the file, or damaged");
  }
  const text = Buffer.from(head.subarray(textStart, start)).toString("latin1");
  const type = /'descr'\s*:\s*'([^']*)'/.exec(text)?.[1];
  const order = /'fortran_order'\s*:\s*(True|False)/.exec(text)?.[1];
  const shape = /'shape'\s*:\s*\(([^)]*)\)/.exec(text)?.[1];
  if (type === undefined || order === undefined || shape === undefined) {
    throw badFile("its header does not state type, order and shape");
  }
  if (order === "True") {
    throw badFile(
      "its values are in Fortran order; save numpy.ascontiguousarray(flow), which is in C order, instead",
    );
  }
  if (type !== "<f4" && type !== "<f8") {
    throw badFile(
      `its values have the type ${printable(type)}; save them as little-endian float32 or float64`,
    );
  }
  return layoutOf(shape, type === "<f4" ? 4 : 8, start, fileBytes);
}

function layoutOf(shape: string, valueBytes: 4 | 8, start: number, fileBytes: number): Layout {
  const sizes = shape
    .split(",")
    .map((size) => size.trim())
    .filter((size) => size !== "")
    .map((size) => (/^\d{1,15}$/.test(size) ? Number(size) : Number.NaN));
  const [a, b, c] = sizes;
  const isPixelMajor = sizes.length === 3 && c === 2;
  if (!isPixelMajor && !(sizes.length === 3 && a === 2)) {
    throw badFile(
      `its shape is (${printable(shape)}), where (height, width, 2) or (2, height, width) is needed`,
    );
  }
  const [height, width] = isPixelMajor ? [a, b] : [b, c];
  checkSize(width, height);
  const expected = start + 2 * width * height * valueBytes;
  if (fileBytes !== expected) {
    throw badFile(`${width} x ${height} motions take ${expected} bytes, but the file has ${fileBytes}`);
  }
  return {
    ...{ width, height, start, valueBytes },
    pixelStride: isPixelMajor ? 2 : 1,
    componentStride: isPixelMajor ? 1 : width * height,
  };
}

export function decodeNpy(bytes: Uint8Array): FlowField {
  const layout = readNpyHeader(bytes, bytes.length);
  const { width, height, start, valueBytes, pixelStride, componentStride } = layout;
  const field = newField(width, height);
  const view = viewOf(bytes);
  const value =
    valueBytes === 4
      ? (index: number) => view.getFloat32(start + 4 * index, true)
      : (index: number) => view.getFloat64(start + 8 * index, true);
  for (let pixel = 0; pixel < width * height; pixel++) {
    const at = pixel * pixelStride;
    setMotion(field, pixel, value(at), value(at + componentStride));
  }
  return field;
}

export function encodeNpy({ width, height, u, v }: FlowField): Uint8Array {
  const header = npyHeader("<f4", [height, width, 2]);
  const bytes = new Uint8Array(header.length + 8 * width * height);
  bytes.set(header);
  const view = viewOf(bytes);
  for (let pixel = 0, at = header.length; pixel < width * height; pixel++, at += 8) {
    const known = isKnown(u[pixel], v[pixel]);
    view.setFloat32(at, known ? u[pixel] : Number.NaN, true);
    view.setFloat32(at + 4, known ? v[pixel] : Number.NaN, true);
  }
  return bytes;
}

/** A stretch of a file's header for a message: one short line, whatever is in it. */
function printable(text: string): string {
  return text.replace(/[^\x20-\x7e]/g, "?").slice(0, 60);
}

function viewOf(bytes: Uint8Array): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
}
