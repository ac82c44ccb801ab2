/**
 * A Matroska stream of uncompressed I420 frames, or of packets, each with its own presentation time: the way to hand frames of
 * any timing to ffmpeg through a pipe. (Its raw video formats know a constant rate only, and those of packets guess where one ends.)
 *
 * Written after the EBML and Matroska specifications (RFC 8794, RFC 9559): unknown-size segment and clusters, one
 * SimpleBlock a cluster, timestamps in nanoseconds.
 */

const ID = {
  ebml: 0x1a45dfa3,
  docType: 0x4282,
  docTypeVersion: 0x4287,
  docTypeReadVersion: 0x4285,
  segment: 0x18538067,
  info: 0x1549a966,
  timestampScale: 0x2ad7b1,
  muxingApp: 0x4d80,
  writingApp: 0x5741,
  tracks: 0x1654ae6b,
  trackEntry: 0xae,
  trackNumber: 0xd7,
  trackUid: 0x73c5,
  trackType: 0x83,
  flagLacing: 0x9c,
  defaultDuration: 0x23e383,
  codecId: 0x86,
  video: 0xe0,
  pixelWidth: 0xb0,
  pixelHeight: 0xba,
  uncompressedFourCc: 0x2eb524,
  cluster: 0x1f43b675,
  timestamp: 0xe7,
  simpleBlock: 0xa3,
} as const;

/** The size that means "until the next element of this level". */
const UNKNOWN_SIZE = Uint8Array.of(0x01, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff);

/**
 * What comes before the first frame.
 *
 * @param lastDuration seconds that the last frame is shown; all others are shown until the next one comes
 * @param codec of packets, by its name in Matroska; frames of I420 by default
 */
export function matroskaHeader(
  width: number,
  height: number,
  lastDuration: number,
  codec: string | null = null,
): Uint8Array {
  return concat([
    element(ID.ebml, [
      element(ID.docType, text("matroska")),
      element(ID.docTypeVersion, unsigned(4)),
      element(ID.docTypeReadVersion, unsigned(2)),
    ]),
    idBytes(ID.segment),
    UNKNOWN_SIZE,
    element(ID.info, [
      element(ID.timestampScale, unsigned(1)),
      element(ID.muxingApp, text("Kinoflow")),
      element(ID.writingApp, text("Kinoflow")),
    ]),
    element(ID.tracks, [
      element(ID.trackEntry, [
        element(ID.trackNumber, unsigned(1)),
        element(ID.trackUid, unsigned(1)),
        element(ID.trackType, unsigned(1)),
        element(ID.flagLacing, unsigned(0)),
        element(ID.defaultDuration, unsigned(Math.max(1, Math.round(lastDuration * 1e9)))),
        element(ID.codecId, text(codec ?? "V_UNCOMPRESSED")),
        element(ID.video, [
          element(ID.pixelWidth, unsigned(width)),
          element(ID.pixelHeight, unsigned(height)),
          ...(codec === null ? [element(ID.uncompressedFourCc, text("I420"))] : []),
        ]),
      ]),
    ]),
  ]);
}

/**
 * What comes before the bytes of one frame.
 *
 * @param seconds presentation time, not negative
 * @param frameBytes how many bytes of the frame follow
 */
export function matroskaFrameHeader(seconds: number, frameBytes: number): Uint8Array {
  // Track 1, no offset from the cluster's time, keyframe.
  const block = Uint8Array.of(0x81, 0, 0, 0x80);
  return concat([
    idBytes(ID.cluster),
    UNKNOWN_SIZE,
    element(ID.timestamp, unsigned(Math.round(seconds * 1e9))),
    idBytes(ID.simpleBlock),
    size(block.length + frameBytes),
    block,
  ]);
}

function element(id: number, content: Uint8Array | readonly Uint8Array[]): Uint8Array {
  const bytes = content instanceof Uint8Array ? content : concat(content);
  return concat([idBytes(id), size(bytes.length), bytes]);
}

function idBytes(id: number): Uint8Array {
  return unsigned(id);
}

/** Sizes in eight bytes, always: simple, and the few bytes do not matter beside a frame. */
function size(value: number): Uint8Array {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value) | (1n << 56n));
  return bytes;
}

/** Big-endian, as short as it goes. */
function unsigned(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt(value);
  do {
    bytes.unshift(Number(rest & 0xffn));
    rest >>= 8n;
  } while (rest > 0n);
  return Uint8Array.from(bytes);
}

function text(value: string): Uint8Array {
  return new TextEncoder().encode(value);
}

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((sum, part) => sum + part.length, 0));
  let position = 0;
  for (const part of parts) {
    whole.set(part, position);
    position += part.length;
  }
  return whole;
}
