/** NumPy's types of what is written: float32, float64, uint32, int32 (little-endian), bytes and truth values of a byte. */
export type NpyType = "<f4" | "<f8" | "<u4" | "<i4" | "|u1" | "|b1" | `<U${number}`;

/** Where values begin in a `.npy` file, and arrays in a `.npz`, a multiple of this: programs that map the file want aligned values. */
export const NPY_ALIGNMENT = 64;

/**
 * The beginning of a `.npy` file, version 1.0, up to its values
 * (https://numpy.org/doc/stable/reference/generated/numpy.lib.format.html): "\x93NUMPY", the version, the length of the dictionary, and the
 * dictionary, padded with spaces.
 *
 * @param shape slowest dimension first; no dimension for a single value
 */
export function npyHeader(type: NpyType, shape: readonly number[]): Buffer {
  const sizes = shape.length === 1 ? `${shape[0]},` : shape.join(", ");
  const dictionary = `{'descr': '${type}', 'fortran_order': False, 'shape': (${sizes}), }`;
  // 10 bytes before the dictionary, and a line feed after its padding.
  const length = Math.ceil((10 + dictionary.length + 1) / NPY_ALIGNMENT) * NPY_ALIGNMENT;
  const header = Buffer.alloc(length, " ");
  header.write("\x93NUMPY\x01\x00", 0, "latin1");
  header.writeUInt16LE(length - 10, 8);
  header.write(dictionary, 10, "latin1");
  header.write("\n", length - 1, "latin1");
  return header;
}

/** A text as an array without dimensions: its type, and its values. */
export function npyText(text: string): { readonly type: NpyType; readonly values: Uint8Array } {
  const points = [...text];
  const codes = Uint32Array.from(points, (character) => character.codePointAt(0) ?? 0);
  return { type: `<U${Math.max(points.length, 1)}`, values: new Uint8Array(codes.buffer) };
}
