import { failure, throwIfCancelled } from "../../../shared/errors";
import { type MovieNotice, movieNotice } from "../../../shared/movie";
import { fixedFrames } from "../paged/fixed-frames";
import { checkPageSize } from "../paged/page-limits";
import type { OpenPagesOptions, PagedFile, PagedFormat } from "../paged/paged-file";
import { DamagedFile, openPages, type RandomFile } from "../paged/random-file";
import { ReadPages } from "../paged/read-pages";
import { fillNumbers } from "../paged/sample-order";
import { mapToSamples, RangeFinder, rangeNotice, type ValueRange } from "../paged/value-range";
import { type FitsPart, fitsParts, isFits, text } from "./header";
import { type FitsScaling, fitsRate, fitsScaling, fitsValues, isReadable, isTopDown } from "./values";

const KIND = "FITS";
/** Of values whose range nobody knows, so many bytes are looked at, in whole frames, and three frames at least. */
const LOOKED_AT_BYTES = 1 << 26;
/** Bytes that are made numbers at a time, of eight bytes each. */
const PIECE_BYTES = 1 << 20;
/** Numbers that samples of 16 bits can have. */
const NUMBERS: ValueRange = { from: 0, to: 65_535 };

/** Pictures and cubes of FITS files, uncompressed. Each part of a file that holds pictures is a track. */
export const fitsFormat: PagedFormat = {
  name: KIND,
  extensions: ["fits", "fit", "fts"],
  recognises: isFits,
  open: (path: string, { track = 0, signal }: OpenPagesOptions): Promise<PagedFile> =>
    openPages(KIND, path, signal, (file) => openFits(file, track, signal)),
};

/** How the numbers of a row become samples. */
interface Conversion {
  readonly bits: 8 | 16;
  convert(row: Uint8Array, target: Uint8Array): void;
  readonly notices: readonly MovieNotice[];
}

async function openFits(
  file: RandomFile,
  track: number,
  signal: AbortSignal | undefined,
): Promise<PagedFile> {
  const parts = await fitsParts(file, signal);
  const pictures = parts.filter(isPicture);
  if (pictures.length === 0) {
    const packed = parts.find(({ cards }) => cards.get("ZIMAGE") === true);
    if (packed) throw failure("recordingPacking", KIND, text(packed.cards, "ZCMPTYPE") || "ZIMAGE");
    throw failure("recordingWithoutPictures", KIND);
  }
  const part = pictures[track];
  if (!part) throw failure("noSuchTrack", track, `0–${pictures.length - 1}`);
  const { bitpix, axes, dataStart } = part;
  if (!isReadable(bitpix)) throw failure("recordingSamples", KIND, `BITPIX ${bitpix}`);
  const [width, height, ...others] = axes;
  checkPageSize(KIND, width, height, { channels: 1, bits: bitpix === 8 ? 8 : 16 });
  const stated = others.reduce((product, length) => product * length, 1);
  const rowBytes = width * (Math.abs(bitpix) / 8);
  const frameBytes = rowBytes * height;
  const there = Math.min(stated, Math.floor((file.size - dataStart) / frameBytes));
  if (there < 1) throw failure("recordingWithoutFrames", KIND);
  const offset = (page: number): number => dataStart + page * frameBytes;
  const range = (): Promise<ValueRange> =>
    rangeOf(file, { offset, there, frameBytes }, fitsScaling(part), signal);
  const { bits, convert, notices } = await conversion(fitsScaling(part), range);
  const targetBytes = width * (bits / 8);
  const topDown = isTopDown(part);
  const rate = fitsRate(part);
  return new ReadPages(
    {
      ...{ path: file.path, width, height, samples: { channels: 1, bits, depth: bits } },
      codec: `FITS, ${bitpix < 0 ? `${-bitpix}-bit floats` : `${bitpix} bits`}`,
      pageCount: there,
      timing: rate === null ? { kind: "unknown" } : { kind: "rate", framesPerSecond: rate },
      tracks: pictures.map(({ cards }, k) => ({ track: k, label: text(cards, "EXTNAME") })),
      track,
      notices: [...notices, ...(there < stated ? [movieNotice("recordingCutOff", there, stated)] : [])],
    },
    fixedFrames({
      ...{ file, frameBytes, offset },
      unpack: (bytes, target) => {
        for (let row = 0; row < height; row++) {
          const to = (topDown ? row : height - 1 - row) * targetBytes;
          convert(
            bytes.subarray(row * rowBytes, (row + 1) * rowBytes),
            target.subarray(to, to + targetBytes),
          );
        }
      },
    }),
  );
}

/** True for the first part, and for extensions of pictures, that have at least one of them. */
function isPicture({ cards, axes }: FitsPart): boolean {
  const kind = text(cards, "XTENSION");
  const isArray = kind === "" || kind === "IMAGE" || kind === "IUEIMAGE";
  return isArray && axes.length >= 2 && axes.every((length) => length > 0);
}

/**
 * Whole numbers that fit 16 bits keep their values. Signed ones of 16 bits are raised by 32768, and everything else is mapped linearly,
 * by one range for the whole recording.
 */
async function conversion(scaling: FitsScaling, range: () => Promise<ValueRange>): Promise<Conversion> {
  const { bitpix, scale, zero, blank } = scaling;
  const plain = scale === 1 && blank === null;
  if (bitpix === 8 && plain && (zero === 0 || zero === -128)) {
    return {
      bits: 8,
      convert: (row, target) => target.set(row),
      notices: zero === 0 ? [] : [movieNotice("recordingOffset", 128)],
    };
  }
  // The standard's way to store numbers without a sign.
  if (bitpix === 16 && plain && zero === 32_768) return { bits: 16, convert: raised, notices: [] };
  const found = await range();
  const whole = bitpix > 0 && Number.isInteger(scale) && Number.isInteger(zero);
  if (whole && found.from >= NUMBERS.from && found.to <= NUMBERS.to) {
    return { bits: 16, convert: mapped(scaling, NUMBERS), notices: [] };
  }
  if (bitpix === 16 && plain && zero === 0) {
    return { bits: 16, convert: raised, notices: [movieNotice("recordingOffset", 32_768)] };
  }
  return { bits: 16, convert: mapped(scaling, found), notices: [rangeNotice(found)] };
}

/** Big-endian numbers with a sign, raised by 32768: that turns the highest bit over. */
function raised(row: Uint8Array, target: Uint8Array): void {
  for (let k = 0; k < row.length; k += 2) {
    target[k] = row[k + 1];
    target[k + 1] = row[k] ^ 0x80;
  }
}

function mapped(scaling: FitsScaling, range: ValueRange): Conversion["convert"] {
  return (row, target) =>
    fillNumbers(target, (numbers) => mapToSamples(fitsValues(row, scaling), range, numbers));
}

/** The range of the values in all frames, or where these are too many, in some of them, spread evenly. */
async function rangeOf(
  file: RandomFile,
  frames: {
    readonly there: number;
    readonly frameBytes: number;
    readonly offset: (page: number) => number;
  },
  scaling: FitsScaling,
  signal: AbortSignal | undefined,
): Promise<ValueRange> {
  const { there, frameBytes, offset } = frames;
  const count = Math.min(there, Math.max(3, Math.floor(LOOKED_AT_BYTES / frameBytes)));
  const finder = new RangeFinder();
  for (let k = 0; k < count; k++) {
    throwIfCancelled(signal);
    const page = count === 1 ? 0 : Math.round((k * (there - 1)) / (count - 1));
    const bytes = await file.bytes(offset(page), frameBytes);
    for (let from = 0; from < bytes.length; from += PIECE_BYTES) {
      finder.add(fitsValues(bytes.subarray(from, from + PIECE_BYTES), scaling));
    }
  }
  const { range } = finder;
  if (!(Number.isFinite(range.from) && Number.isFinite(range.to)))
    throw new DamagedFile("No value is finite.");
  return range;
}
