import { failure } from "../../../shared/errors";
import { type MovieNotice, movieNotice } from "../../../shared/movie";
import type { PageSamples } from "../paged/paged-file";
import type { Directory } from "./directory";
import type { PageLayout } from "./page-layout";
import type { Conversion } from "./sample-rows";
import { Photometric, Tag } from "./tags";

/** What a page is shown as; the range of values, where one is needed, comes later. */
export interface Colours {
  readonly channels: 1 | 3;
  readonly bits: 8 | 16;
  readonly depth: number;
  /** Samples of a pixel that make up a grey picture each; of colours there is one picture. */
  readonly choices: readonly (readonly number[])[];
  readonly turned: number;
  readonly palette: Uint8Array | null;
  /** True where values are no counts of up to 16 bits, so that a range of them has to be chosen. */
  readonly ranged: boolean;
  readonly notices: readonly MovieNotice[];
}

/** What can be seen of a page. */
export interface Meaning {
  /** Who describes the recording; see Recorded. */
  readonly program: string;
  /** Bits of its values that mean something; null where nothing says so. */
  readonly significantBits: number | null;
}

/**
 * How the samples of a page become grey or colours.
 *
 * @param first directory that has the palette
 * @throws KinoflowError "tiffDamaged" where there are too few samples for its colours
 */
export async function coloursOf(layout: PageLayout, first: Directory, meaning: Meaning): Promise<Colours> {
  const { photometric, samplesPerPixel, format, bits } = layout;
  const ranged = format === "float" || bits > 16;
  const kept = { ranged, bits: ranged || bits > 8 ? 16 : 8 } as const;
  const signed = format === "int" && !ranged;
  const notices = signed ? [movieNotice("tiffSigned", 2 ** (bits - 1))] : [];
  const whiteIsZero = photometric === Photometric.whiteIsZero;
  const all = 2 ** (ranged ? 16 : bits) - 1;
  const turned = (whiteIsZero ? all : 0) ^ (signed ? 2 ** (bits - 1) : 0);
  const palette = photometric === Photometric.palette && !ranged ? await paletteOf(first, bits) : null;
  const leftOut = movieNotice("tiffExtraSamples");

  if (photometric === Photometric.rgb || photometric === Photometric.linearRaw) {
    if (samplesPerPixel < 3) throw failure("tiffDamaged");
    if (samplesPerPixel > 3) notices.push(leftOut);
    const depth = ranged ? 16 : bits;
    return { ...kept, channels: 3, depth, choices: [[0, 1, 2]], turned, palette: null, notices };
  }
  // ImageJ keeps measured values, and shows them in the colours of a palette.
  if (palette !== null && meaning.program !== "ImageJ") {
    if (samplesPerPixel > 1) notices.push(leftOut);
    return { ...kept, bits: 8, depth: 8, channels: 3, choices: [[0]], turned: 0, palette, notices };
  }
  if (palette !== null) notices.push(movieNotice("tiffLookUp"));
  if (photometric === Photometric.colourFilterArray) notices.push(movieNotice("tiffMosaic"));
  const grey = greySamples(layout);
  if (grey.length < samplesPerPixel) notices.push(leftOut);
  const depth = await depthOf(layout, first, turned === 0 ? meaning.significantBits : bits);
  return {
    ...kept,
    channels: 1,
    depth,
    choices: grey.map((sample) => [sample]),
    turned,
    palette: null,
    notices,
  };
}

export function samplesOf({ channels, bits, depth }: Colours): PageSamples {
  return { channels, bits, depth };
}

/** @param choice one of the colours' choices */
export function conversionOf(colours: Colours, choice: number, range: Conversion["range"]): Conversion {
  const { channels, bits, turned, palette, choices } = colours;
  return { channels, bits, turned, palette, samples: choices[choice], range };
}

/** Samples that are no transparency; the others stand at the end. */
function greySamples({ samplesPerPixel, extraSamples }: PageLayout): readonly number[] {
  const firstExtra = samplesPerPixel - extraSamples.length;
  const samples = Array.from({ length: samplesPerPixel }, (_, sample) => sample);
  return samples.filter((sample) => sample === 0 || !(extraSamples[sample - firstExtra] > 0));
}

/** Bits of the values: those that a description or MaxSampleValue says, where that can be. */
async function depthOf(layout: PageLayout, first: Directory, significant: number | null): Promise<number> {
  const { bits, format } = layout;
  if (format === "float" || bits > 16) return 16;
  if (bits !== 16 || format !== "uint") return bits;
  if (significant !== null && Number.isInteger(significant) && significant > 8) {
    return Math.min(16, significant);
  }
  // Many programs write the greatest value of a page there; a limit of the camera is one less than a power of 2.
  const stated = Math.log2(((await first.number(Tag.maxSampleValue)) ?? 0) + 1);
  return Number.isInteger(stated) && stated > 8 && stated < 16 ? stated : bits;
}

/** Red, green and blue of each value; null where there is no palette, or its colours are the values themselves as grey. */
async function paletteOf(first: Directory, bits: number): Promise<Uint8Array | null> {
  const size = 2 ** bits;
  const words = await first.numbers(Tag.colorMap, 3 * size);
  if (words === undefined || words.length < 3 * size) return null;
  // Some programs write bytes where numbers of 16 bits belong.
  const scale = words.every((word) => word < 256) ? 1 : 256;
  const palette = Uint8Array.from({ length: 3 * size }, (_, k) =>
    Math.floor(words[(k % 3) * size + Math.floor(k / 3)] / scale),
  );
  const isGrey = bits === 8 && palette.every((level, k) => level === Math.floor(k / 3));
  return isGrey ? null : palette;
}
