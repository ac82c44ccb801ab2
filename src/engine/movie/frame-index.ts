import { KinoflowError, throwIfCancelled } from "../../shared/errors";
import { movieInput, parseFrameTicks, QUIET } from "../ffmpeg/arguments";
import type { FfmpegTools } from "../ffmpeg/locate";
import { runTool, ToolProcess } from "../ffmpeg/process";
import type { MovieProbe } from "./probe";

/** Frame k of a movie is the k-th in presentation order; this says when each is presented and where decoding can start. */
export interface FrameIndex {
  /** Presentation timestamps in ticks of the stream's time base, never decreasing. */
  readonly ticks: Float64Array;
  /** 1 where the container marks a keyframe. */
  readonly keyframes: Uint8Array;
  /** Ticks that the last frame is shown. */
  readonly lastDuration: number;
  /**
   * True when every timestamp is known and different from all others, so that a decoded frame is known by its
   * timestamp. Otherwise frames are known by counting from the start of the movie, and nothing can be skipped.
   */
  readonly exactTimestamps: boolean;
}

/** Reads the index from the container's packets, without decoding. Null when the container's timestamps do not suffice. */
export async function indexPackets(
  tools: FfmpegTools,
  probe: MovieProbe,
  signal?: AbortSignal,
): Promise<FrameIndex | null> {
  const packets: { ticks: number; duration: number; key: boolean }[] = [];
  let incomplete = false;
  let rest = "";
  const onLine = (line: string): void => {
    const fields = line.split("|");
    const [pts, duration, flags] = fields;
    if (flags === undefined || flags.includes("D")) return; // D: cut away by the edit list, decoded but never shown
    const ticks = Number(pts);
    if (pts === "N/A" || !Number.isFinite(ticks)) incomplete = true;
    else packets.push({ ticks, duration: Number(duration) || 0, key: flags.includes("K") });
  };
  const entries = "packet=pts,duration,flags";
  await runTool(
    tools.ffprobe.path,
    [
      "-v",
      "level+error",
      "-select_streams",
      String(probe.stream),
      "-show_entries",
      entries,
      "-of",
      "csv=p=0:s=|",
      ...movieInput(probe.input),
    ],
    {
      ...(signal ? { signal } : {}),
      onStdout: (text) => {
        const lines = (rest + text).split("\n");
        rest = lines.pop() ?? "";
        for (const line of lines) onLine(line.trim());
      },
    },
  );
  if (rest !== "") onLine(rest.trim());
  if (incomplete || packets.length === 0) return null;

  packets.sort((a, b) => a.ticks - b.ticks);
  const ticks = Float64Array.from(packets, (packet) => packet.ticks);
  for (let k = 1; k < ticks.length; k++) {
    if (ticks[k] === ticks[k - 1]) return null;
  }
  return {
    ticks,
    keyframes: Uint8Array.from(packets, (packet) => (packet.key ? 1 : 0)),
    lastDuration: plausibleDuration(packets[packets.length - 1].duration, meanStep(ticks)),
    exactTimestamps: true,
  };
}

/**
 * Makes the index by decoding the whole movie once: for containers without usable timestamps (AVI, some
 * fragmented MP4) and for streams whose decoder does not show what the container lists.
 *
 * @throws KinoflowError `no-frames` when not one frame can be decoded.
 */
export async function indexByDecoding(
  tools: FfmpegTools,
  probe: MovieProbe,
  signal?: AbortSignal,
): Promise<FrameIndex> {
  throwIfCancelled(signal);
  const announced: (number | null)[] = [];
  const decoder = new ToolProcess(
    tools.ffmpeg.path,
    [
      ...QUIET,
      "-copyts",
      ...movieInput(probe.input),
      "-map",
      `0:${probe.stream}`,
      "-vf",
      "showinfo=checksum=0",
      "-fps_mode",
      "passthrough",
      "-f",
      "null",
      "-",
    ],
    {
      onInfo: (line) => {
        const ticks = parseFrameTicks(line);
        if (ticks !== undefined) announced.push(ticks);
      },
    },
  );
  const onAbort = (): void => decoder.kill();
  signal?.addEventListener("abort", onAbort, { once: true });
  decoder.stdout.resume();
  const exit = await decoder.ended;
  signal?.removeEventListener("abort", onAbort);
  throwIfCancelled(signal);
  if (announced.length === 0) {
    throw exit.code === null
      ? new KinoflowError(
          "decoder-failed",
          "ffmpeg stopped while it read the movie; try again.",
          decoder.errorText,
        )
      : new KinoflowError(
          "no-frames",
          "Not one frame of this movie can be decoded; it is damaged, or this ffmpeg does not know its format.",
          decoder.errorText,
        );
  }
  const strictly = announced.every(
    (ticks, k) => ticks !== null && (k === 0 || ticks > (announced[k - 1] ?? ticks)),
  );
  const ticks = strictly
    ? Float64Array.from(announced, (value) => value ?? 0)
    : repairedTicks(announced, ticksPerFrame(probe));
  const keyframes = new Uint8Array(ticks.length);
  keyframes[0] = 1;
  return { ticks, keyframes, lastDuration: meanStep(ticks) || ticksPerFrame(probe), exactTimestamps: false };
}

/** Gives frames without a time of their own (missing, repeated or going back) one between their neighbours. */
export function repairedTicks(announced: readonly (number | null)[], step: number): Float64Array {
  const ticks = new Float64Array(announced.length);
  let previous = (announced.find((value) => value !== null) ?? 0) - step;
  for (let k = 0; k < announced.length; k++) {
    const value = announced[k] ?? null;
    previous = value !== null && value > previous ? value : previous + step;
    ticks[k] = previous;
  }
  return ticks;
}

/** Frame number of a timestamp, or -1 when no frame has it. */
export function frameAtTicks(index: FrameIndex, ticks: number): number {
  let low = 0;
  let high = index.ticks.length - 1;
  while (low <= high) {
    const middle = (low + high) >> 1;
    const value = index.ticks[middle] ?? 0;
    if (value === ticks) return middle;
    if (value < ticks) low = middle + 1;
    else high = middle - 1;
  }
  return -1;
}

/** The last keyframe at or before `frame`; 0 when there is none. */
export function keyframeBefore(index: FrameIndex, frame: number): number {
  let k = Math.min(frame, index.keyframes.length - 1);
  while (k > 0 && index.keyframes[k] === 0) k--;
  return Math.max(k, 0);
}

/** Some containers state a single tick, or nothing, where they do not know how long the last frame is shown. */
function plausibleDuration(stated: number, usual: number): number {
  return stated >= usual / 2 ? stated : usual;
}

function meanStep(ticks: Float64Array): number {
  const last = ticks.length - 1;
  return last > 0 ? (ticks[last] - ticks[0]) / last : 0;
}

function ticksPerFrame(probe: MovieProbe): number {
  const { numerator, denominator } = probe.timeBase;
  return Math.max(1, Math.round(denominator / numerator / (probe.statedFrameRate ?? 25)));
}
