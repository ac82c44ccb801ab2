import { failure } from "../../../shared/errors";
import type { Tool } from "../../ffmpeg/locate";
import { DamagedFile } from "../paged/random-file";
import { decodeStills, type StillDecoding } from "../stills/still-decoder";
import { isJpeg2000, readJpeg2000Header } from "./jpeg-2000";
import { isJpeg, type JpegHeader, readJpegHeader } from "./jpeg-header";
import { decodeLosslessJpeg } from "./lossless-jpeg";
import { type DicomPixels, KIND, storedBytes } from "./pixels";
import { rlePixels, unpackRle } from "./rle";
import type { Packing } from "./transfer-syntax";

/** Unpacks frames to what would be stored without packing, the lower byte first, as {@link pixels} describe it. */
export interface FrameUnpacker {
  readonly pixels: DicomPixels;
  /** Null for a frame that cannot be unpacked. */
  unpack(frames: readonly Uint8Array[]): Promise<readonly (Uint8Array<ArrayBuffer> | null)[]>;
}

/** Tells whether bytes are the start of a packed picture; null where each fragment is one. */
export function pictureStart(packing: Packing): ((head: Uint8Array) => boolean) | null {
  if (packing === "rle" || packing === "none") return null;
  return packing === "jpeg-2000" ? isJpeg2000 : isJpeg;
}

/**
 * Makes an unpacker for frames that are like one of them.
 *
 * @param pixels as the file describes them; what the packed frame says goes before that
 * @throws DamagedFile where that frame makes no sense, KinoflowError where it is of a kind that is not read
 */
export function frameUnpacker(
  packing: Exclude<Packing, "none">,
  pixels: DicomPixels,
  frame: Uint8Array,
  ffmpeg: Tool | undefined,
  signal: AbortSignal | undefined,
): FrameUnpacker {
  if (packing === "rle") return rleUnpacker(pixels);
  const header = shapeOf(packing, frame);
  const like = likePicture(pixels, header);
  if (header.jpeg?.frame === 0xc3) return losslessUnpacker(like);
  if (!ffmpeg) throw failure("ffmpegMissing");
  return stillUnpacker(packing, like, header, ffmpeg, signal);
}

/** What a packed picture says of itself. */
interface Shape {
  readonly width: number;
  readonly height: number;
  readonly components: number;
  readonly precision: number;
  /** Of JPEG and JPEG-LS. */
  readonly jpeg: JpegHeader | null;
  /** True where the decoder raises numbers with a sign. */
  readonly raised: boolean;
}

function shapeOf(packing: Packing, frame: Uint8Array): Shape {
  if (packing === "jpeg-2000") {
    const { signed, ...shape } = readJpeg2000Header(frame);
    return { ...shape, jpeg: null, raised: signed };
  }
  const jpeg = readJpegHeader(frame);
  const { width, height, precision, components } = jpeg;
  return { width, height, precision, components: components.length, jpeg, raised: false };
}

function likePicture(
  pixels: DicomPixels,
  { width, height, components, precision, raised }: Shape,
): DicomPixels {
  if (components !== 1 && components !== 3)
    throw failure("recordingSamples", KIND, `${components} samples a pixel`);
  if (components !== pixels.stored)
    throw new DamagedFile("The picture has other samples than the file says.");
  if (width * height === 0 || precision > 16) throw new DamagedFile("The picture makes no sense.");
  if (components === 3 && precision > 8)
    throw failure("recordingSamples", KIND, `colour of ${precision} bits`);
  const said = components === pixels.stored ? pixels.photometric : components === 1 ? "grey" : "rgb";
  return {
    ...pixels,
    ...{ width, height, stored: components, shift: 0, planar: false },
    bytesPerSample: precision > 8 ? 2 : 1,
    bitsStored: Math.min(pixels.bitsStored, precision),
    // Two pixels share their colours no more.
    photometric: said === "ybr-422" ? "ybr" : said,
    palette: said === "palette" ? pixels.palette : null,
    signed: pixels.signed && !raised,
  };
}

function rleUnpacker(pixels: DicomPixels): FrameUnpacker {
  if (pixels.photometric === "ybr-422") throw failure("recordingSamples", KIND, "YBR_FULL_422, RLE");
  const unpacked = rlePixels(pixels);
  return {
    pixels: unpacked,
    unpack: async (frames) =>
      frames.map((frame) =>
        orNull(() => {
          const bytes = new Uint8Array(storedBytes(unpacked));
          unpackRle(frame, unpacked, bytes);
          return bytes;
        }),
      ),
  };
}

function losslessUnpacker(pixels: DicomPixels): FrameUnpacker {
  const { width, height, stored, bytesPerSample } = pixels;
  return {
    pixels,
    unpack: async (frames) =>
      frames.map((frame) =>
        orNull(() => {
          if (!isLike(readJpegHeader(frame), pixels)) return null;
          const { samples } = decodeLosslessJpeg(frame);
          if (samples.length !== width * height * stored) return null;
          return bytesPerSample === 1
            ? Uint8Array.from(samples)
            : new Uint8Array(samples.buffer as ArrayBuffer);
        }),
      ),
  };
}

/** By ffmpeg. */
function stillUnpacker(
  packing: "jpeg" | "jpeg-ls" | "jpeg-2000",
  pixels: DicomPixels,
  { jpeg, precision }: Shape,
  ffmpeg: Tool,
  signal: AbortSignal | undefined,
): FrameUnpacker {
  const lossy = packing === "jpeg";
  if (lossy && precision !== 8) throw failure("recordingPacking", KIND, `JPEG of ${precision} bits`);
  const planes = lossy && pixels.stored === 3 && jpeg !== null && isRgb(jpeg, pixels);
  const colour = planes ? "yuvj444p" : "rgb24";
  const grey = precision > 8 ? "gray16le" : "gray";
  const { width, height } = pixels;
  const decoding: StillDecoding = {
    ...{ ffmpeg, mostPixels: width * height, pixelFormat: pixels.stored === 3 ? colour : grey },
    decoder: lossy ? "mjpeg" : packing === "jpeg-ls" ? "jpegls" : "jpeg2000",
    ...(signal ? { signal } : {}),
  };
  // ffmpeg moves values of fewer bits to the upper ones.
  const shift = (precision > 8 ? 16 : 8) - precision;
  return {
    pixels: {
      ...pixels,
      planar: planes,
      // Of lossy pictures ffmpeg makes red, green and blue.
      photometric: lossy && pixels.stored === 3 ? "rgb" : pixels.photometric,
    },
    unpack: async (frames) => {
      const shapes = frames.map((frame) => orNull(() => shapeOf(packing, frame)));
      const sound = frames.filter((_, k) => isLike(shapes[k], pixels) && shapes[k]?.precision === precision);
      const stills = await decodeStills(decoding, sound);
      return frames.map((frame) => {
        const still = stills[sound.indexOf(frame)];
        if (!still || still.width !== width || still.height !== height) return null;
        return shift === 0 ? still.bytes : movedDown(still.bytes, precision > 8, shift);
      });
    },
  };
}

function isLike(
  shape: { readonly width: number; readonly height: number } | null | undefined,
  pixels: DicomPixels,
) {
  return shape?.width === pixels.width && shape.height === pixels.height;
}

/**
 * True where a JPEG picture holds red, green and blue although nothing in it says so, as the file has it: decoders, ffmpeg's too, would
 * take them for luma and colours. Where colours have fewer samples, or JFIF's marker stands, they are none.
 */
function isRgb({ isJfif, adobeTransform, components }: JpegHeader, { photometric }: DicomPixels): boolean {
  const full = components.every(({ across, down }) => across === 1 && down === 1);
  return photometric === "rgb" && full && !isJfif && adobeTransform === null;
}

function movedDown(bytes: Uint8Array<ArrayBuffer>, wide: boolean, shift: number): Uint8Array<ArrayBuffer> {
  const samples = wide ? new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1) : bytes;
  for (let k = 0; k < samples.length; k++) samples[k] >>= shift;
  return bytes;
}

/** What `work` gives; null where the frame is damaged. */
function orNull<T>(work: () => T): T | null {
  try {
    return work();
  } catch (error) {
    if (error instanceof DamagedFile || error instanceof RangeError) return null;
    throw error;
  }
}
