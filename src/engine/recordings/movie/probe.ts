import { constants } from "node:fs";
import { access, open, stat } from "node:fs/promises";
import { basename } from "node:path";
import { failure, KinoflowError } from "../../../shared/errors";
import {
  type FrameRateFacts,
  type MovieNotice,
  movieNotice,
  type PictureNaming,
  type VideoStreamInfo,
} from "../../../shared/movie";
import type { MovieInput } from "../../ffmpeg/arguments";
import type { FfmpegTools } from "../../ffmpeg/locate";
import type { SoundTrack } from "../../recording/recording";
import type { Rational } from "../../recording/timeline";
import { onlyFileOf } from "../pictures/file-of-folder";
import { DEFAULT_SEQUENCE_RATE, findPictures, type PictureList } from "../pictures/picture-list";
import { askContainer, type ContainerReport, type StreamPacket, type StreamReport } from "./container-report";
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

/** Pictures that ffmpeg draws from text files: nobody means these as a movie. */
const TEXT_CODECS: ReadonlySet<string> = new Set(["ansi", "xbin", "bintext", "idf"]);

/** A file of no more than so many bytes is read to its end in no time. */
const READ_AT_ONCE = 32e6;

/** What was found out of a movie by one run of ffprobe. */
export interface ProbedMovie {
  readonly probe: MovieProbe;
  /** Packets of its stream in the order of the file; null where they were not listed on the way. */
  readonly packets: readonly StreamPacket[] | null;
}

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
  return (await probeFound(tools, await findMovie(path, options), options, false)).probe;
}

/**
 * The same of what {@link findMovie} found.
 *
 * @param whole whoever asks wants all packets as well; of a small file they are listed on the way
 */
export async function probeFound(
  tools: FfmpegTools,
  found: FoundMovie,
  options: ProbeOptions,
  whole: boolean,
): Promise<ProbedMovie> {
  const { signal } = options;
  const { input } = found;
  const packets = whole && input.kind === "file" && found.bytes <= READ_AT_ONCE;
  const { report, errorText } = await askContainer(tools, input, { packets, signal });
  if (report === null) throw failure("notAMovie").withDetails(errorText);
  const { streams } = report;
  const videos = streams.filter(({ type, isAttachedPicture }) => type === "video" && !isAttachedPicture);
  const wanted = options.stream ?? videos[0]?.index;
  const video = videos.find(({ index }) => index === wanted);
  if (videos.length > 0 && !video) {
    throw failure("noSuchTrack", wanted, videos.map(({ index }) => index).join(", "));
  }
  if (video && TEXT_CODECS.has(video.codec)) {
    throw failure("isText").withDetails(errorText);
  }
  if (!video) {
    const hasAudio = streams.some(({ type }) => type === "audio");
    throw failure(hasAudio ? "soundOnly" : "noVideo").withDetails(errorText);
  }
  const frameRate = rateOf(video);
  const coarse = mayBeTooCoarse(video);
  const said = { format: report.format, frameRate, coarse };
  const timing = await timingOf(found, said, options, async () => {
    const other = await askContainer(tools, input, { options: TELL_OTHER_RATE, signal });
    const same = other.report?.streams.find(({ index }) => index === video.index);
    return same ? rateOf(same) : null;
  });
  const { bytes: _, ...source } = found;
  const probe: MovieProbe = {
    ...source,
    ...timing,
    videoStreams: videos.map(describeStream),
    stream: video.index,
    codec: video.codec,
    pixelFormat: video.pixelFormat,
    fullRange: video.colourRange === "pc",
    storedWidth: video.width,
    storedHeight: video.height,
    rotation: clockwise(video.rotation),
    timeBase: video.timeBase ?? { numerator: 1, denominator: 1000 },
    statedFrameRate: timing.statedFrameRate,
    ...statedLength(video, report, frameRate),
    fileStart: Number(report.start ?? 0) || 0,
    audioStreams: streams
      .filter(({ type }) => type === "audio")
      .map(({ index, codec }) => ({ stream: index, codec })),
    interlaced: ["tt", "bb", "tb", "bt"].includes(video.fieldOrder),
  };
  return { probe, packets: packets ? report.packets.filter(({ stream }) => stream === video.index) : null };
}

function rateOf({ meanRate, guessedRate }: StreamReport): number | null {
  const rate = [meanRate, guessedRate].find((value) => value && value.numerator > 0);
  return rate ? rate.numerator / rate.denominator : null;
}

/** Where ffprobe knows no rate but one for each tick: of Matroska that holds a high-speed recording, for one. */
function mayBeTooCoarse({ meanRate, guessedRate: guess, timeBase }: StreamReport): boolean {
  if (meanRate && meanRate.numerator > 0) return false;
  return guess?.numerator === timeBase?.denominator && guess?.denominator === timeBase?.numerator;
}

function describeStream({ index, codec, width, height, title, language }: StreamReport): VideoStreamInfo {
  const spoken = language === "und" ? null : language;
  return { stream: index, codec, width, height, label: title ?? spoken ?? "" };
}

/** The length as the file has it; frames estimated where it tells a duration only. */
function statedLength(
  video: StreamReport,
  container: ContainerReport,
  frameRate: number | null,
): Pick<MovieProbe, "statedFrameCount" | "statedDuration"> {
  const duration = Number(video.duration ?? container.duration) || null;
  const estimated = duration !== null && frameRate !== null ? Math.round(duration * frameRate) : null;
  return { statedFrameCount: Number(video.frameCount) || estimated, statedDuration: duration };
}

/** How ffmpeg is given a movie, and what is known without it. */
export interface FoundMovie
  extends Pick<
    MovieProbe,
    "input" | "sourcePath" | "name" | "notices" | "pictures" | "naming" | "layout" | "times"
  > {
  /** Of the file at {@link sourcePath}. */
  readonly bytes: number;
}

/**
 * Finds the file or the pictures that a path means.
 *
 * @throws KinoflowError as {@link probeMovie} does where there is none
 */
export async function findMovie(
  path: string,
  { sequenceRate, namingRule, singlePicture = false }: ProbeOptions,
): Promise<FoundMovie> {
  const asked = { rate: sequenceRate ?? null, namingRule: namingRule ?? null };
  const pictures = singlePicture ? null : await findPictures(path, asked);
  if (pictures) {
    const { frames, first, ...found } = pictures;
    return { ...found, pictures: frames, sourcePath: first, bytes: await checkFile(first) };
  }
  const only = await onlyFileOf(path);
  const file = only?.path ?? path;
  const bytes = await checkFile(file);
  return {
    bytes,
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
  { input, notices, times }: FoundMovie,
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

/** @returns its size in bytes */
async function checkFile(path: string): Promise<number> {
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
  return size;
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}

/** ffprobe states the display matrix's turn counter-clockwise, within -180 and 180. */
function clockwise(rotation: number): number {
  return (((Math.round(-rotation / 90) * 90) % 360) + 360) % 360;
}
