import { failure } from "../../../shared/errors";
import type { Directory } from "./directory";
import { Compression, compressionName, Photometric, Tag } from "./tags";

export type SampleFormat = "uint" | "int" | "float";

/** Pixels of a page that can be worked with; more is no frame of a movie. */
const MOST_PIXELS = 2 ** 28;
const MOST_SAMPLES = 1024;
const MOST_CHUNKS = 2 ** 22;
/** No compression that is read here makes less than one byte of so many. */
const BEST_RATIO = 1400;
const FORMATS: Readonly<Record<number, SampleFormat>> = { 1: "uint", 2: "int", 3: "float", 4: "uint" };

/** What a page is made of: the same for all pages of a recording. */
export interface PageKind {
  readonly width: number;
  readonly height: number;
  /** Bits of a sample: 1 to 16, 32 or 64. */
  readonly bits: number;
  readonly format: SampleFormat;
  readonly samplesPerPixel: number;
  /** One of Photometric. */
  readonly photometric: number;
}

/** Where the samples of a page lie, and how they are packed. A chunk is a strip or a tile. */
export interface PageLayout extends PageKind {
  /** True when each sample of the pixels has chunks of its own; chunks of the first sample come first. */
  readonly separate: boolean;
  readonly compression: number;
  /** 1: none; 2: differences of neighbours; 3: the same of floating-point numbers. */
  readonly predictor: number;
  /** Bits of each byte lie the other way round. */
  readonly bitsReversed: boolean;
  /** For each sample beyond those of the colours: 0 says nothing, 1 and 2 are transparency. */
  readonly extraSamples: readonly number[];
  readonly tiled: boolean;
  readonly chunkWidth: number;
  readonly chunkHeight: number;
  readonly chunksAcross: number;
  readonly chunksDown: number;
  readonly offsets: Float64Array;
  /** Bytes of each chunk, as the file says. */
  readonly byteCounts: Float64Array;
}

/** Samples of a pixel that lie beside each other in a chunk. */
export function chunkSamples(layout: PageLayout): number {
  return layout.separate ? 1 : layout.samplesPerPixel;
}

/** Bytes of a row of a chunk; each begins with a new byte. */
export function rowBytes(layout: PageLayout): number {
  return Math.ceil((layout.chunkWidth * chunkSamples(layout) * layout.bits) / 8);
}

export function sameKind(a: PageKind, b: PageKind): boolean {
  return (
    a.width === b.width &&
    a.height === b.height &&
    a.bits === b.bits &&
    a.format === b.format &&
    a.samplesPerPixel === b.samplesPerPixel &&
    a.photometric === b.photometric
  );
}

/**
 * Where the whole page lies as plain rows, one after the other, or null where it does not.
 * What its bits mean is not asked.
 */
export function plainPlace(layout: PageLayout): number | null {
  const { compression, tiled, offsets, chunkHeight, height, chunksDown } = layout;
  const split = layout.separate && layout.samplesPerPixel > 1;
  if (compression !== Compression.none || tiled || split || layout.bitsReversed) return null;
  const stripBytes = chunkHeight * rowBytes(layout);
  for (let strip = 1; strip < chunksDown; strip++) {
    if (offsets[strip] !== offsets[0] + strip * stripBytes) return null;
  }
  return offsets[0] > 0 && height > 0 ? offsets[0] : null;
}

/** Where the last chunk of a page ends, as the file says. */
export function endOfPage(layout: PageLayout): number {
  const { offsets, byteCounts, compression, chunkHeight } = layout;
  const most = compression === Compression.none ? chunkHeight * rowBytes(layout) : Number.POSITIVE_INFINITY;
  let end = 0;
  for (let chunk = 0; chunk < offsets.length; chunk++) {
    end = Math.max(end, offsets[chunk] + Math.min(byteCounts[chunk] || 0, most));
  }
  return end;
}

/** Bytes of a page as plain rows. */
export function plainBytes(layout: PageLayout): number {
  return layout.height * rowBytes(layout);
}

/**
 * Understands a directory.
 *
 * @throws KinoflowError with a sentence for people: what the file has that cannot be shown ("tiffCompression" and the like), or
 * "tiffDamaged" where it contradicts itself
 */
export async function readLayout(directory: Directory, fileSize: number): Promise<PageLayout> {
  const number = async (tag: number, otherwise: number) => (await directory.number(tag)) ?? otherwise;
  const width = await number(Tag.imageWidth, 0);
  const height = await number(Tag.imageLength, 0);
  const samplesPerPixel = await number(Tag.samplesPerPixel, 1);
  if (!(width >= 1 && height >= 1 && samplesPerPixel >= 1)) throw failure("tiffDamaged");
  if (width * height > MOST_PIXELS) throw failure("tiffTooLarge", width, height);
  if (samplesPerPixel > MOST_SAMPLES) throw failure("tiffDamaged");
  if ((await number(Tag.imageDepth, 1)) > 1) throw failure("tiffVolume");

  const photometric = await number(Tag.photometric, Photometric.blackIsZero);
  const { bits, format } = await samplesOf(directory, samplesPerPixel);
  const compression = await number(Tag.compression, Compression.none);
  const predictor = await number(Tag.predictor, 1);
  refuseUnreadable({ photometric, compression, predictor, bits, format });
  const chunks = await chunksOf(directory, { width, height });
  const separate = (await number(Tag.planarConfiguration, 1)) === 2;
  const planes = separate ? samplesPerPixel : 1;
  const { chunkWidth, chunkHeight } = chunks;
  const chunksAcross = Math.ceil(width / chunkWidth);
  const chunksDown = Math.ceil(height / chunkHeight);
  const count = chunksAcross * chunksDown * planes;
  if (count > MOST_CHUNKS) throw failure("tiffDamaged");

  const pageBytes = Math.ceil((width * samplesPerPixel * bits) / 8) * height;
  if (pageBytes > fileSize * (compression === Compression.none ? 1 : BEST_RATIO))
    throw failure("tiffDamaged");
  const offsets = await directory.numbers(chunks.offsetsTag, count);
  if (offsets === undefined || offsets.length < count) throw failure("tiffDamaged");
  const stated = await directory.numbers(chunks.byteCountsTag, count);
  const byteCounts = stated?.length === count ? stated : new Float64Array(count).fill(Number.NaN);
  const extraSamples = [...((await directory.numbers(Tag.extraSamples, samplesPerPixel)) ?? [])];
  return {
    ...{ width, height, bits, format, samplesPerPixel, photometric, separate, compression, predictor },
    bitsReversed: (await number(Tag.fillOrder, 1)) === 2,
    extraSamples,
    tiled: chunks.tiled,
    ...{ chunkWidth, chunkHeight, chunksAcross, chunksDown, offsets, byteCounts },
  };
}

async function samplesOf(directory: Directory, samplesPerPixel: number) {
  const all = (await directory.numbers(Tag.bitsPerSample, samplesPerPixel)) ?? Float64Array.of(1);
  const formats = (await directory.numbers(Tag.sampleFormat, samplesPerPixel)) ?? Float64Array.of(1);
  const [bits, format] = [all[0], formats[0]];
  if (all.some((other) => other !== bits)) throw failure("tiffMixedBits");
  if (format === 5 || format === 6) throw failure("tiffComplex");
  const known = FORMATS[format];
  if (known === undefined) throw failure("tiffDamaged");
  return { bits, format: known };
}

const COLOURS: Readonly<Record<number, string>> = {
  [Photometric.separated]: "CMYK",
  [Photometric.yCbCr]: "YCbCr",
  [Photometric.cieLab]: "CIE L*a*b*",
  [Photometric.icclab]: "CIE L*a*b*",
  [Photometric.ituLab]: "CIE L*a*b*",
  32844: "CIE LogL",
  32845: "CIE LogLuv",
};
const READABLE: readonly number[] = Object.values(Compression);

function refuseUnreadable(page: {
  readonly photometric: number;
  readonly compression: number;
  readonly predictor: number;
  readonly bits: number;
  readonly format: SampleFormat;
}): void {
  const { photometric, compression, predictor, bits, format } = page;
  if (!READABLE.includes(compression)) throw failure("tiffCompression", compressionName(compression));
  if (photometric in COLOURS) throw failure("tiffColours", COLOURS[photometric]);
  const wholeBits =
    format === "float"
      ? [16, 32, 64].includes(bits)
      : format === "int"
        ? [8, 16, 32, 64].includes(bits)
        : (bits >= 1 && bits <= 16 && Number.isInteger(bits)) || bits === 32 || bits === 64;
  if (!wholeBits) throw failure("tiffBits", bits);
  if (compression === Compression.none || compression === Compression.packBits) return;
  const differences = [8, 16, 32, 64].includes(bits);
  const can = predictor === 1 || (predictor === 2 ? differences : predictor === 3 && format === "float");
  if (!can) throw failure("tiffCompression", `${compressionName(compression)}, predictor ${predictor}`);
}

async function chunksOf(
  directory: Directory,
  { width, height }: { readonly width: number; readonly height: number },
) {
  if (directory.has(Tag.tileWidth) && directory.has(Tag.tileOffsets)) {
    const chunkWidth = (await directory.number(Tag.tileWidth)) ?? 0;
    const chunkHeight = (await directory.number(Tag.tileLength)) ?? 0;
    const tooLarge = chunkWidth * chunkHeight > MOST_PIXELS;
    if (!(chunkWidth >= 1 && chunkHeight >= 1) || tooLarge) throw failure("tiffDamaged");
    const [offsetsTag, byteCountsTag] = [Tag.tileOffsets, Tag.tileByteCounts];
    return { tiled: true, chunkWidth, chunkHeight, offsetsTag, byteCountsTag };
  }
  const stated = (await directory.number(Tag.rowsPerStrip)) ?? height;
  const chunkHeight = stated >= 1 ? Math.min(stated, height) : height;
  const [offsetsTag, byteCountsTag] = [Tag.stripOffsets, Tag.stripByteCounts];
  return { tiled: false, chunkWidth: width, chunkHeight, offsetsTag, byteCountsTag };
}
