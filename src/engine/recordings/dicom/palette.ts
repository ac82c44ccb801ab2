import { failure } from "../../../shared/errors";
import { DamagedFile } from "../paged/random-file";
import type { DataSet } from "./data-set";
import { TAG, unsigned } from "./tags";

/** Colours of numbers: 8 bits each of red, green and blue, one after the other. */
export interface Palette {
  /** The number of the first colour; smaller ones have it too, and larger ones than the last one have the last one. */
  readonly first: number;
  readonly colours: Uint8Array;
}

const TABLES = [
  { descriptor: TAG.redDescriptor, data: TAG.red },
  { descriptor: TAG.greenDescriptor, data: TAG.green },
  { descriptor: TAG.blueDescriptor, data: TAG.blue },
];

/** Reads the tables of a palette (PS3.3, C.7.6.3.1.5). Of entries of 16 bits the upper 8 are taken, unless all are below 256. */
export function readPalette(set: DataSet): Palette {
  const count = unsigned(set, TAG.redDescriptor, 0) || 65_536;
  const first = unsigned(set, TAG.redDescriptor, 1) ?? 0;
  const colours = new Uint8Array(3 * count);
  for (const [channel, { descriptor, data }] of TABLES.entries()) {
    const element = set.get(data);
    const bits = unsigned(set, descriptor, 2);
    if (!element) throw failure("recordingSamples", "DICOM", "a palette in segments");
    const { value, littleEndian } = element;
    // Some write entries of 8 bits that take 16 each.
    const bytes = bits === 8 && value.length < 2 * count ? 1 : 2;
    if (value.length < bytes * count) throw new DamagedFile("The palette is too short.");
    const view = new DataView(value.buffer, value.byteOffset, value.length);
    const entries = Array.from({ length: count }, (_, k) =>
      bytes === 1 ? view.getUint8(k) : view.getUint16(2 * k, littleEndian),
    );
    const shift = bytes === 2 && entries.some((entry) => entry > 255) ? 8 : 0;
    for (const [k, entry] of entries.entries()) colours[3 * k + channel] = entry >> shift;
  }
  return { first, colours };
}
