import { ARROW_NUMBERS } from "../../shared/overlay/arrow-geometry";
import type { FrameSize } from "../protocol";

/*
 * What the kernels that paint on frames of video work with; see kernel/assembly/paint-*.ts. Byte offsets in the shared memory.
 */

/** Arrows that are handed to the kernels at a time. */
export const ARROWS_AT_A_TIME = 512;
/** Rows of a picture, as wide as the frame, that are handed over at a time: even, and few enough to stay in the cache. */
const STRIP_ROWS = 32;
/** A step of the kernel that adds arrows has four pixels, and may begin at the last one of a row. */
const BEYOND_ROW = 3;
/** Places of the tables of weights: by the coverage of a pixel, and by that of the four of a square. */
export const PIXEL_WEIGHTS = 256;
export const SQUARE_WEIGHTS = 1021;
const COVERAGE_WEIGHTS = 4 * (PIXEL_WEIGHTS + SQUARE_WEIGHTS);
/** Three doubles each for U and V, four integers for Y. */
const SURFACE_NUMBERS = 64;
const ALIGNMENT = 64;

/** Where things lie; see {@link paintMemoryAt}. */
export interface PaintMemory {
  readonly numbers: number;
  readonly haloWeights: number;
  readonly arrowWeights: number;
  readonly pictureWeights: number;
  /** 256 bytes. */
  readonly table: number;
  /** Of {@link ARROWS_AT_A_TIME} arrows: coordinates, colours, and whether they have halos. */
  readonly arrows: { readonly coordinates: number; readonly colours: number; readonly halos: number };
  readonly strip: { readonly byteOffset: number; readonly byteLength: number };
  /** Two bytes a pixel; all 0 between paintings. */
  readonly coverage: { readonly byteOffset: number; readonly byteLength: number };
  /** Pixels of a row of coverage or of tints. */
  readonly stride: number;
  /** Four bytes a pixel; null where all arrows have one colour. */
  readonly tints: number | null;
  /** Bytes of all. */
  readonly bytes: number;
}

/**
 * Lays the memory out from `start` on, a multiple of 64.
 *
 * @param size of the frames that are painted on
 * @param tinted whether arrows have colours of their own
 */
export function paintMemoryAt(start: number, { width, height }: FrameSize, tinted: boolean): PaintMemory {
  let end = start;
  const take = (bytes: number): number => {
    const at = end;
    end += Math.ceil(bytes / ALIGNMENT) * ALIGNMENT;
    return at;
  };
  const stride = width + BEYOND_ROW;
  const numbers = take(SURFACE_NUMBERS);
  const haloWeights = take(COVERAGE_WEIGHTS);
  const arrowWeights = take(COVERAGE_WEIGHTS);
  const pictureWeights = take(4 * PIXEL_WEIGHTS);
  const table = take(256);
  const arrows = {
    coordinates: take(4 * ARROW_NUMBERS * ARROWS_AT_A_TIME),
    colours: take(4 * ARROWS_AT_A_TIME),
    halos: take(ARROWS_AT_A_TIME),
  };
  const stripBytes = 4 * width * STRIP_ROWS;
  const strip = { byteOffset: take(stripBytes), byteLength: stripBytes };
  const coverageBytes = 2 * stride * height + ALIGNMENT;
  const coverage = { byteOffset: take(coverageBytes), byteLength: coverageBytes };
  const tints = tinted ? take(4 * stride * height + ALIGNMENT) : null;
  return {
    ...{ numbers, haloWeights, arrowWeights, pictureWeights, table, arrows, strip, coverage, stride, tints },
    bytes: end - start,
  };
}
