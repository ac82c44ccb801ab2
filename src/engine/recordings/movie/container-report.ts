import { failure } from "../../../shared/errors";
import { type MovieInput, movieInput } from "../../ffmpeg/arguments";
import { KnownTools } from "../../ffmpeg/known-tools";
import type { FfmpegTools } from "../../ffmpeg/locate";
import { runTool } from "../../ffmpeg/process";
import type { Rational } from "../../recording/timeline";
import type { ListedPacket } from "./presentation-order";

/** What ffprobe says of one stream of a file. */
export interface StreamReport {
  readonly index: number;
  /** "video", "audio", … */
  readonly type: string;
  readonly codec: string;
  readonly pixelFormat: string;
  /** As stored, before rotation; 0 where it is unknown. */
  readonly width: number;
  readonly height: number;
  readonly timeBase: Rational | null;
  /** Frames per second as a mean over the stream, and as the least that explains its timestamps. */
  readonly meanRate: Rational | null;
  readonly guessedRate: Rational | null;
  readonly colourRange: string;
  readonly fieldOrder: string;
  /** In seconds, and the number of frames, as text; null where the container states none. */
  readonly duration: string | null;
  readonly frameCount: string | null;
  /** A cover, say. */
  readonly isAttachedPicture: boolean;
  readonly title: string | null;
  readonly language: string | null;
  /** Counter-clockwise turn of the display matrix in degrees, within -180 and 180; 0 without one. */
  readonly rotation: number;
}

/** What ffprobe says of a whole file. */
export interface ContainerReport {
  readonly streams: readonly StreamReport[];
  /** ffprobe's name of the format; "" where there is none. */
  readonly format: string;
  /** In seconds, as text. */
  readonly start: string | null;
  readonly duration: string | null;
  /** Of all streams, in the order of the file, where they were asked for. */
  readonly packets: readonly StreamPacket[];
}

/** A packet with the index of its stream. */
export interface StreamPacket extends ListedPacket {
  readonly stream: number;
}

export interface ContainerQuestion {
  /** Options in front of the input. */
  readonly options?: readonly string[];
  /** Lists all packets too, which takes another process otherwise; worth it for files that are read in no time. */
  readonly packets?: boolean;
  readonly signal?: AbortSignal | undefined;
}

/** What the system's loader ends a program with that lacks a library. */
const CANNOT_RUN = 127;

/**
 * Has ffprobe tell what a file holds, in one run. The report is null where it holds nothing that ffprobe knows.
 *
 * @throws KinoflowError `decoder-failed` when ffprobe was killed, `ffmpeg-missing` when it does not run any more, `cancelled`
 */
export async function askContainer(
  tools: FfmpegTools,
  input: MovieInput,
  { options = [], packets = false, signal }: ContainerQuestion = {},
): Promise<{ readonly report: ContainerReport | null; readonly errorText: string }> {
  const { exit, stdout, errorText } = await runTool(
    tools.ffprobe.path,
    [
      ...["-v", "level+error", "-show_streams", "-show_format"],
      ...(packets ? ["-show_entries", "packet=stream_index,pts,dts,duration,flags"] : []),
      ...["-of", "json=compact=1", ...options, ...movieInput(input)],
    ],
    signal ? { signal } : {},
  );
  if (exit.code === null) throw failure("probeStopped").withDetails(errorText);
  if (exit.code === CANNOT_RUN) {
    // Its file is what it was when it ran; a library that it needs is not.
    new KnownTools().forget(tools.ffprobe.path, tools.ffmpeg.path);
    throw failure("ffprobeMissing").withDetails(errorText);
  }
  return { report: readReport(stdout), errorText };
}

/** Reads ffprobe's JSON; what is not as it should be counts as not said. Null where no stream is told of. */
export function readReport(json: string): ContainerReport | null {
  const told = fieldsOf(parse(json));
  const streams = listOf(told.streams).flatMap((stream) => readStream(fieldsOf(stream)) ?? []);
  if (streams.length === 0) return null;
  const format = fieldsOf(told.format);
  return {
    streams,
    format: textOf(format.format_name) ?? "",
    start: textOf(format.start_time),
    duration: textOf(format.duration),
    packets: listOf(told.packets).flatMap((packet) => readPacket(fieldsOf(packet)) ?? []),
  };
}

type Fields = Readonly<Record<string, unknown>>;

function readStream(told: Fields): StreamReport | null {
  const index = numberOf(told.index);
  if (index === null) return null;
  const tags = fieldsOf(told.tags);
  const sideData = listOf(told.side_data_list).map((data) => numberOf(fieldsOf(data).rotation));
  return {
    index,
    type: textOf(told.codec_type) ?? "",
    codec: textOf(told.codec_name) ?? "unknown",
    pixelFormat: textOf(told.pix_fmt) ?? "unknown",
    width: numberOf(told.width) ?? 0,
    height: numberOf(told.height) ?? 0,
    timeBase: rationalOf(told.time_base),
    meanRate: rationalOf(told.avg_frame_rate),
    guessedRate: rationalOf(told.r_frame_rate),
    colourRange: textOf(told.color_range) ?? "unknown",
    fieldOrder: textOf(told.field_order) ?? "unknown",
    duration: textOf(told.duration),
    frameCount: textOf(told.nb_frames),
    isAttachedPicture: (numberOf(fieldsOf(told.disposition).attached_pic) ?? 0) !== 0,
    title: textOf(tags.title),
    language: textOf(tags.language),
    rotation: sideData.find((turn) => turn !== null) ?? 0,
  };
}

function readPacket(told: Fields): StreamPacket | null {
  const stream = numberOf(told.stream_index);
  const flags = textOf(told.flags);
  if (stream === null || flags === null) return null;
  return {
    stream,
    pts: numberOf(told.pts) ?? Number.NaN,
    dts: numberOf(told.dts) ?? Number.NaN,
    duration: numberOf(told.duration) ?? 0,
    keyframe: flags.includes("K"),
    discarded: flags.includes("D"),
  };
}

function parse(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return null;
  }
}

function fieldsOf(value: unknown): Fields {
  return typeof value === "object" && value !== null ? (value as Fields) : {};
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function textOf(value: unknown): string | null {
  return typeof value === "string" ? value : null;
}

function numberOf(value: unknown): number | null {
  return typeof value === "number" && Number.isFinite(value) ? value : null;
}

function rationalOf(value: unknown): Rational | null {
  const [numerator, denominator] = (textOf(value) ?? "").split("/").map(Number);
  if (!Number.isFinite(numerator) || !Number.isFinite(denominator)) return null;
  return denominator > 0 ? { numerator, denominator } : { numerator: 0, denominator: 1 };
}
