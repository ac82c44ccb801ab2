import type { FrameFormat } from "./folder-series";
import type { SampledField } from "./sampled-field";
import { arraysOf, type SeriesPlan } from "./series-writer";

/** Types of values and classes of arrays (MAT-File Format, tables 1-1 and 1-3). */
const TYPES = { int8: 1, uint8: 2, int32: 5, uint32: 6, single: 7, double: 9, matrix: 14 } as const;
const CLASSES = { char: 4, double: 6, single: 7, uint8: 9 } as const;
/** Of an array's flags, the one of truth values. */
const LOGICAL = 1 << 9;
const UTF16 = 17;
const HEADER_BYTES = 128;
const TEXT_BYTES = 116;

/**
 * MATLAB's MAT-file, level 5, not compressed (MathWorks, MAT-File Format): u, v, reliability (and vorticity, divergence) as single, valid as
 * logical, all rows x columns with row 1 at the top of the picture; x and y of the same size as double; frame, to, time, dt; about, a text.
 */
export const MAT_FORMAT: FrameFormat = { ending: ".mat", encode: encodeMat };

function encodeMat(field: SampledField, { grid, about }: SeriesPlan): Uint8Array {
  const [rows, columns] = [grid.rows.length, grid.columns.length];
  const size = [rows, columns] as const;
  const singles = Object.entries(arraysOf(field)).map(([name, values]) =>
    matrix(name, CLASSES.single, 0, size, TYPES.single, bytesOf(byColumns(values, size))),
  );
  const place = (name: string, axis: 0 | 1): Buffer => {
    const values = new Float64Array(rows * columns);
    for (let column = 0, at = 0; column < columns; column++) {
      for (let row = 0; row < rows; row++) values[at++] = grid.places.at(column, row)[axis];
    }
    return matrix(name, CLASSES.double, 0, size, TYPES.double, bytesOf(values));
  };
  const valid = byColumns(field.valid, size);
  return Buffer.concat([
    fileHeader(),
    ...singles,
    matrix("valid", CLASSES.uint8, LOGICAL, size, TYPES.uint8, valid),
    place("x", 0),
    place("y", 1),
    ...(["frame", "to", "time", "dt"] as const).map((name) => scalar(name, field[name])),
    text("about", JSON.stringify(about)),
  ]);
}

function fileHeader(): Buffer {
  const header = Buffer.alloc(HEADER_BYTES);
  header.write("MATLAB 5.0 MAT-file, written by Kinoflow".padEnd(TEXT_BYTES), 0, "latin1");
  header.writeUInt16LE(0x0100, 124);
  header.write("IM", 126, "latin1");
  return header;
}

function matrix(
  name: string,
  arrayClass: number,
  flags: number,
  size: readonly [rows: number, columns: number],
  type: number,
  values: Uint8Array,
): Buffer {
  const flagWords = Buffer.alloc(8);
  flagWords.writeUInt32LE(arrayClass | flags, 0);
  const sizes = Buffer.alloc(8);
  sizes.writeInt32LE(size[0], 0);
  sizes.writeInt32LE(size[1], 4);
  const content = Buffer.concat([
    element(TYPES.uint32, flagWords),
    element(TYPES.int32, sizes),
    element(TYPES.int8, Buffer.from(name, "latin1")),
    element(type, values),
  ]);
  return element(TYPES.matrix, content);
}

function scalar(name: string, value: number): Buffer {
  return matrix(name, CLASSES.double, 0, [1, 1], TYPES.double, bytesOf(Float64Array.of(value)));
}

function text(name: string, value: string): Buffer {
  const codes = Buffer.from(value, "utf16le");
  return matrix(name, CLASSES.char, 0, [1, codes.length / 2], UTF16, codes);
}

/** A data element: its type and length, and its content up to a multiple of 8 bytes. */
function element(type: number, content: Uint8Array): Buffer {
  const whole = Buffer.alloc(8 + Math.ceil(content.length / 8) * 8);
  whole.writeUInt32LE(type, 0);
  whole.writeUInt32LE(content.length, 4);
  whole.set(content, 8);
  return whole;
}

/** Values by rows, in the order of columns. */
function byColumns<T extends Float32Array | Uint8Array>(
  values: T,
  [rows, columns]: readonly [rows: number, columns: number],
): T {
  const turned = values.slice() as T;
  for (let column = 0, at = 0; column < columns; column++) {
    for (let row = 0; row < rows; row++) turned[at++] = values[row * columns + column];
  }
  return turned;
}

function bytesOf({ buffer, byteOffset, byteLength }: Float32Array | Float64Array): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}
