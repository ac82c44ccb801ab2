import type { LumaSamples } from "../../shared/luma-samples";
import type { LumaBits, LumaPlane, SharedBytes } from "../../workers/protocol";

/** What lies in the memory of a frame. The plane that flow is computed of comes first. */
export interface FrameFormat {
  readonly width: number;
  readonly height: number;
  /** All of a frame. */
  readonly bytes: number;
  /** Of a sample of that plane. */
  readonly lumaBits: LumaBits;
}

/** The luma plane of a frame. */
export function lumaPlane({ width, height, lumaBits }: FrameFormat, { byteOffset }: SharedBytes): LumaPlane {
  return { byteOffset, byteLength: (width * height * lumaBits) / 8, bits: lumaBits };
}

/** The same, to be read in this thread. */
export function lumaSamples({ width, height, lumaBits }: FrameFormat, frame: Uint8Array): LumaSamples {
  const { buffer, byteOffset } = frame;
  const pixels = width * height;
  return lumaBits === 8
    ? new Uint8Array(buffer, byteOffset, pixels)
    : new Uint16Array(buffer, byteOffset, pixels);
}
