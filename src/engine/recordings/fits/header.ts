import { throwIfCancelled } from "../../../shared/errors";
import { DamagedFile, type RandomFile } from "../paged/random-file";

/** Headers and data come in blocks of this size (FITS standard 4.0, 3.1). */
const BLOCK = 2880;
const CARD = 80;
/** Blocks of a header, parts of a file, and axes of an array that are read: more are damage. */
const MOST_BLOCKS = 2000;
const MOST_PARTS = 10_000;
const MOST_AXES = 999;

/** What the cards of a header say: a number, a text, or a truth value. */
export type FitsCards = ReadonlyMap<string, number | string | boolean>;

/** A header and the data that follow it. */
export interface FitsPart {
  readonly cards: FitsCards;
  /** Numbers a value, as `BITPIX` says: 8, 16, 32, 64 bits; negative for floats. */
  readonly bitpix: number;
  readonly axes: readonly number[];
  readonly dataStart: number;
  /** Bytes of the data, without what fills up the last block. May be more than the file has. */
  readonly dataBytes: number;
}

/** True for the first bytes of a FITS file. */
export function isFits(head: Uint8Array): boolean {
  return /^SIMPLE {2}= +[TF]\b/.test(Buffer.from(head.subarray(0, CARD)).toString("latin1"));
}

/** All headers of a file. Where one makes no sense, the list ends before it. @throws DamagedFile where the first one makes none */
export async function fitsParts(file: RandomFile, signal?: AbortSignal): Promise<readonly FitsPart[]> {
  const parts: FitsPart[] = [];
  for (let offset = 0; offset < file.size && parts.length < MOST_PARTS; ) {
    throwIfCancelled(signal);
    try {
      const part = await readPart(file, offset);
      parts.push(part);
      offset = part.dataStart + Math.ceil(part.dataBytes / BLOCK) * BLOCK;
    } catch (error) {
      // What follows the last part may be anything (standard, 3.5).
      if (parts.length > 0 && error instanceof DamagedFile) break;
      throw error;
    }
  }
  return parts;
}

async function readPart(file: RandomFile, offset: number): Promise<FitsPart> {
  const cards = new Map<string, number | string | boolean>();
  let dataStart = -1;
  for (let block = 0; dataStart < 0; block++) {
    if (block === MOST_BLOCKS) throw new DamagedFile("This header has no end.");
    const at = offset + block * BLOCK;
    const text = Buffer.from(await file.bytes(at, BLOCK)).toString("latin1");
    if (block === 0 && !/^(?:SIMPLE {2}|XTENSION)=/.test(text))
      throw new DamagedFile("No header begins here.");
    for (let k = 0; k < BLOCK; k += CARD) {
      const card = text.slice(k, k + CARD);
      if (/^END *$/.test(card)) {
        dataStart = at + BLOCK;
        break;
      }
      const value = card.slice(8, 10) === "= " ? cardValue(card.slice(10)) : null;
      if (value !== null) cards.set(card.slice(0, 8).trimEnd(), value);
    }
  }
  const bitpix = number(cards, "BITPIX", Number.NaN);
  if (![8, 16, 32, 64, -32, -64].includes(bitpix)) throw new DamagedFile("BITPIX makes no sense.");
  const naxis = number(cards, "NAXIS", 0);
  if (!(Number.isInteger(naxis) && naxis >= 0 && naxis <= MOST_AXES))
    throw new DamagedFile("NAXIS makes no sense.");
  const axes = Array.from({ length: naxis }, (_, k) => number(cards, `NAXIS${k + 1}`, Number.NaN));
  if (!axes.every((length) => Number.isInteger(length) && length >= 0))
    throw new DamagedFile("An axis has no length.");
  const values = axes.length === 0 ? 0 : axes.reduce((product, length) => product * length, 1);
  const dataBytes =
    (Math.abs(bitpix) / 8) * number(cards, "GCOUNT", 1) * (Math.max(0, number(cards, "PCOUNT", 0)) + values);
  // Of arrays of groups, which have a first axis of 0, the size is not known here; nobody has pictures in them.
  return {
    cards,
    bitpix,
    axes,
    dataStart,
    dataBytes: Number.isFinite(dataBytes) ? Math.max(0, dataBytes) : 0,
  };
}

/** The value of a card, without its comment; null where it has none of the kinds that are known. */
function cardValue(text: string): number | string | boolean | null {
  const quoted = /^ *'((?:[^']|'')*)'/.exec(text);
  if (quoted) return quoted[1].replaceAll("''", "'").trimEnd();
  const plain = text.split("/")[0].trim();
  if (plain === "T" || plain === "F") return plain === "T";
  const value = plain === "" ? Number.NaN : Number(plain.replace(/[dD]/, "E"));
  return Number.isFinite(value) ? value : null;
}

/** A number of a header. */
export function number(cards: FitsCards, name: string, otherwise: number): number {
  const value = cards.get(name);
  return typeof value === "number" ? value : otherwise;
}

/** A text of a header, empty where it has none. */
export function text(cards: FitsCards, name: string): string {
  const value = cards.get(name);
  return typeof value === "string" ? value : "";
}
