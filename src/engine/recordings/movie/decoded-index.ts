import { cancelledError, failure } from "../../../shared/errors";
import { type FrameAnnouncement, movieInput, parseFrame, QUIET, showFrames } from "../../ffmpeg/arguments";
import type { FfmpegTools } from "../../ffmpeg/locate";
import { ToolProcess } from "../../ffmpeg/process";
import { GrowingIndex } from "./frame-index";
import type { IndexedStream, Indexing } from "./packet-index";

/**
 * Makes the index by decoding the movie from start to end: for containers without usable timestamps and for streams
 * whose decoder does not show what the container lists. It keeps every frame's checksum, so that a frame that
 * is reached by a seek can be proven to be the one that was meant.
 *
 * `done` rejects with KinoflowError `no-frames` when not one frame can be decoded, `decoder-failed` when ffmpeg died.
 */
export function indexByDecoding(tools: FfmpegTools, probe: IndexedStream, signal: AbortSignal): Indexing {
  const index = new GrowingIndex("checksums");
  return { index, done: decodeAll(tools, probe, index, signal) };
}

async function decodeAll(
  tools: FfmpegTools,
  probe: IndexedStream,
  index: GrowingIndex,
  signal: AbortSignal,
): Promise<boolean> {
  if (signal.aborted) throw cancelledError();
  const step = ticksPerFrame(probe);
  const repair = new TickRepair(step);
  const decoder = new ToolProcess(
    tools.ffmpeg.path,
    [
      ...QUIET,
      "-copyts",
      ...movieInput(probe.input),
      ...["-map", `0:${probe.stream}`, "-vf", showFrames(true)],
      ...["-fps_mode", "passthrough", "-f", "null", "-"],
    ],
    {
      signal,
      onInfo: (line) => {
        const announced = parseFrame(line);
        if (!announced) return;
        addFrame(index, repair, announced);
        index.announce();
      },
    },
  );
  decoder.stdout.resume();
  const exit = await decoder.ended;
  if (signal.aborted) throw cancelledError();
  if (exit.code === null) {
    throw failure("readingStopped").withDetails(decoder.errorText);
  }
  if (index.count === 0) {
    throw failure("noFrames").withDetails(decoder.errorText);
  }
  index.finish(index.count > 1 ? 0 : step);
  return true;
}

function addFrame(index: GrowingIndex, repair: TickRepair, announced: FrameAnnouncement): void {
  const ticks = repair.next(announced.ticks);
  // A frame whose time had to be made up is not known by it.
  if (ticks !== announced.ticks || announced.checksum === null) index.loseIdentity();
  index.add({ ticks, keyframe: announced.keyframe, checksum: announced.checksum ?? 0 });
}

/** Gives frames without a time of their own (missing, repeated or going back) one after their predecessor's. */
export class TickRepair {
  #previous: number | null = null;
  readonly #step: number;

  /** @param step ticks between frames, where the movie does not say */
  constructor(step: number) {
    this.#step = step;
  }

  next(announced: number | null): number {
    const previous = this.#previous;
    const follows = announced !== null && (previous === null || announced > previous);
    const ticks = follows ? announced : previous === null ? 0 : previous + this.#step;
    this.#previous = ticks;
    return ticks;
  }
}

function ticksPerFrame({ timeBase, statedFrameRate }: IndexedStream): number {
  return Math.max(1, Math.round(timeBase.denominator / timeBase.numerator / (statedFrameRate ?? 25)));
}
