import { failure, throwIfCancelled } from "../../../shared/errors";
import { checkPageSize } from "../paged/page-limits";
import { DamagedFile, type RandomFile } from "../paged/random-file";

/** A frame of an animation: a part of the canvas (WebP container specification, "ANMF"). */
export interface WebpFrame {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
  /** How long it is shown. */
  readonly milliseconds: number;
  /** True where its transparent pixels let the canvas through; false where they replace it. */
  readonly blends: boolean;
  /** True where its part of the canvas becomes transparent before the next frame is drawn. */
  readonly clears: boolean;
  /** Where its picture lies in the file: chunks of transparency and of colours. */
  readonly offset: number;
  readonly length: number;
}

export interface WebpAnimation {
  readonly width: number;
  readonly height: number;
  readonly frames: readonly WebpFrame[];
  /** True where the file ends in the middle of a frame, or its chain of chunks does. */
  readonly cut: boolean;
}

const CHUNK_HEADER = 8;
const FRAME_HEADER = 16;
const MOST_FRAMES = 1_000_000;
/** Flags of the first chunk, and of a frame. */
const ANIMATION_FLAG = 0x02;
const NO_BLEND_FLAG = 0x02;
const CLEAR_FLAG = 0x01;

/** True for the first bytes of an animated WebP file; still ones are pictures that ffmpeg reads. */
export function isAnimatedWebp(head: Uint8Array): boolean {
  return (
    name(head, 0) === "RIFF" &&
    name(head, 8) === "WEBP" &&
    name(head, 12) === "VP8X" &&
    (head[20] & ANIMATION_FLAG) !== 0
  );
}

/** Lists the frames of an animation, up to where the file is cut off. */
export async function readWebpAnimation(file: RandomFile, signal?: AbortSignal): Promise<WebpAnimation> {
  const head = await file.bytes(0, 30);
  if (!isAnimatedWebp(head)) throw new DamagedFile("This is no animated WebP file.");
  const [width, height] = [1 + u24(head, 24), 1 + u24(head, 27)];
  checkPageSize("WebP", width, height, { channels: 3, bits: 8 });
  // A file that is still being written states no size, or that of before.
  const frames: WebpFrame[] = [];
  const header = new Uint8Array(CHUNK_HEADER + FRAME_HEADER);
  let position = 12;
  let cut = false;
  while (position + CHUNK_HEADER <= file.size && frames.length < MOST_FRAMES) {
    if (frames.length % 1000 === 0) throwIfCancelled(signal);
    const read = await file.readSome(header, position);
    const kind = name(header, 0);
    const length = u24(header, 4) + header[7] * 2 ** 24;
    const end = position + CHUNK_HEADER + length;
    if (!/^[\x20-\x7e]{4}$/.test(kind)) break;
    if (kind === "ANMF") {
      cut = end > file.size || read < header.length || length < FRAME_HEADER;
      if (cut) break;
      const frame = frameOf(header, position + header.length, length - FRAME_HEADER);
      const inside = frame.x + frame.width <= width && frame.y + frame.height <= height;
      // One that lies elsewhere is damaged; those behind it are not.
      frames.push(inside ? frame : { ...frame, length: 0, x: 0, y: 0, width, height });
    }
    position = end + (length % 2);
  }
  if (frames.length === 0) throw failure("recordingWithoutFrames", "WebP");
  return { width, height, frames, cut };
}

function frameOf(header: Uint8Array, offset: number, length: number): WebpFrame {
  const at = CHUNK_HEADER;
  const flags = header[at + 15];
  return {
    ...{ x: 2 * u24(header, at), y: 2 * u24(header, at + 3) },
    ...{ width: 1 + u24(header, at + 6), height: 1 + u24(header, at + 9) },
    milliseconds: u24(header, at + 12),
    blends: (flags & NO_BLEND_FLAG) === 0,
    clears: (flags & CLEAR_FLAG) !== 0,
    ...{ offset, length },
  };
}

/**
 * Makes a still WebP file of the chunks of a frame.
 *
 * @throws DamagedFile where they are no picture of the frame's size, so that no decoder takes memory for another one
 */
export function stillOfFrame(chunks: Uint8Array, { width, height }: WebpFrame): Uint8Array<ArrayBuffer> {
  const kept: Uint8Array[] = [];
  let size: readonly [number, number] | null = null;
  let hasAlpha = false;
  for (let at = 0; at + CHUNK_HEADER <= chunks.length && size === null; ) {
    const kind = name(chunks, at);
    const length = u24(chunks, at + 4) + chunks[at + 7] * 2 ** 24;
    const content = chunks.subarray(at + CHUNK_HEADER, at + CHUNK_HEADER + length);
    if (content.length < length) throw new DamagedFile("A chunk is cut off.");
    if (kind === "ALPH" || kind === "VP8 " || kind === "VP8L") {
      kept.push(chunks.subarray(at, at + CHUNK_HEADER + length), new Uint8Array(length % 2));
      hasAlpha ||= kind === "ALPH";
      if (kind === "VP8 ") size = lossySize(content);
      if (kind === "VP8L") size = losslessSize(content);
    }
    at += CHUNK_HEADER + length + (length % 2);
  }
  if (size?.[0] !== width || size[1] !== height) throw new DamagedFile("The picture has another size.");
  // The chunk of features: transparency, and the size.
  const features = new Uint8Array(CHUNK_HEADER + 10);
  features.set(Buffer.from("VP8X\x0a\0\0\0", "latin1"));
  features[CHUNK_HEADER] = 0x10;
  putU24(features, CHUNK_HEADER + 4, width - 1);
  putU24(features, CHUNK_HEADER + 7, height - 1);
  const parts = [...(hasAlpha ? [features] : []), ...kept];
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  const file = new Uint8Array(12 + length);
  file.set(Buffer.from("RIFF\0\0\0\0WEBP", "latin1"));
  new DataView(file.buffer).setUint32(4, 4 + length, true);
  let at = 12;
  for (const part of parts) {
    file.set(part, at);
    at += part.length;
  }
  return file;
}

/** Of the header of a keyframe of VP8 (RFC 6386, 9.1); null where there is none. */
function lossySize(content: Uint8Array): readonly [number, number] | null {
  const isKeyframe = content.length >= 10 && (content[0] & 1) === 0;
  if (!isKeyframe || content[3] !== 0x9d || content[4] !== 0x01 || content[5] !== 0x2a) return null;
  return [(content[6] | (content[7] << 8)) & 0x3fff, (content[8] | (content[9] << 8)) & 0x3fff];
}

/** Of the header of VP8L: a signature, then 14 bits each. */
function losslessSize(content: Uint8Array): readonly [number, number] | null {
  if (content.length < 5 || content[0] !== 0x2f) return null;
  const bits = content[1] | (content[2] << 8) | (content[3] << 16) | (content[4] << 24);
  return [1 + (bits & 0x3fff), 1 + ((bits >>> 14) & 0x3fff)];
}

function name(bytes: Uint8Array, at: number): string {
  return String.fromCharCode(...bytes.subarray(at, at + 4));
}

function u24(bytes: Uint8Array, at: number): number {
  return bytes[at] | (bytes[at + 1] << 8) | (bytes[at + 2] << 16);
}

function putU24(bytes: Uint8Array, at: number, value: number): void {
  bytes[at] = value & 255;
  bytes[at + 1] = (value >> 8) & 255;
  bytes[at + 2] = value >> 16;
}
