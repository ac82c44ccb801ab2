import { cancelledError, throwIfCancelled } from "../../../shared/errors";
import { parseFrame, QUIET, showFrames } from "../../ffmpeg/arguments";
import type { Tool } from "../../ffmpeg/locate";
import { ToolProcess } from "../../ffmpeg/process";
import { matroskaFrameHeader, matroskaHeader } from "../../ffmpeg/raw-matroska";

/** What decodes pictures that are packed by themselves. */
export interface StillDecoding {
  readonly ffmpeg: Tool;
  /** ffmpeg's name of the decoder. */
  readonly decoder: "mjpeg" | "jpegls" | "jpeg2000" | "webp";
  /** ffmpeg's name of the pixels that are wanted, without padding. */
  readonly pixelFormat: "gray" | "gray16le" | "rgb24" | "rgba" | "yuvj444p";
  /** Pixels of the largest picture: a larger one is damage, and no memory is taken for it. */
  readonly mostPixels: number;
  readonly signal?: AbortSignal;
}

/** A decoded picture. */
export interface Still {
  readonly width: number;
  readonly height: number;
  /** In the wanted format. */
  readonly bytes: Uint8Array<ArrayBuffer>;
}

const BYTES_PER_PIXEL = { gray: 1, gray16le: 2, rgb24: 3, rgba: 4, yuvj444p: 3 } as const;
/** A program that has not decoded its pictures by then never will. */
const MOST_MS = 120_000;
/** The decoder counts the pixels by which it makes rows longer, too. */
const MORE_PIXELS = 1 << 23;
const NANOSECONDS = 1e9;

/**
 * Decodes pictures, all by one run of ffmpeg: starting it takes longer than decoding most of them. Each picture is a packet of a
 * Matroska stream with a time of its own, by which ffmpeg announces it, so that one that cannot be decoded shifts no other.
 *
 * @returns a picture for each packet; null where it cannot be decoded
 * @throws KinoflowError `cancelled`
 */
export async function decodeStills(
  decoding: StillDecoding,
  packets: readonly Uint8Array[],
): Promise<readonly (Still | null)[]> {
  if (packets.length === 0) return [];
  const { pixelFormat, mostPixels } = decoding;
  const { announced, output } = await runDecoder(decoding, packets);
  const bytesPerPixel = BYTES_PER_PIXEL[pixelFormat];
  const expected = announced.reduce((sum, { width, height }) => sum + width * height * bytesPerPixel, 0);
  if (output.length !== expected || announced.length > packets.length) {
    // What came cannot be told apart, so each picture gets a run of its own.
    if (packets.length === 1) return [null];
    const stills: (Still | null)[] = [];
    for (const packet of packets) stills.push(...(await decodeStills(decoding, [packet])));
    return stills;
  }
  const stills: (Still | null)[] = packets.map(() => null);
  let position = 0;
  for (const { index, width, height } of announced) {
    const end = position + width * height * bytesPerPixel;
    const fits = index >= 0 && index < packets.length && width * height <= mostPixels;
    if (fits) stills[index] = { width, height, bytes: output.subarray(position, end) };
    position = end;
  }
  return stills;
}

interface Announced {
  readonly index: number;
  readonly width: number;
  readonly height: number;
}

async function runDecoder(
  { ffmpeg, decoder, pixelFormat, mostPixels, signal }: StillDecoding,
  packets: readonly Uint8Array[],
): Promise<{ readonly announced: readonly Announced[]; readonly output: Uint8Array<ArrayBuffer> }> {
  throwIfCancelled(signal);
  const announced: Announced[] = [];
  const tool = new ToolProcess(
    ffmpeg.path,
    [
      ...QUIET,
      ...["-f", "matroska", "-probesize", "32", "-analyzeduration", "0"],
      ...["-max_pixels", String(4 * mostPixels + MORE_PIXELS), "-c:v", decoder, "-copyts", "-i", "pipe:0"],
      // Pictures of several sizes keep them.
      ...["-map", "0:0", "-vf", showFrames(false), "-fps_mode", "passthrough", "-autoscale", "0"],
      ...["-sws_flags", "accurate_rnd+full_chroma_int+bitexact", "-pix_fmt", pixelFormat],
      ...["-threads", "1", "-f", "rawvideo", "pipe:1"],
    ],
    {
      stdin: "pipe",
      onInfo: (line) => {
        const frame = parseFrame(line);
        if (frame) announced.push({ ...frame, index: Math.round((frame.ticks ?? -1) / NANOSECONDS) });
      },
    },
  );
  const stop = (): void => tool.kill();
  signal?.addEventListener("abort", stop, { once: true });
  const timer = setTimeout(stop, MOST_MS);
  try {
    const chunks: Uint8Array[] = [];
    // A program that could not be started has no pipes.
    if (tool.pid !== undefined) {
      let room = packets.length * mostPixels * BYTES_PER_PIXEL[pixelFormat];
      tool.stdout.on("data", (chunk: Uint8Array) => {
        room -= chunk.length;
        if (room >= 0) chunks.push(chunk);
        else stop();
      });
      // Where ffmpeg gives up, the rest is not wanted.
      tool.stdin.on("error", () => undefined);
      tool.stdin.write(matroskaHeader(16, 16, 1, "V_MJPEG"));
      for (const [index, packet] of packets.entries()) {
        tool.stdin.write(matroskaFrameHeader(index, packet.length));
        tool.stdin.write(packet);
      }
      tool.stdin.end();
    }
    await tool.ended;
    if (signal?.aborted) throw cancelledError();
    return { announced, output: Uint8Array.from(Buffer.concat(chunks)) };
  } finally {
    clearTimeout(timer);
    signal?.removeEventListener("abort", stop);
  }
}
