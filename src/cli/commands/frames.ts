import { createHash } from "node:crypto";
import { parseArgs } from "node:util";
import { locateFfmpeg } from "../../engine/ffmpeg/locate";
import { frameBudget } from "../../engine/recording/frame-budget";
import { type FrameFormat, recordedPart } from "../../engine/recording/frame-format";
import type { FrameSource } from "../../engine/recording/frame-source";
import { openRecording } from "../../engine/recordings/open-recording";
import { KinoflowError } from "../../shared/errors";
import { SharedHeap } from "../../workers/shared-heap";
import { RECORDING_OPTIONS, readRecordingOptions } from "../recording-options";
import { type CommandContext, onlyMovie, parseOrExplain } from "../terminal";

/** A stretch of frames, walked from the first to the last, which may be the smaller one. */
interface Stretch {
  readonly first: number;
  readonly last: number;
}

/**
 * Prints number, presentation time and, if asked for, MD5s of frames in the order in which they are asked for,
 * through the frame source that the app uses.
 */
export async function framesCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const { values, positionals } = parseOrExplain(() =>
    parseArgs({
      args: [...args],
      allowPositionals: true,
      options: {
        ...RECORDING_OPTIONS,
        at: { type: "string" },
        md5: { type: "boolean" },
        values: { type: "boolean" },
      },
    }),
  );
  const path = context.path(onlyMovie(positionals, "frames"));
  const { signal } = context;
  const asked = readAsked(values.at);
  const options = { signal, ...readRecordingOptions(values) };
  const movie = await openRecording(await locateFfmpeg(), path, options);
  const stretches = withinMovie(asked, movie.info.frameCount);
  const { numerator, denominator } = movie.timeline.timeBase;
  const frames = movie.openFrames(new SharedHeap(), { budgetBytes: frameBudget() });
  let exitCode = 0;
  try {
    for (const frame of framesOf(stretches)) {
      try {
        const sums = await sumsOf(movie.format, frames, frame, signal);
        const time = ((movie.timeline.ticks[frame] * numerator) / denominator).toFixed(6);
        const wanted = [...(values.md5 ? [sums.recorded] : []), ...(values.values ? [sums.values] : [])];
        const line = [frame, time, ...wanted].join("\t");
        if (!(await context.line(line))) break;
      } catch (error) {
        if (!(error instanceof KinoflowError) || error.code === "cancelled") throw error;
        context.say(`kinoflow: frame ${frame}: ${error.message}\n`);
        exitCode = 1;
      }
    }
  } finally {
    await frames.close();
  }
  return exitCode;
}

/** MD5s of what was recorded of a frame, and of its grey values as rows of 16-bit little-endian numbers. */
async function sumsOf(
  format: FrameFormat,
  frames: FrameSource,
  frame: number,
  signal: AbortSignal,
): Promise<{ readonly recorded: string; readonly values: string }> {
  const lease = await frames.get(frame, signal);
  try {
    const md5 = (bytes: Uint8Array): string => createHash("md5").update(bytes).digest("hex");
    const values = Uint16Array.from(lease.meta.samples);
    return {
      recorded: md5(recordedPart(format, lease.slot.bytes)),
      values: md5(new Uint8Array(values.buffer)),
    };
  } finally {
    lease.release();
  }
}

/** Reads `--at`; "all" is known only when the movie is. */
function readAsked(text: string | undefined): readonly Stretch[] | "all" {
  if (text === undefined) {
    throw new KinoflowError(
      "invalid-argument",
      "Which frames? Give their numbers with --at 0,57,3, a range with --at 10-20, or --at all.",
    );
  }
  if (text.trim() === "all") return "all";
  return text.split(",").map((part) => {
    const match = /^\s*(\d+)\s*(?:-\s*(\d+)\s*)?$/.exec(part);
    if (!match) {
      throw new KinoflowError(
        "invalid-argument",
        `--at takes frame numbers and ranges such as 0,57,10-20, or all, not "${part.trim()}".`,
      );
    }
    const first = Number(match[1]);
    return { first, last: match[2] === undefined ? first : Number(match[2]) };
  });
}

function withinMovie(asked: readonly Stretch[] | "all", frameCount: number): readonly Stretch[] {
  const last = frameCount - 1;
  if (asked === "all") return [{ first: 0, last }];
  for (const stretch of asked) {
    const beyond = [stretch.first, stretch.last].find((frame) => frame > last);
    if (beyond !== undefined) {
      throw new KinoflowError(
        "invalid-argument",
        `There is no frame ${beyond} in this movie; its frames have the numbers 0 to ${last}.`,
      );
    }
  }
  return asked;
}

function* framesOf(stretches: readonly Stretch[]): Generator<number> {
  for (const { first, last } of stretches) {
    const step = first <= last ? 1 : -1;
    for (let frame = first; frame !== last + step; frame += step) yield frame;
  }
}
