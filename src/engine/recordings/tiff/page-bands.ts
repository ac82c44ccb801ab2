import { setImmediate as nextTurn } from "node:timers/promises";
import { failure } from "../../../shared/errors";
import type { FileBytes } from "./file-bytes";
import { chunkSamples, type PageLayout, rowBytes } from "./page-layout";
import { addDifferences, addFloatDifferences } from "./predictor";
import { Compression } from "./tags";
import { reverseBits, unpack } from "./unpack";

/** Packed bytes that are read at once, where chunks lie one after the other. */
const READ_BYTES = 4 * 2 ** 20;
/** Unpacked bytes that are held at once, where chunks are not larger. */
const HELD_BYTES = 16 * 2 ** 20;
/** Bytes between two chunks that are read rather than jumped over. */
const PASSED_BYTES = 32_768;

/** Rows of a chunk as they were before they were packed. */
export interface Band {
  /** Of several bytes each sample has its lowest one first; of fewer bits than a byte or two, they are packed as in the file. */
  readonly rows: Buffer;
  readonly rowBytes: number;
  readonly rowCount: number;
  /** Where it lies in the page, and how many of its columns do. */
  readonly x: number;
  readonly y: number;
  readonly columns: number;
  /** Which sample it holds, where each has chunks of its own; 0 otherwise. */
  readonly plane: number;
}

/** A chunk, or some rows of one that is not packed. */
interface Piece extends Omit<Band, "rows"> {
  readonly offset: number;
  /** Packed bytes; 0 for a chunk that was never written, which counts as zeros. */
  readonly packedBytes: number;
  readonly bytes: number;
  readonly most: number;
}

/**
 * Reads a page band by band, in no promised order.
 *
 * @param planes samples that are wanted, where each has chunks of its own
 * @throws KinoflowError "tiffDamaged" where it is damaged or cut off
 */
export async function* readBands(
  file: FileBytes,
  layout: PageLayout,
  planes: readonly number[],
  littleEndian: boolean,
): AsyncGenerator<Band> {
  if (layout.offsets.every((offset) => offset === 0)) throw failure("tiffDamaged");
  for (const group of groups(pieces(layout, planes, file.size))) {
    const start = group[0].offset;
    const end = group.reduce((far, piece) => Math.max(far, piece.offset + piece.packedBytes), 0);
    const packed = end > start ? await file.read(start, end - start) : Buffer.alloc(0);
    const bands = await Promise.all(
      group.map((piece) => restore(packed.subarray(piece.offset - start), piece, layout, littleEndian)),
    );
    yield* bands;
    // LZW is unpacked here, and others must have their turn.
    if (layout.compression !== Compression.none) await nextTurn();
  }
}

function* pieces(layout: PageLayout, planes: readonly number[], fileSize: number): Generator<Piece> {
  const { chunkWidth, chunkHeight, chunksAcross, chunksDown, width, height, compression } = layout;
  const bytesOfRow = rowBytes(layout);
  const plain = compression === Compression.none;
  const rowsAtOnce = plain && !layout.tiled ? Math.max(1, Math.floor(READ_BYTES / bytesOfRow)) : chunkHeight;
  for (const plane of layout.separate ? planes : [0]) {
    for (let down = 0; down < chunksDown; down++) {
      for (let across = 0; across < chunksAcross; across++) {
        const chunk = (plane * chunksDown + down) * chunksAcross + across;
        const [x, y] = [across * chunkWidth, down * chunkHeight];
        const columns = Math.min(chunkWidth, width - x);
        const written = layout.tiled ? chunkHeight : Math.min(chunkHeight, height - y);
        const packedBytes = packedBytesOf(layout, chunk, written * bytesOfRow, fileSize);
        for (let row = 0; row < written; row += rowsAtOnce) {
          const rows = Math.min(rowsAtOnce, written - row);
          const bytes = rows * bytesOfRow;
          yield {
            ...{ x, y: y + row, columns, plane, bytes, rowBytes: bytesOfRow },
            rowCount: Math.min(rows, height - y - row),
            offset: layout.offsets[chunk] + row * bytesOfRow,
            packedBytes: packedBytes === 0 ? 0 : plain ? bytes : packedBytes,
            most: chunkHeight * bytesOfRow,
          };
        }
      }
    }
  }
}

/** Bytes that a chunk can have in the file: what is said, if that can be. */
function packedBytesOf(layout: PageLayout, chunk: number, bytes: number, fileSize: number): number {
  const stated = layout.byteCounts[chunk];
  const offset = layout.offsets[chunk];
  if (layout.compression === Compression.none) {
    if (stated === 0 && offset === 0) return 0;
    if (stated > 0 && stated < bytes) throw failure("tiffDamaged");
    return bytes;
  }
  if (stated === 0) return 0;
  // None of the ways of packing doubles what it packs.
  const most = Math.min(2 * bytes + 1024, fileSize - offset);
  if (offset >= fileSize) throw failure("tiffDamaged");
  return Number.isNaN(stated) ? most : Math.min(stated, most);
}

function* groups(all: Iterable<Piece>): Generator<readonly Piece[]> {
  let group: Piece[] = [];
  let [start, end, held] = [0, 0, 0];
  for (const piece of all) {
    const follows = piece.offset >= end && piece.offset - end <= PASSED_BYTES;
    const fits = piece.offset + piece.packedBytes - start <= READ_BYTES && held + piece.bytes <= HELD_BYTES;
    if (group.length > 0 && !(follows && fits)) {
      yield group;
      group = [];
    }
    if (group.length === 0) {
      start = piece.offset;
      held = 0;
    }
    group.push(piece);
    end = piece.offset + piece.packedBytes;
    held += piece.bytes;
  }
  if (group.length > 0) yield group;
}

async function restore(from: Buffer, piece: Piece, layout: PageLayout, littleEndian: boolean): Promise<Band> {
  const { compression, predictor, bits } = layout;
  if (piece.packedBytes === 0) return { ...piece, rows: Buffer.alloc(piece.bytes) };
  const packed = from.subarray(0, piece.packedBytes);
  if (packed.length < piece.packedBytes) throw failure("tiffDamaged");
  if (layout.bitsReversed) reverseBits(packed);
  const rows = await unpack(packed, compression, piece.bytes, piece.most);
  const predicted = compression !== Compression.none && compression !== Compression.packBits;
  const samples = chunkSamples(layout);
  if (predicted && predictor === 3) {
    addFloatDifferences(rows, piece.rowBytes, bits, samples);
  } else {
    if (!littleEndian) swapSamples(rows, bits);
    if (predicted && predictor === 2) addDifferences(rows, piece.rowBytes, bits, samples);
  }
  return { ...piece, rows };
}

/** Puts the lowest byte of each sample first. Samples of other sizes are streams of bits, the same in both orders. */
export function swapSamples(bytes: Buffer, bits: number): void {
  if (bits === 16) bytes.swap16();
  else if (bits === 32) bytes.swap32();
  else if (bits === 64) bytes.swap64();
}
