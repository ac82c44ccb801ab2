import { readFileSync } from "node:fs";

/** An array as NumPy saved it: values in row-major order. */
export interface NpyArray {
  readonly shape: readonly number[];
  readonly data: Uint8Array | Float64Array;
}

/** Reads a .npy file (format 1.0, NumPy's `numpy.lib.format`) of uint8 or little-endian float64 in C order. */
export function readNpy(path: string): NpyArray {
  const file = readFileSync(path);
  if (file.toString("latin1", 0, 8) !== "\x93NUMPY\x01\x00") {
    throw new Error(`${path} is no .npy file of format 1.0.`);
  }
  const start = 10 + file.readUInt16LE(8);
  const header = file.toString("latin1", 10, start);
  const [, kind, fortran, sizes] =
    /'descr': '([^']+)', 'fortran_order': (\w+), 'shape': \(([^)]*)\)/.exec(header) ?? [];
  if (fortran !== "False" || sizes === undefined) {
    throw new Error(`${path} has a header that this reader does not know: ${header}`);
  }
  const shape = sizes
    .split(",")
    .filter((size) => size.trim() !== "")
    .map(Number);
  const length = shape.reduce((product, size) => product * size, 1);
  // Copied: the values may start at any byte of the file, an array of doubles may not.
  const bytes = Uint8Array.from(file.subarray(start));
  const data = kind === "|u1" ? bytes : kind === "<f8" ? new Float64Array(bytes.buffer) : null;
  if (data?.length !== length) {
    throw new Error(`${path} holds something else than ${length} values of uint8 or float64: ${header}`);
  }
  return { shape, data };
}
