import type { DataSet, DicomElement } from "./data-set";

/** Elements that a reader of loops wants (DICOM PS3.6). */
export const TAG = {
  transferSyntax: 0x00020010,
  displayRate: 0x00082144,
  cineRate: 0x00180040,
  frameTime: 0x00181063,
  frameTimeVector: 0x00181065,
  ultrasoundRegions: 0x00186011,
  regionFormat: 0x00186012,
  unitsX: 0x00186024,
  unitsY: 0x00186026,
  deltaX: 0x0018602c,
  deltaY: 0x0018602e,
  samplesPerPixel: 0x00280002,
  photometric: 0x00280004,
  planar: 0x00280006,
  frames: 0x00280008,
  framePointer: 0x00280009,
  rows: 0x00280010,
  columns: 0x00280011,
  pixelSpacing: 0x00280030,
  pixelAspect: 0x00280034,
  bitsAllocated: 0x00280100,
  bitsStored: 0x00280101,
  highBit: 0x00280102,
  representation: 0x00280103,
  redDescriptor: 0x00281101,
  greenDescriptor: 0x00281102,
  blueDescriptor: 0x00281103,
  red: 0x00281201,
  green: 0x00281202,
  blue: 0x00281203,
  pixelMeasures: 0x00289110,
  sharedGroups: 0x52009229,
  offsetTable: 0x7fe00001,
  floatPixels: 0x7fe00008,
  doublePixels: 0x7fe00009,
} as const;

export const WANTED: ReadonlySet<number> = new Set(Object.values(TAG));

/** A whole number of 16 bits (US, and SS read as one). Null where the element is not there. */
export function unsigned(set: DataSet, tag: number, index = 0): number | null {
  const element = set.get(tag);
  if (!element || element.value.length < 2 * index + 2) return null;
  return viewOf(element).getUint16(2 * index, element.littleEndian);
}

/** A float of 64 bits (FD). */
export function double(set: DataSet, tag: number): number | null {
  const element = set.get(tag);
  return element && element.value.length >= 8 ? viewOf(element).getFloat64(0, element.littleEndian) : null;
}

/** A text without the blanks and zeros that fill it up; empty where it is not there. */
export function text(set: DataSet, tag: number): string {
  const value = set.get(tag)?.value ?? new Uint8Array(0);
  return Buffer.from(value)
    .toString("latin1")
    .replace(/[\0 ]+$/, "")
    .trimStart();
}

/** Numbers that are written as a text (DS, IS), NaN where one is none. Empty where the element is not there. */
export function numbers(set: DataSet, tag: number): readonly number[] {
  const whole = text(set, tag);
  return whole === ""
    ? []
    : whole.split("\\").map((part) => (part.trim() === "" ? Number.NaN : Number(part)));
}

function viewOf({ value }: DicomElement): DataView {
  return new DataView(value.buffer, value.byteOffset, value.length);
}
