import { constants } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { z } from "zod";
import { isHighDynamicRange } from "../../../shared/colour/transfer";
import { failure, KinoflowError } from "../../../shared/errors";
import {
  type FrameRateFacts,
  type MovieNotice,
  movieNotice,
  type PictureNaming,
  type VideoStreamInfo,
} from "../../../shared/movie";
import { type MovieInput, movieInput } from "../../ffmpeg/arguments";
import type { FfmpegTools } from "../../ffmpeg/locate";
import { runTool } from "../../ffmpeg/process";
import type { SoundTrack } from "../../recording/recording";
import type { Rational } from "../../recording/timeline";
import { onlyFileOf } from "../pictures/file-of-folder";
import { DEFAULT_SEQUENCE_RATE, findPictures, type PictureList } from "../pictures/picture-list";
import { isAssumed, isRawStream, TELL_OTHER_RATE } from "./raw-stream";

/** What ffprobe says of a movie, before any frame is decoded. */
export interface MovieProbe {
  /** How ffmpeg is given the movie. */
  readonly input: MovieInput;
  /** File name without its folders; of numbered pictures, the first and the last number. */
  readonly name: string;
  /** Things worth knowing of how it was found and of its rate. */
  readonly notices: readonly MovieNotice[];
  /** Paths of pictures in order, null where one is missing; null for a file. */
  readonly pictures: PictureList["frames"] | null;
  /** Of pictures, how they are put in order; null for a file. */
  readonly naming: PictureNaming | null;
  readonly layout: "movie" | "pairs";
  /** Where its times are from; see {@link FrameRateFacts}. */
  readonly rates: FrameRateFacts;
  /** Frames per second in place of the file's times, in which frames are only counted; null where these hold. */
  readonly countedRate: number | null;
  /** True where frames may follow each other faster than the file's timestamps can tell; its packets show whether they do. */
  readonly coarse: boolean;
  /** Times that the names of pictures hold; null where there are none. */
  readonly times: PictureList["times"];
  /** A file on the disk that has to be there: the movie, or the first picture of a sequence. */
  readonly sourcePath: string;
  /** The video tracks that can be chosen; pictures that are attached (covers) are none. Never empty. */
  readonly videoStreams: readonly VideoStreamInfo[];
  /** Index of the video stream within the file, as `-map 0:INDEX` takes it. */
  readonly stream: number;
  readonly codec: string;
  readonly pixelFormat: string;
  /** True when the file says that its luma uses all values. */
  readonly fullRange: boolean;
  /** Size as stored, before rotation. */
  readonly storedWidth: number;
  readonly storedHeight: number;
  /** Clockwise turn in degrees for display: 0, 90, 180 or 270. */
  readonly rotation: number;
  readonly timeBase: Rational;
  /** Frames per second as the container states it; null when it does not. */
  readonly statedFrameRate: number | null;
  /** Frames and seconds as the container states or promises them, for while the truth is not known; null when it does not. */
  readonly statedFrameCount: number | null;
  readonly statedDuration: number | null;
  /** Start of the whole file in seconds; seeks count from there. */
  readonly fileStart: number;
  readonly audioStreams: readonly SoundTrack[];
  /** True when the file says that its frames are made of two fields. */
  readonly interlaced: boolean;
  /** True for PQ and HLG. */
  readonly highDynamicRange: boolean;
}

/** Which movie of a file is meant. */
export interface ProbeOptions {
  /** Index within the file of the video track to take; the first one otherwise. */
  readonly stream?: number;
  /** Frames per second of pictures and raw streams, which have no times; 25 otherwise. */
  readonly sequenceRate?: number;
  /** Frames per second at which the frames were taken, where they are stored at another rate: scales all times. */
  readonly captureRate?: number;
  /** The order of pictures to take, by its name in {@link PictureNaming.choices}; the likeliest otherwise. */
  readonly namingRule?: string;
  /** True takes a numbered picture for itself, not for one of a sequence. */
  readonly singlePicture?: boolean;
  readonly signal?: AbortSignal;
}

const rational = z.string().transform((text) => parseRational(text));
const streamSchema = z.object({
  index: z.int(),
  codec_type: z.string().default(""),
  codec_name: z.string().default("unknown"),
  pix_fmt: z.string().default("unknown"),
  width: z.int().default(0),
  height: z.int().default(0),
  time_base: rational.optional(),
  avg_frame_rate: rational.optional(),
  r_frame_rate: rational.optional(),
  color_range: z.string().default("unknown"),
  color_transfer: z.string().default("unknown"),
  duration: z.string().optional(),
  nb_frames: z.string().optional(),
  field_order: z.string().default("unknown"),
  disposition: z.object({ attached_pic: z.number().default(0) }).default({ attached_pic: 0 }),
  tags: z.record(z.string(), z.string()).default({}),
  side_data_list: z.array(z.looseObject({ rotation: z.number().optional() })).default([]),
});
const probeSchema = z.object({
  streams: z.array(streamSchema).default([]),
  format: z
    .object({
      format_name: z.string().default(""),
      start_time: z.string().optional(),
      duration: z.string().optional(),
    })
    .default({ format_name: "" }),
});

/** Pictures that ffmpeg draws from text files: nobody means these as a movie. */
const TEXT_CODECS: ReadonlySet<string> = new Set(["ansi", "xbin", "bintext", "idf"]);

/**
 * Asks ffprobe what a file holds.
 *
 * @throws KinoflowError `file-missing`, `file-unreadable`, `file-empty`, `not-a-movie` or `no-video`
 * or `invalid-argument` (no such track or order, or a rate for what has times of its own), each with one sentence for people.
 */
export async function probeMovie(
  tools: FfmpegTools,
  path: string,
  options: ProbeOptions = {},
): Promise<MovieProbe> {
  const { signal } = options;
  const source = await findInput(path, options);
  const { parsed, errorText } = await askFfprobe(tools, source.input, [], signal);
  if (!parsed.success || parsed.data.streams.length === 0) {
    throw failure("notAMovie").withDetails(errorText);
  }
  const { streams, format } = parsed.data;
  const videos = streams.filter(
    (candidate) => candidate.codec_type === "video" && candidate.disposition.attached_pic === 0,
  );
  const wanted = options.stream ?? videos[0]?.index;
  const video = videos.find(({ index }) => index === wanted);
  if (videos.length > 0 && !video) {
    throw failure("noSuchTrack", wanted, videos.map(({ index }) => index).join(", "));
  }
  if (video && TEXT_CODECS.has(video.codec_name)) {
    throw failure("isText").withDetails(errorText);
  }
  if (!video) {
    const hasAudio = streams.some((candidate) => candidate.codec_type === "audio");
    throw failure(hasAudio ? "soundOnly" : "noVideo").withDetails(errorText);
  }
  const frameRate = rateOf(video);
  const coarse = mayBeTooCoarse(video);
  const said = { format: format.format_name, frameRate, coarse };
  const timing = await timingOf(source, said, options, async () => {
    const other = await askFfprobe(tools, source.input, TELL_OTHER_RATE, signal);
    const same = other.parsed.data?.streams.find(({ index }) => index === video.index);
    return same ? rateOf(same) : null;
  });
  return {
    ...source,
    ...timing,
    videoStreams: videos.map(describeStream),
    stream: video.index,
    codec: video.codec_name,
    pixelFormat: video.pix_fmt,
    fullRange: video.color_range === "pc",
    storedWidth: video.width,
    storedHeight: video.height,
    rotation: clockwise(video.side_data_list.find((data) => data.rotation !== undefined)?.rotation ?? 0),
    timeBase: video.time_base ?? { numerator: 1, denominator: 1000 },
    statedFrameRate: timing.statedFrameRate,
    ...statedLength(video, format, frameRate),
    fileStart: Number(format.start_time ?? 0) || 0,
    audioStreams: streams
      .filter((candidate) => candidate.codec_type === "audio")
      .map((candidate) => ({ stream: candidate.index, codec: candidate.codec_name })),
    interlaced: ["tt", "bb", "tb", "bt"].includes(video.field_order),
    highDynamicRange: isHighDynamicRange(video.color_transfer),
  };
}

async function askFfprobe(
  tools: FfmpegTools,
  input: MovieInput,
  options: readonly string[],
  signal: AbortSignal | undefined,
) {
  const { exit, stdout, errorText } = await runTool(
    tools.ffprobe.path,
    [
      ...["-v", "level+error", "-show_streams", "-show_format", "-of", "json"],
      ...[...options, ...movieInput(input)],
    ],
    signal ? { signal } : {},
  );
  if (exit.code === null) {
    throw failure("probeStopped").withDetails(errorText);
  }
  return { parsed: probeSchema.safeParse(parseJson(stdout)), errorText };
}

function rateOf({ avg_frame_rate, r_frame_rate }: z.infer<typeof streamSchema>): number | null {
  const rate = [avg_frame_rate, r_frame_rate].find((value) => value && value.numerator > 0);
  return rate ? rate.numerator / rate.denominator : null;
}

/** Where ffprobe knows no rate but one for each tick: of Matroska that holds a high-speed recording, for one. */
function mayBeTooCoarse(video: z.infer<typeof streamSchema>): boolean {
  const { avg_frame_rate: mean, r_frame_rate: guess, time_base: timeBase } = video;
  if (mean && mean.numerator > 0) return false;
  return guess?.numerator === timeBase?.denominator && guess?.denominator === timeBase?.numerator;
}

function describeStream(video: z.infer<typeof streamSchema>): VideoStreamInfo {
  const { index, codec_name: codec, width, height, tags } = video;
  const language = tags.language === "und" ? undefined : tags.language;
  return { stream: index, codec, width, height, label: tags.title ?? language ?? "" };
}

/** The length as the file has it; frames estimated where it tells a duration only. */
function statedLength(
  video: z.infer<typeof streamSchema>,
  format: z.infer<typeof probeSchema>["format"],
  frameRate: number | null,
): Pick<MovieProbe, "statedFrameCount" | "statedDuration"> {
  const duration = Number(video.duration ?? format.duration) || null;
  const estimated = duration !== null && frameRate !== null ? Math.round(duration * frameRate) : null;
  return { statedFrameCount: Number(video.nb_frames) || estimated, statedDuration: duration };
}

type FoundInput = Pick<
  MovieProbe,
  "input" | "sourcePath" | "name" | "notices" | "pictures" | "naming" | "layout" | "times"
>;

async function findInput(
  path: string,
  { sequenceRate, namingRule, singlePicture = false }: ProbeOptions,
): Promise<FoundInput> {
  const asked = { rate: sequenceRate ?? null, namingRule: namingRule ?? null };
  const pictures = singlePicture ? null : await findPictures(path, asked);
  if (pictures) {
    const { frames, first, ...found } = pictures;
    await checkFile(first);
    return { ...found, pictures: frames, sourcePath: first };
  }
  const only = await onlyFileOf(path);
  const file = only?.path ?? path;
  await checkFile(file);
  return {
    input: { kind: "file", path: file },
    ...{ sourcePath: file, name: basename(file), notices: only ? [only.notice] : [] },
    ...{ pictures: null, naming: null, layout: "movie", times: null },
  };
}

type Timing = Pick<MovieProbe, "rates" | "countedRate" | "coarse" | "statedFrameRate" | "notices">;

interface StatedTiming {
  /** As ffprobe calls it. */
  readonly format: string;
  readonly frameRate: number | null;
  readonly coarse: boolean;
}

/** Where times come from: the file, a person, names, or a guess. */
async function timingOf(
  { input, notices, times }: FoundInput,
  { format, frameRate, coarse }: StatedTiming,
  { sequenceRate, captureRate }: ProbeOptions,
  otherRate: () => Promise<number | null>,
): Promise<Timing> {
  const pictures = input.kind === "sequence";
  const raw = input.kind === "file" && isRawStream(format);
  if (sequenceRate !== undefined && !pictures && !raw && !coarse) throw failure("rateIsTheFiles");
  const assumed = sequenceRate === undefined && raw && (await isAssumed(frameRate, otherRate));
  const stated = sequenceRate ?? (times ? null : frameRate);
  const said: MovieNotice[] = [...notices];
  if (assumed) said.push(movieNotice("rawRateAssumed", frameRate ?? DEFAULT_SEQUENCE_RATE));
  const stored = stated ?? rateOfTimes(times) ?? DEFAULT_SEQUENCE_RATE;
  if (captureRate !== undefined) said.push(movieNotice("captureRate", captureRate, roundedRate(stored)));
  const guessed = assumed || (pictures && sequenceRate === undefined);
  return {
    rates: {
      source: sequenceRate !== undefined ? "chosen" : times ? "names" : guessed ? "assumed" : "file",
      canChoose: pictures || raw,
      ...{ stored, captured: captureRate ?? null },
    },
    countedRate: raw || coarse ? (sequenceRate ?? null) : null,
    coarse,
    statedFrameRate: stated,
    notices: said,
  };
}

function rateOfTimes(times: PictureList["times"]): number | null {
  const count = times?.seconds.length ?? 0;
  return times && count > 1 ? (count - 1) / times.seconds[count - 1] : null;
}

function roundedRate(rate: number): number {
  return Number(rate.toPrecision(6));
}

async function checkFile(path: string): Promise<void> {
  let size: number;
  try {
    const file = await stat(path);
    if (!file.isFile()) {
      throw failure("notAFile");
    }
    size = file.size;
    await access(path, constants.R_OK);
    await (await open(path, "r")).close();
  } catch (error) {
    if (error instanceof KinoflowError) throw error;
    if (isNodeError(error) && (error.code === "ENOENT" || error.code === "ENOTDIR")) {
      throw failure("fileMissing");
    }
    throw failure("fileUnreadable").withDetails(error instanceof Error ? error.message : String(error));
  }
  if (size === 0) {
    throw failure("fileEmpty");
  }
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}

function parseRational(text: string): Rational {
  const [numerator, denominator] = text.split("/").map(Number);
  return denominator && numerator !== undefined && Number.isFinite(numerator)
    ? { numerator, denominator }
    : { numerator: 0, denominator: 1 };
}

/** ffprobe states the display matrix's turn counter-clockwise, within -180 and 180. */
function clockwise(rotation: number): number {
  return (((Math.round(-rotation / 90) * 90) % 360) + 360) % 360;
}
