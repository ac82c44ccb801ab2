import { failure } from "../../../shared/errors";
import { DamagedFile } from "../paged/random-file";

/**
 * The header of StreamPix sequences. Norpix publishes its fields with StreamPix; the offsets are those that the readers of
 * pims (`norpix_reader.py`) and of whisk (`seq.h`) agree on. Numbers are little-endian.
 */
const AT = {
  version: 28,
  width: 548,
  height: 552,
  bitDepth: 556,
  bitDepthReal: 560,
  imageBytes: 564,
  imageFormat: 568,
  allocatedFrames: 572,
  trueImageSize: 580,
  frameRate: 584,
  compression: 620,
} as const;

/** Bytes of the header in files of version 4 and below, and in newer ones, where what follows the fields is empty. */
const HEADER_BYTES = 1024;
const NEW_HEADER_BYTES = 8192;
/** The first version whose time stamps have microseconds. */
const NEW_VERSION = 5;
/** Bytes of a time stamp: seconds, milliseconds and, from version 5 on, microseconds. */
const STAMP_BYTES = 8;
/** Frames that a header may speak of: more are damage. */
const MOST_FRAMES = 2 ** 31;

/** How the bytes of a pixel are to be read. */
export type NorpixPixels = "grey" | "mosaic" | "bgr" | "rgb" | "bgrx";

export interface NorpixHeader {
  readonly width: number;
  readonly height: number;
  readonly pixels: NorpixPixels;
  readonly bits: 8 | 16;
  readonly depth: number;
  /** Bytes of the picture of a frame. */
  readonly imageBytes: number;
  /** Bytes from the start of a frame to the start of the next one. */
  readonly stride: number;
  /** Where the first frame begins. */
  readonly start: number;
  /** Frames that the header says there are; 0 where it says nothing, as in a recording that was never finished. */
  readonly stated: number;
  /** Frames a second as the header states them; null where it does not. */
  readonly framesPerSecond: number | null;
  /** True when each frame is followed by the time at which it was taken, and whether that has microseconds. */
  readonly stamped: boolean;
  readonly microseconds: boolean;
}

const PIXELS: Readonly<Record<number, NorpixPixels>> = {
  100: "grey",
  101: "mosaic",
  200: "bgr",
  400: "rgb",
  500: "bgrx",
};
const COMPONENTS: Readonly<Record<NorpixPixels, number>> = { grey: 1, mosaic: 1, bgr: 3, rgb: 3, bgrx: 4 };

/** True for the first bytes of a StreamPix sequence. */
export function isNorpix(head: Uint8Array): boolean {
  const magic = head[0] === 0xed && head[1] === 0xfe && head[2] === 0 && head[3] === 0;
  const name = Array.from("Norpix seq", (letter) => [letter.charCodeAt(0), 0]).flat();
  return magic && name.every((byte, k) => head[4 + k] === byte);
}

/**
 * Reads the header.
 *
 * @param bytes the first 1024 bytes of the file
 * @param fileBytes of the whole file, which tells how long the header is
 * @throws KinoflowError where the frames are packed, DamagedFile where the header makes no sense
 */
export function readNorpixHeader(bytes: Uint8Array, fileBytes: number): NorpixHeader {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const u32 = (at: number): number => view.getUint32(at, true);
  const compression = u32(AT.compression);
  const format = u32(AT.imageFormat);
  const pixels = PIXELS[format];
  // 102, 201 and others of that kind are JPEG, 1 and 2 are PNG, in the readers of Piotr's toolbox.
  if (compression !== 0) throw failure("recordingPacking", "Norpix", `compression ${compression}`);
  if (!pixels) throw failure("recordingPacking", "Norpix", `image format ${format}`);
  const [width, height, imageBytes, stride] = [AT.width, AT.height, AT.imageBytes, AT.trueImageSize].map(u32);
  const samples = width * height * COMPONENTS[pixels];
  const bits = imageBytes === samples ? 8 : imageBytes === 2 * samples ? 16 : null;
  if (bits === null && samples > 0 && imageBytes > 0 && imageBytes < 2 * samples) {
    throw failure("recordingSamples", "Norpix", `${imageBytes} bytes for ${samples} samples`);
  }
  if (bits === null || samples === 0 || stride < imageBytes)
    throw new DamagedFile("Sizes do not fit each other.");
  if (bits === 16 && pixels !== "grey" && pixels !== "mosaic") {
    throw failure("recordingSamples", "Norpix", "colour of 16 bits");
  }
  const depths = [AT.bitDepth, AT.bitDepthReal].map(u32).map((depth) => depth / COMPONENTS[pixels]);
  const depth = Math.min(...depths.filter((value) => value >= 8 && value <= bits), bits);
  const stated = u32(AT.allocatedFrames);
  if (stated > MOST_FRAMES) throw new DamagedFile("No recording has so many frames.");
  const rate = view.getFloat64(AT.frameRate, true);
  const version = view.getInt32(AT.version, true);
  return {
    ...{ width, height, pixels, bits, depth, imageBytes, stride, stated },
    start: startOfFrames(version, stride, stated, fileBytes),
    framesPerSecond: rate > 0 && rate <= 1e9 ? rate : null,
    stamped: stride - imageBytes >= STAMP_BYTES,
    microseconds: version >= NEW_VERSION,
  };
}

/**
 * Files of version 5 and newer have a header of 8192 bytes, older ones one of 1024, both of which call it 1024. What some
 * programs write follows the field instead of the version, so where only one of the two leaves room for whole frames, that one it is.
 */
function startOfFrames(version: number, stride: number, stated: number, fileBytes: number): number {
  const [usual, other] =
    version >= NEW_VERSION ? [NEW_HEADER_BYTES, HEADER_BYTES] : [HEADER_BYTES, NEW_HEADER_BYTES];
  const fits = (start: number): boolean =>
    stated > 0 ? start + stated * stride === fileBytes : (fileBytes - start) % stride === 0;
  return !fits(usual) && fits(other) ? other : usual;
}
