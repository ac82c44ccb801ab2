import { throwIfCancelled } from "../../../shared/errors";
import { DamagedFile, type RandomFile } from "../paged/random-file";
import { ByteWindow } from "./byte-window";
import type { DicomElement } from "./data-set";

/** A piece of a packed frame. */
export interface Fragment {
  readonly offset: number;
  readonly length: number;
}

/** The packed pixels of a file (DICOM PS3.5, A.4). */
export interface Fragments {
  /** Whole ones, in order. */
  readonly list: readonly Fragment[];
  /** Where frames begin, from the first fragment's item on, as the file says; empty where it does not. */
  readonly table: readonly number[];
  /** Where that first item is. */
  readonly start: number;
}

const ITEM = 0xfffee000;
const ITEM_HEADER = 8;
const MOST_FRAGMENTS = 4_000_000;
const LONGEST_TABLE = 1 << 26;
/** Bytes of a packed frame: more are damage. */
const LONGEST_FRAME = 1 << 29;

/** Lists the fragments. Where their chain ends in damage, or the file ends, the list does too. */
export async function listFragments(
  file: RandomFile,
  offset: number,
  signal: AbortSignal | undefined,
): Promise<Fragments> {
  const bytes = new ByteWindow(file);
  bytes.position = offset;
  const tableLength = await itemLength(bytes);
  if (tableLength === null || tableLength > LONGEST_TABLE)
    throw new DamagedFile("The pixels have no table of frames.");
  const view = await bytes.take(tableLength);
  const table = Array.from({ length: Math.floor(tableLength / 4) }, (_, k) => view.getUint32(4 * k, true));
  const start = bytes.position;
  const list: Fragment[] = [];
  while (list.length < MOST_FRAGMENTS && bytes.position + ITEM_HEADER <= bytes.size) {
    if (list.length % 1000 === 0) throwIfCancelled(signal);
    const length = await itemLength(bytes);
    if (length === null || length > bytes.size - bytes.position) break;
    list.push({ offset: bytes.position, length });
    bytes.position += length;
  }
  return { list, table, start };
}

/** Reads the header of an item; null where there is none. */
async function itemLength(bytes: ByteWindow): Promise<number | null> {
  const head = await bytes.take(ITEM_HEADER);
  const tag = head.getUint16(0, true) * 0x10000 + head.getUint16(2, true);
  return tag === ITEM ? head.getUint32(4, true) : null;
}

/** Reads an extended table (PS3.3, C.7.6.3.1.8), whose entries have eight bytes. */
export function extendedTable(element: DicomElement | undefined): readonly number[] {
  if (!element) return [];
  const { value } = element;
  const view = new DataView(value.buffer, value.byteOffset, value.length);
  return Array.from({ length: Math.floor(value.length / 8) }, (_, k) =>
    Number(view.getBigUint64(8 * k, true)),
  );
}

/**
 * Tells which fragments make each frame: by the table where it agrees with the fragments, or by the starts of pictures where there are
 * more fragments than frames; otherwise each is a frame.
 *
 * @param stated frames that the file says it has; null where it says nothing
 * @param beginsPicture true for the first bytes of a packed picture; null where every fragment is one, as in RLE
 */
export async function framesOfFragments(
  file: RandomFile,
  { list, table, start }: Fragments,
  stated: number | null,
  beginsPicture: ((head: Uint8Array) => boolean) | null,
): Promise<readonly (readonly Fragment[])[]> {
  const byTable = firstFragments(list, table, start);
  if (byTable) return grouped(list, byTable);
  if (beginsPicture === null || (stated !== null && list.length <= stated))
    return list.map((fragment) => [fragment]);
  const first: number[] = [];
  const head = new Uint8Array(4);
  for (const [k, { offset }] of list.entries()) {
    const read = await file.readSome(head, offset);
    if (k === 0 || beginsPicture(head.subarray(0, read))) first.push(k);
  }
  return grouped(list, first);
}

/** Numbers of the fragments at which frames begin, by the table; null where that is empty or says something else than the fragments. */
function firstFragments(
  list: readonly Fragment[],
  table: readonly number[],
  start: number,
): readonly number[] | null {
  if (table.length === 0) return null;
  const numbers = new Map(list.map(({ offset }, k) => [offset - ITEM_HEADER - start, k]));
  const first: number[] = [];
  for (const entry of table) {
    const number = numbers.get(entry);
    // The frames behind it are cut off.
    if (number === undefined && entry > (list.at(-1)?.offset ?? 0) - start) break;
    if (number === undefined || number <= (first.at(-1) ?? -1)) return null;
    first.push(number);
  }
  return first[0] === 0 ? first : null;
}

function grouped(list: readonly Fragment[], first: readonly number[]): readonly (readonly Fragment[])[] {
  return first.map((from, k) => list.slice(from, first[k + 1] ?? list.length));
}

/** The bytes of a packed frame. @throws DamagedFile */
export async function frameBytes(
  file: RandomFile,
  fragments: readonly Fragment[],
): Promise<Uint8Array<ArrayBuffer>> {
  const length = fragments.reduce((sum, fragment) => sum + fragment.length, 0);
  if (length > LONGEST_FRAME) throw new DamagedFile("The frame is too long.");
  const bytes = new Uint8Array(length);
  let at = 0;
  for (const fragment of fragments) {
    await file.fill(bytes.subarray(at, at + fragment.length), fragment.offset);
    at += fragment.length;
  }
  return bytes;
}
