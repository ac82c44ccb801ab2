import { failure } from "../../../shared/errors";
import { checkPageSize } from "../paged/page-limits";
import { DamagedFile } from "../paged/random-file";
import type { DataSet } from "./data-set";
import { type Palette, readPalette } from "./palette";
import { TAG, text, unsigned } from "./tags";

export const KIND = "DICOM";

/** What the samples of a pixel mean (Photometric Interpretation, PS3.3, C.7.6.3.1.2). */
export type Photometric = "grey" | "inverse" | "rgb" | "ybr" | "ybr-422" | "palette";

/** How the pixels of a file are described (Image Pixel Module, PS3.3, C.7.6.3). */
export interface DicomPixels {
  readonly width: number;
  readonly height: number;
  /** Samples of a pixel as they are stored. */
  readonly stored: 1 | 3;
  /** True where all reds come first, then all greens and all blues. */
  readonly planar: boolean;
  readonly bytesPerSample: 1 | 2;
  readonly bitsStored: number;
  /** Bits below the lowest one that is used. */
  readonly shift: number;
  readonly signed: boolean;
  readonly photometric: Photometric;
  readonly palette: Palette | null;
}

const PHOTOMETRIC: Readonly<Record<string, Photometric>> = {
  MONOCHROME1: "inverse",
  MONOCHROME2: "grey",
  RGB: "rgb",
  YBR_FULL: "ybr",
  YBR_FULL_422: "ybr-422",
  "PALETTE COLOR": "palette",
  // Only of JPEG 2000, whose decoder undoes them.
  YBR_ICT: "rgb",
  YBR_RCT: "rgb",
};

/** @throws KinoflowError with one sentence for pixels that are not read, DamagedFile where they make no sense */
export function readPixels(set: DataSet): DicomPixels {
  const height = unsigned(set, TAG.rows) ?? 0;
  const width = unsigned(set, TAG.columns) ?? 0;
  const allocated = unsigned(set, TAG.bitsAllocated) ?? 8;
  const stored = unsigned(set, TAG.samplesPerPixel) ?? 1;
  if (allocated !== 8 && allocated !== 16) throw failure("recordingSamples", KIND, `${allocated} bits`);
  if (stored !== 1 && stored !== 3) throw failure("recordingSamples", KIND, `${stored} samples a pixel`);
  const name = text(set, TAG.photometric) || (stored === 1 ? "MONOCHROME2" : "RGB");
  const photometric = PHOTOMETRIC[name];
  const isColour = photometric === "rgb" || photometric === "ybr" || photometric === "ybr-422";
  if (!photometric || isColour !== (stored === 3)) throw failure("recordingSamples", KIND, name);
  if (allocated === 16 && (photometric === "ybr" || photometric === "ybr-422")) {
    throw failure("recordingSamples", KIND, `${name}, 16 bits`);
  }
  const bitsStored = unsigned(set, TAG.bitsStored) ?? allocated;
  const highBit = unsigned(set, TAG.highBit) ?? bitsStored - 1;
  if (bitsStored < 1 || bitsStored > allocated || highBit >= allocated || highBit < bitsStored - 1) {
    throw new DamagedFile("The bits of a sample make no sense.");
  }
  const channels = photometric === "palette" ? 3 : stored;
  checkPageSize(KIND, width, height, { channels, bits: allocated });
  return {
    ...{ width, height, stored, photometric, bitsStored },
    planar: stored === 3 && unsigned(set, TAG.planar) === 1,
    bytesPerSample: allocated === 8 ? 1 : 2,
    shift: highBit + 1 - bitsStored,
    signed: unsigned(set, TAG.representation) === 1,
    palette: photometric === "palette" ? readPalette(set) : null,
  };
}

/** Bytes of a frame as it is stored without packing. */
export function storedBytes({ width, height, stored, bytesPerSample, photometric }: DicomPixels): number {
  // Two pixels share their colours.
  if (photometric === "ybr-422") return 2 * Math.ceil(width / 2) * 2 * height;
  return width * height * stored * bytesPerSample;
}
