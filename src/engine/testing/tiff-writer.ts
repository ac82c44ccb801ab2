import { deflateSync } from "node:zlib";
import { packBits, packLzw, packPackBits } from "./tiff-packing";

/** A picture of a TIFF file: its samples pixel by pixel, row by row. */
export interface TiffPicture {
  readonly width: number;
  readonly height: number;
  readonly samples?: number;
  readonly values: ArrayLike<number>;
}

/** How pictures are written. */
export interface TiffLayout {
  readonly bits: number;
  /** uint where nothing is said. */
  readonly format?: "uint" | "int" | "float";
  readonly bigEndian?: boolean;
  readonly big?: boolean;
  readonly compression?: "none" | "lzw" | "oldLzw" | "deflate" | "adobeDeflate" | "packBits";
  /** 2: differences; 3: of floating-point numbers. */
  readonly predictor?: 1 | 2 | 3;
  readonly tile?: readonly [width: number, height: number];
  readonly rowsPerStrip?: number;
  /** Each sample has chunks of its own. */
  readonly separate?: boolean;
  readonly bitsReversed?: boolean;
  readonly photometric?: number;
  readonly extraSamples?: readonly number[];
  /** Red, then green, then blue, of 16 bits. */
  readonly colorMap?: readonly number[];
  readonly description?: string | Buffer;
  readonly resolution?: readonly [x: number, y: number];
  /** Tags that are written as they are, in place of others of the same number. */
  readonly tags?: readonly TiffTag[];
  /** Only the first picture has a directory, the others follow it; not packed. */
  readonly oneDirectory?: boolean;
}

export interface TiffTag {
  readonly tag: number;
  /** 2: text; 3: 16 bits; 4: 32 bits; 5: rationals of what is given and 1. */
  readonly type: 2 | 3 | 4 | 5;
  readonly values: readonly number[];
}

/** A file, and where the parts lie that tests damage. */
export interface WrittenTiff {
  readonly bytes: Buffer;
  /** Offsets of the directories, and of the places that hold the offset of each one's next. */
  readonly directories: readonly number[];
  readonly nextPointers: readonly number[];
  /** Offset of the first chunk of each picture. */
  readonly data: readonly number[];
}

const COMPRESSIONS = { none: 1, lzw: 5, oldLzw: 5, deflate: 32946, adobeDeflate: 8, packBits: 32773 };

/** Writes a TIFF file with these pictures. */
export function writeTiff(pictures: readonly TiffPicture[], layout: TiffLayout): WrittenTiff {
  const { bigEndian = false, big = false } = layout;
  const parts: Buffer[] = [];
  let length = 0;
  const append = (part: Buffer): number => {
    const at = length;
    parts.push(part);
    length += part.length;
    // Values begin at even places.
    if (length % 2 === 1) append(Buffer.alloc(1));
    return at;
  };
  const pointer = (value: number) => integer(value, big ? 8 : 4, bigEndian);
  const mark = Buffer.from(bigEndian ? "MM" : "II");
  append(
    big
      ? Buffer.concat([mark, ...[43, 8, 0].map((word) => integer(word, 2, bigEndian)), pointer(0)])
      : Buffer.concat([mark, integer(42, 2, bigEndian), pointer(0)]),
  );
  const nextPointers = [big ? 8 : 4];
  const directories: number[] = [];
  const data: number[] = [];
  pictures.forEach((picture, page) => {
    const chunks = chunksOf(picture, layout);
    if (layout.oneDirectory && page > 0) {
      for (const chunk of chunks) append(chunk);
      return;
    }
    const tags = tagsOf(
      picture,
      layout,
      page,
      chunks.map(({ length: bytes }) => bytes),
    );
    // The directory comes first, so that the pixels of one directory's pictures can follow one another.
    const inDirectory = directoryBytes(tags.length, big);
    const at = length;
    let free = at + inDirectory + (inDirectory % 2);
    const places = tags.map((tag) => {
      const bytes = valuesOf(tag, bigEndian);
      const place = free;
      if (bytes.length > (big ? 8 : 4)) free += bytes.length + (bytes.length % 2);
      return { tag, bytes, place };
    });
    const offsets: number[] = [];
    for (const chunk of chunks) {
      offsets.push(free);
      free += chunk.length + (chunk.length % 2);
    }
    const entries = places.map(({ tag, bytes, place }) => {
      const values =
        tag.tag === 273 || tag.tag === 324 ? valuesOf({ ...tag, values: offsets }, bigEndian) : bytes;
      const small = values.length <= (big ? 8 : 4);
      const inPlace = Buffer.concat([values, Buffer.alloc(8)]).subarray(0, big ? 8 : 4);
      const head = [
        integer(tag.tag, 2, bigEndian),
        integer(tag.type, 2, bigEndian),
        pointer(tag.values.length),
      ];
      return {
        entry: Buffer.concat([...head, small ? inPlace : pointer(place)]),
        values: small ? null : values,
      };
    });
    const count = integer(entries.length, big ? 8 : 2, bigEndian);
    directories.push(append(Buffer.concat([count, ...entries.map(({ entry }) => entry), pointer(0)])));
    nextPointers.push(at + inDirectory - (big ? 8 : 4));
    for (const { values } of entries) if (values !== null) append(values);
    data.push(offsets[0]);
    for (const chunk of chunks) append(chunk);
  });
  const bytes = Buffer.concat(parts);
  directories.forEach((directory, k) => {
    pointer(directory).copy(bytes, nextPointers[k]);
  });
  return { bytes, directories, nextPointers: nextPointers.slice(1), data };
}

function directoryBytes(entries: number, big: boolean): number {
  return big ? 8 + 20 * entries + 8 : 2 + 12 * entries + 4;
}

function tagsOf(
  picture: TiffPicture,
  layout: TiffLayout,
  page: number,
  chunkBytes: readonly number[],
): TiffTag[] {
  const { width, height, samples = 1 } = picture;
  const { bits, format = "uint", compression = "none", predictor = 1, tile, resolution } = layout;
  const each = Array<number>(samples);
  const zeros = chunkBytes.map(() => 0);
  const description = page === 0 ? layout.description : undefined;
  const tags: TiffTag[] = [
    { tag: 256, type: 4, values: [width] },
    { tag: 257, type: 4, values: [height] },
    { tag: 258, type: 3, values: [...each.fill(bits)] },
    { tag: 259, type: 3, values: [COMPRESSIONS[compression]] },
    { tag: 262, type: 3, values: [layout.photometric ?? (samples >= 3 ? 2 : 1)] },
    ...(layout.bitsReversed ? [{ tag: 266, type: 3, values: [2] } as const] : []),
    ...(description === undefined
      ? []
      : [{ tag: 270, type: 2, values: [...Buffer.from(description), 0] } as const]),
    { tag: 277, type: 3, values: [samples] },
    ...(resolution === undefined
      ? []
      : ([282, 283] as const).map((tag, k) => ({ tag, type: 5, values: [resolution[k]] }) as const)),
    { tag: 284, type: 3, values: [layout.separate ? 2 : 1] },
    ...(predictor === 1 ? [] : [{ tag: 317, type: 3, values: [predictor] } as const]),
    ...(layout.colorMap === undefined ? [] : [{ tag: 320, type: 3, values: layout.colorMap } as const]),
    ...(layout.extraSamples === undefined
      ? []
      : [{ tag: 338, type: 3, values: layout.extraSamples } as const]),
    { tag: 339, type: 3, values: [...each.fill({ uint: 1, int: 2, float: 3 }[format])] },
    ...(tile === undefined
      ? ([
          { tag: 273, type: 4, values: zeros },
          { tag: 278, type: 4, values: [layout.rowsPerStrip ?? height] },
          { tag: 279, type: 4, values: chunkBytes },
        ] as const)
      : ([
          { tag: 322, type: 4, values: [tile[0]] },
          { tag: 323, type: 4, values: [tile[1]] },
          { tag: 324, type: 4, values: zeros },
          { tag: 325, type: 4, values: chunkBytes },
        ] as const)),
  ];
  const given = layout.tags ?? [];
  const others = tags.filter(({ tag }) => given.every((one) => one.tag !== tag));
  return [...others, ...given].sort((a, b) => a.tag - b.tag);
}

function valuesOf({ type, values }: TiffTag, bigEndian: boolean): Buffer {
  if (type === 2) return Buffer.from(values);
  if (type === 5) {
    // Fractions in millionths, so that they are kept.
    const rational = (value: number) =>
      Number.isInteger(value) ? [value, 1] : [Math.round(value * 1e6), 1e6];
    return Buffer.concat(values.flatMap(rational).map((value) => integer(value, 4, bigEndian)));
  }
  return Buffer.concat(values.map((value) => integer(value, type === 3 ? 2 : 4, bigEndian)));
}

/** Strips or tiles of a picture, packed, in the order of the file. */
function chunksOf(picture: TiffPicture, layout: TiffLayout): Buffer[] {
  const { width, height, samples = 1, values } = picture;
  const [chunkWidth, chunkHeight] = layout.tile ?? [width, layout.rowsPerStrip ?? height];
  const chunks: Buffer[] = [];
  const planes = layout.separate
    ? Array.from({ length: samples }, (_, plane) => [plane])
    : [[...Array(samples).keys()]];
  for (const plane of planes) {
    for (let top = 0; top < height; top += chunkHeight) {
      for (let left = 0; left < width; left += chunkWidth) {
        const rows: Buffer[] = [];
        const end = layout.tile === undefined ? Math.min(height, top + chunkHeight) : top + chunkHeight;
        for (let y = top; y < end; y++) {
          const row: number[] = [];
          for (let x = left; x < left + chunkWidth; x++) {
            const inside = x < width && y < height;
            for (const sample of plane) row.push(inside ? values[(y * width + x) * samples + sample] : 0);
          }
          rows.push(rowOf(row, plane.length, layout));
        }
        chunks.push(packed(Buffer.concat(rows), layout));
      }
    }
  }
  return chunks;
}

/** A row of samples as bytes, after the predictor. */
function rowOf(row: readonly number[], samples: number, layout: TiffLayout): Buffer {
  const { bits, format = "uint", bigEndian = false, predictor = 1 } = layout;
  if (format === "uint" && bits === 8 && predictor === 1) return Buffer.from(row);
  if (format === "uint" && bits < 16 && bits !== 8) return packBits(row, bits);
  const bytes = bits / 8;
  if (predictor === 3) {
    const numbers = row.map((value) => sampleBytes(value, bits, format, true));
    const planes = Buffer.concat(
      Array.from({ length: bytes }, (_, k) => Buffer.from(numbers.map((b) => b[k]))),
    );
    return planes.map((byte, k) => (k < samples ? byte : byte - planes[k - samples])) as Buffer;
  }
  const numbers = row.map((value) => sampleBytes(value, bits, format, bigEndian));
  if (predictor === 1) return Buffer.concat(numbers);
  const whole = numbers.map((number) =>
    BigInt(`0x${(bigEndian ? number : Buffer.from(number).reverse()).toString("hex")}`),
  );
  const differences = whole.map((value, k) =>
    BigInt.asUintN(bits, value - (k < samples ? 0n : whole[k - samples])),
  );
  return Buffer.concat(
    differences.map((value) => {
      const number = Buffer.from(value.toString(16).padStart(2 * bytes, "0"), "hex");
      return bigEndian ? number : number.reverse();
    }),
  );
}

function sampleBytes(
  value: number,
  bits: number,
  format: "uint" | "int" | "float",
  bigEndian: boolean,
): Buffer {
  const bytes = Buffer.alloc(bits / 8);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  if (format === "float") {
    if (bits === 32) view.setFloat32(0, value, !bigEndian);
    else view.setFloat64(0, value, !bigEndian);
  } else if (bits === 64) view.setBigInt64(0, BigInt(value), !bigEndian);
  else if (bits === 32) view.setInt32(0, value, !bigEndian);
  else if (bits === 16) view.setInt16(0, value, !bigEndian);
  else view.setInt8(0, value);
  return bytes;
}

function packed(bytes: Buffer, { compression = "none", bitsReversed = false }: TiffLayout): Buffer {
  const done = {
    none: () => bytes,
    lzw: () => packLzw(bytes),
    oldLzw: () => packLzw(bytes, true),
    deflate: () => deflateSync(bytes),
    adobeDeflate: () => deflateSync(bytes),
    packBits: () => packPackBits(bytes),
  }[compression]();
  if (!bitsReversed) return done;
  const turned = (byte: number) =>
    Number.parseInt([...byte.toString(2).padStart(8, "0")].reverse().join(""), 2);
  return Buffer.from(done.map(turned));
}

function integer(value: number, bytes: number, bigEndian: boolean): Buffer {
  const number = Buffer.alloc(8);
  if (bigEndian) number.writeBigUInt64BE(BigInt(value));
  else number.writeBigUInt64LE(BigInt(value));
  return bigEndian ? number.subarray(8 - bytes) : number.subarray(0, bytes);
}
