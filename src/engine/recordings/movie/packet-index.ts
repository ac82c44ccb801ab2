import { movieInput } from "../../ffmpeg/arguments";
import type { FfmpegTools } from "../../ffmpeg/locate";
import { runTool } from "../../ffmpeg/process";
import { GrowingIndex } from "./frame-index";
import { type ListedPacket, PresentationOrder } from "./presentation-order";
import type { MovieProbe } from "./probe";

/** The stream to make an index of. */
export type IndexedStream = Pick<
  MovieProbe,
  "input" | "stream" | "codec" | "pixelFormat" | "timeBase" | "statedFrameRate"
>;

/** An index while it is being made. */
export interface Indexing {
  readonly index: GrowingIndex;
  /**
   * Resolves when all of the movie has been read: false when what was read cannot be relied on, and the index stays
   * incomplete. Rejects with `cancelled` when the signal aborted.
   */
  readonly done: Promise<boolean>;
}

/** Makes the index from the container's packets, without decoding: many times faster than the movie can be decoded. */
export function indexPackets(tools: FfmpegTools, probe: IndexedStream, signal: AbortSignal): Indexing {
  const index = new GrowingIndex("timestamps");
  return { index, done: readPackets(tools, probe, index, signal) };
}

/** The same of packets that have been listed already, in the order of the file. */
export function indexListed(packets: readonly ListedPacket[], probe: IndexedStream): Indexing {
  const index = new GrowingIndex("timestamps");
  const taker = new PacketTaker(index, probe);
  for (const packet of packets) if (!taker.take(packet)) break;
  return { index, done: Promise.resolve(taker.finish()) };
}

async function readPackets(
  tools: FfmpegTools,
  probe: IndexedStream,
  index: GrowingIndex,
  signal: AbortSignal,
): Promise<boolean> {
  const taker = new PacketTaker(index, probe);
  // Reading on is pointless once the packets turn out to be of no use.
  const enough = new AbortController();
  const takeLine = (line: string): void => {
    const packet = parsePacket(line);
    if (packet && !taker.take(packet)) enough.abort();
  };
  let rest = "";
  try {
    await runTool(
      tools.ffprobe.path,
      [
        ...["-v", "level+error", "-select_streams", String(probe.stream)],
        ...["-show_entries", "packet=pts,dts,duration,flags", "-of", "csv=p=0:s=|"],
        ...movieInput(probe.input),
      ],
      {
        signal: AbortSignal.any([signal, enough.signal]),
        onStdout: (text) => {
          const lines = (rest + text).split("\n");
          rest = lines.pop() ?? "";
          for (const line of lines) takeLine(line);
          index.announce();
        },
      },
    );
  } catch (error) {
    if (enough.signal.aborted && !signal.aborted) return false;
    throw error;
  }
  takeLine(rest);
  return taker.finish();
}

/** Puts packets, as they come, into an index. */
class PacketTaker {
  readonly #order: PresentationOrder;
  #lastDuration = 0;
  #begun = false;
  #usable = true;
  readonly #index: GrowingIndex;

  constructor(index: GrowingIndex, probe: IndexedStream) {
    this.#index = index;
    const jumpsAllowed = !hasDetachedPalette(probe);
    this.#order = new PresentationOrder(({ pts, duration, keyframe }) => {
      index.add({ ticks: pts, keyframe: keyframe && (jumpsAllowed || index.count === 0) });
      this.#lastDuration = duration;
    });
  }

  /** False once the packets cannot be relied on. */
  take(packet: ListedPacket): boolean {
    // A recording that begins between keyframes: what the decoder makes of its beginning is up to the decoder.
    // (A movie that was cut keeps what its first frames need in front of them, discarded for display.)
    if (!this.#begun && !packet.keyframe) this.#usable = false;
    this.#begun = true;
    if (!packet.discarded) this.#order.push(packet);
    this.#usable &&= this.#order.reliable;
    return this.#usable;
  }

  /** There are no more. False where they cannot be relied on, and the index stays incomplete. */
  finish(): boolean {
    if (!this.#usable) return false;
    this.#order.finish();
    if (this.#index.count === 0) return false;
    this.#index.finish(this.#lastDuration);
    return true;
  }
}

/** Palettes that lie outside the frames: ffmpeg hands them over with the first packet only, and a jump misses them. */
function hasDetachedPalette({ codec, pixelFormat }: IndexedStream): boolean {
  return pixelFormat === "pal8" && !["gif", "png", "apng", "webp"].includes(codec);
}

/** Reads a line `pts|dts|duration|flags` of ffprobe's. Null when it tells of no packet. */
export function parsePacket(line: string): ListedPacket | null {
  const [pts, dts, duration, flags] = line.trim().split("|");
  if (flags === undefined) return null;
  return {
    pts: ticksOf(pts),
    dts: ticksOf(dts),
    duration: ticksOf(duration) || 0,
    keyframe: flags.includes("K"),
    discarded: flags.includes("D"),
  };
}

function ticksOf(text: string): number {
  return text === "N/A" ? Number.NaN : Number(text);
}
