import type { FramePicture } from "../../shared/frame-picture";
import type { LumaSamples } from "../../shared/luma-samples";
import { i420Size } from "../../shared/overlay/i420-surface";
import type { LumaBits, LumaPlane, SharedBytes } from "../../workers/protocol";

/** What lies in the memory of a frame. The plane that flow is computed of comes first. */
export interface FrameFormat {
  readonly width: number;
  readonly height: number;
  /** All of a frame. */
  readonly bytes: number;
  /** Of a sample of the luma plane. */
  readonly lumaBits: LumaBits;
  /** Bits of them that are used, as the recording says: 12 for values from 0 to 4095. */
  readonly depth: number;
  readonly picture: FramePicture;
}

/** A format of this size and kind. */
export function frameFormat(
  { width, height }: { readonly width: number; readonly height: number },
  lumaBits: LumaBits,
  depth: number,
  picture: FramePicture,
): FrameFormat {
  const samples = width * height;
  const bytes = (lumaBits / 8) * samples;
  const size = { width, height, lumaBits, depth, picture };
  switch (picture.kind) {
    case "i420":
      return { ...size, bytes: i420Size(width, height) };
    case "grey":
      return { ...size, bytes };
    case "yuv": {
      const chroma = Math.ceil(width / picture.columns) * Math.ceil(height / picture.rows);
      return { ...size, bytes: bytes + (lumaBits / 8) * 2 * chroma };
    }
    case "rgb":
      return { ...size, bytes: 4 * bytes };
  }
}

/** The luma plane of a frame. */
export function lumaPlane({ width, height, lumaBits }: FrameFormat, { byteOffset }: SharedBytes): LumaPlane {
  return { byteOffset, byteLength: (width * height * lumaBits) / 8, bits: lumaBits };
}

/** The same, to be read in this thread. */
export function lumaSamples(
  { width, height, lumaBits }: Pick<FrameFormat, "width" | "height" | "lumaBits">,
  frame: Uint8Array,
): LumaSamples {
  return samplesAt(frame, 0, width * height, lumaBits);
}

/**
 * Where in the memory of a frame that is read what the recording holds goes: all of it, or of RGB what follows the luma plane.
 * {@link completeFrame} does the rest.
 */
export function recordedPart(
  { width, height, lumaBits, picture }: FrameFormat,
  frame: Uint8Array,
): Uint8Array {
  return picture.kind === "rgb" ? frame.subarray((width * height * lumaBits) / 8) : frame;
}

/** Bytes of that part. */
export function recordedBytes({ width, height, lumaBits, picture, bytes }: FrameFormat): number {
  return picture.kind === "rgb" ? bytes - (width * height * lumaBits) / 8 : bytes;
}

/**
 * Makes the luma plane of a frame whose recorded part has been read. That of RGB is weighed as in BT.601 at full range, with the same
 * rounding as OpenCV's `cvtColor(…, COLOR_BGR2GRAY)` for bytes, so that flows can be compared.
 */
export function completeFrame({ width, height, lumaBits, picture }: FrameFormat, frame: Uint8Array): void {
  if (picture.kind !== "rgb") return;
  const pixels = width * height;
  const luma = samplesAt(frame, 0, pixels, lumaBits);
  const rgb = samplesAt(frame, (pixels * lumaBits) / 8, 3 * pixels, lumaBits);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += 3) {
    // 0.299, 0.587 and 0.114 in steps of 2^-14.
    luma[pixel] = (4899 * rgb[at] + 9617 * rgb[at + 1] + 1868 * rgb[at + 2] + 8192) >>> 14;
  }
}

function samplesAt(
  { buffer, byteOffset }: Uint8Array,
  from: number,
  length: number,
  bits: LumaBits,
): LumaSamples {
  return bits === 8
    ? new Uint8Array(buffer, byteOffset + from, length)
    : new Uint16Array(buffer, byteOffset + from, length);
}
