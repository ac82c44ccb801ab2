import { DamagedFile } from "../paged/random-file";
import { huffmanTable, JpegBits } from "./jpeg-bits";
import { type JpegHeader, jpegSegments, readJpegHeader } from "./jpeg-header";

const HUFFMAN = 0xc4;
const SCAN = 0xda;
const RESTART = 0xdd;

/**
 * Unpacks lossless JPEG (ITU-T T.81, H: Huffman codes, predictors 1 to 7, any precision up to 16 bits).
 *
 * Kinoflow does this itself: ffmpeg up to 5.1 at least reads a difference of 32768 as if bits followed it, which none do (H.1.2.2),
 * so that it loses every picture of 16 bits whose first pixel is black; and it moves values of fewer bits to the upper ones.
 *
 * @returns the header, and the samples of a pixel beside each other
 * @throws DamagedFile
 */
export function decodeLosslessJpeg(bytes: Uint8Array): {
  readonly header: JpegHeader;
  readonly samples: Uint16Array;
} {
  const header = readJpegHeader(bytes);
  const { width, height, components, precision } = header;
  if (header.frame !== 0xc3 || precision < 2 || precision > 16)
    throw new DamagedFile("This is no lossless JPEG.");
  if (components.some(({ across, down }) => across !== 1 || down !== 1)) {
    throw new DamagedFile("Components of several sizes are not read.");
  }
  const samples = new Uint16Array(width * height * components.length);
  const tables = new Map<number, Uint16Array>();
  let interval = 0;
  let seen = 0;
  for (let from = 2; seen < components.length; ) {
    let next = -1;
    for (const { marker, content, end } of jpegSegments(bytes, from)) {
      if (marker === HUFFMAN) readTables(content, tables);
      else if (marker === RESTART) interval = (content[0] << 8) | content[1];
      else if (marker === SCAN) {
        const scan = scanOf(content, header, tables);
        next = decodeScan(new JpegBits(bytes, end), scan, { ...header, interval }, samples);
        seen += scan.components.length;
      }
    }
    if (next < 0) throw new DamagedFile("A scan is missing.");
    from = next;
  }
  return { header, samples };
}

interface Scan {
  /** Places of its components in a pixel, with their tables. */
  readonly components: readonly { readonly place: number; readonly table: Uint16Array }[];
  readonly predictor: number;
  /** Bits by which values were moved down. */
  readonly transform: number;
}

function readTables(content: Uint8Array, tables: Map<number, Uint16Array>): void {
  for (let at = 0; at + 17 <= content.length; ) {
    const { table, bytes } = huffmanTable(content.subarray(at + 1));
    tables.set(content[at] & 15, table);
    at += 1 + bytes;
  }
}

function scanOf(
  content: Uint8Array,
  { components }: JpegHeader,
  tables: ReadonlyMap<number, Uint16Array>,
): Scan {
  const count = content[0] ?? 0;
  if (content.length < 4 + 2 * count || count === 0) throw new DamagedFile("A scan is cut off.");
  return {
    components: Array.from({ length: count }, (_, k) => {
      const place = components.findIndex(({ id }) => id === content[1 + 2 * k]);
      const table = tables.get(content[2 + 2 * k] >> 4);
      if (place < 0 || !table) throw new DamagedFile("A scan is of nothing that there is.");
      return { place, table };
    }),
    predictor: content[1 + 2 * count],
    transform: content[3 + 2 * count] & 15,
  };
}

/** @returns where the marker behind the scan is */
function decodeScan(
  bits: JpegBits,
  { components, predictor, transform }: Scan,
  picture: Pick<JpegHeader, "width" | "height" | "precision" | "components"> & { readonly interval: number },
  samples: Uint16Array,
): number {
  const { width, height, precision, interval } = picture;
  const step = picture.components.length;
  const row = width * step;
  if (predictor < 1 || predictor > 7 || transform >= precision) throw new DamagedFile("No such prediction.");
  if (interval % width !== 0) throw new DamagedFile("Restarts in the middle of a row are not read.");
  const middle = 2 ** (precision - transform - 1);
  const rowsBetween = interval / width;
  for (let y = 0; y < height; y++) {
    const restarts = rowsBetween > 0 && y > 0 && y % rowsBetween === 0;
    if (restarts) bits.restart();
    const isFirst = y === 0 || restarts;
    for (let x = 0; x < width; x++) {
      for (let c = 0; c < components.length; c++) {
        const { place, table } = components[c];
        const at = y * row + x * step + place;
        let predicted: number;
        if (x === 0) predicted = isFirst ? middle : samples[at - row];
        else if (isFirst) predicted = samples[at - step];
        else predicted = predict(predictor, samples[at - step], samples[at - row], samples[at - row - step]);
        // Arithmetic of the standard is modulo 65536, which the array does.
        samples[at] = predicted + bits.difference(table);
      }
    }
    bits.check();
  }
  for (const { place } of transform > 0 ? components : []) {
    for (let at = place; at < samples.length; at += step) samples[at] <<= transform;
  }
  return bits.end;
}

/** T.81, table H.1; of the pixels at the left, above, and at the left above. */
function predict(predictor: number, left: number, above: number, diagonal: number): number {
  switch (predictor) {
    case 1:
      return left;
    case 2:
      return above;
    case 3:
      return diagonal;
    case 4:
      return left + above - diagonal;
    case 5:
      return left + ((above - diagonal) >> 1);
    case 6:
      return above + ((left - diagonal) >> 1);
    default:
      return (left + above) >> 1;
  }
}
