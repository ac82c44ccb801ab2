/** Writes DICOM files for tests (DICOM PS3.5, PS3.10). */

export interface DicomFileOptions {
  /** Elements by group * 65536 + element, with their kind and value; sequences hold items of elements. */
  readonly elements: readonly DicomFileElement[];
  /** Pixels one after the other, or in fragments. */
  readonly pixels: Uint8Array | readonly Uint8Array[] | null;
  /** Identifier of the transfer syntax; explicit little-endian by default. Empty: none is written, nor any element of group 2. */
  readonly syntax?: string;
  /** How the data set is written, "explicit" by default. */
  readonly written?: "explicit" | "implicit" | "big-endian";
  /** False: without the 128 bytes and "DICM" at the start. */
  readonly preamble?: boolean;
  /** Fragments that begin a frame, for the table of offsets; an empty table by default. */
  readonly table?: readonly number[];
}

export type DicomFileElement = readonly [
  tag: number,
  kind: string,
  value: string | number | readonly number[] | Uint8Array | readonly (readonly DicomFileElement[])[],
];

const LONG_KINDS = ["OB", "OW", "SQ", "UN", "UT"];
const PIXELS = 0x7fe00010;

/** The elements that describe pixels, of a loop of grey frames unless others follow that replace them. */
export function pixelElements(
  width: number,
  height: number,
  frames: number,
  bits: number,
): readonly DicomFileElement[] {
  return [
    [0x00280002, "US", 1],
    [0x00280004, "CS", "MONOCHROME2"],
    [0x00280008, "IS", String(frames)],
    [0x00280010, "US", height],
    [0x00280011, "US", width],
    [0x00280100, "US", bits > 8 ? 16 : 8],
    [0x00280101, "US", bits],
    [0x00280102, "US", bits - 1],
    [0x00280103, "US", 0],
  ];
}

export function dicomFile(options: DicomFileOptions): Buffer {
  const { pixels, syntax = "1.2.840.10008.1.2.1", written = "explicit", preamble = true } = options;
  const meta = element([0x00020010, "UI", syntax], "explicit");
  // Later ones replace earlier ones.
  const elements = [...new Map(options.elements.map((one) => [one[0], one])).values()].sort(
    (a, b) => a[0] - b[0],
  );
  return Buffer.concat([
    ...(preamble ? [Buffer.alloc(128), Buffer.from("DICM")] : []),
    ...(syntax === "" ? [] : [element([0x00020000, "UL", meta.length], "explicit"), meta]),
    // A device writes more than what a reader wants.
    element([0x00080008, "CS", "ORIGINAL\\PRIMARY"], written),
    element([0x00080060, "CS", "US"], written),
    ...elements.map((one) => element(one, written)),
    ...(pixels === null
      ? []
      : [
          pixels instanceof Uint8Array
            ? plainPixels(pixels, written)
            : fragments(pixels, options.table ?? []),
        ]),
  ]);
}

type Written = NonNullable<DicomFileOptions["written"]>;

function plainPixels(pixels: Uint8Array, written: Written): Buffer {
  return element([PIXELS, "OW", pixels], written);
}

function fragments(pixels: readonly Uint8Array[], table: readonly number[]): Buffer {
  const items = pixels.map((fragment) => item(even(Buffer.from(fragment))));
  const starts = items.map((_, k) => items.slice(0, k).reduce((sum, { length }) => sum + length, 0));
  return Buffer.concat([
    ...[u16(0x7fe0), u16(0x0010), Buffer.from("OB\0\0"), u32(0xffffffff)],
    item(Buffer.concat(table.map((fragment) => u32(starts[fragment])))),
    ...items,
    ...[u16(0xfffe), u16(0xe0dd), u32(0)],
  ]);
}

function item(content: Buffer, big = false): Buffer {
  return Buffer.concat([u16(0xfffe, big), u16(0xe000, big), u32(content.length, big), content]);
}

function element([tag, kind, value]: DicomFileElement, written: Written): Buffer {
  const content = even(contentOf(kind, value, written), kind === "UI" ? 0 : 0x20);
  const big = written === "big-endian";
  const length = u32(content.length, big);
  const head = Buffer.concat([u16(Math.floor(tag / 0x10000), big), u16(tag % 0x10000, big)]);
  if (written === "implicit") return Buffer.concat([head, length, content]);
  if (LONG_KINDS.includes(kind)) return Buffer.concat([head, Buffer.from(`${kind}\0\0`), length, content]);
  return Buffer.concat([head, Buffer.from(kind), u16(content.length, big), content]);
}

function contentOf(kind: string, value: DicomFileElement[2], written: Written): Buffer {
  const big = written === "big-endian";
  if (typeof value === "string") return Buffer.from(value, "latin1");
  if (value instanceof Uint8Array) return Buffer.from(value);
  if (typeof value === "number") return number(kind, value, big);
  return Buffer.concat(
    value.map((part) =>
      typeof part === "number"
        ? number(kind, part, big)
        : item(Buffer.concat(part.map((one) => element(one, written))), big),
    ),
  );
}

function number(kind: string, value: number, big: boolean): Buffer {
  if (kind === "US") return u16(value, big);
  if (kind === "UL") return u32(value, big);
  const bytes = Buffer.alloc(8);
  if (big) bytes.writeDoubleBE(value);
  else bytes.writeDoubleLE(value);
  return bytes;
}

function even(bytes: Buffer, filler = 0): Buffer {
  return bytes.length % 2 === 0 ? bytes : Buffer.concat([bytes, Buffer.of(filler)]);
}

function u16(value: number, big = false): Buffer {
  return Buffer.from(big ? [value >> 8, value & 255] : [value & 255, value >> 8]);
}

function u32(value: number, big = false): Buffer {
  const bytes = Buffer.alloc(4);
  if (big) bytes.writeUInt32BE(value);
  else bytes.writeUInt32LE(value);
  return bytes;
}
