import { open } from "node:fs/promises";
import { type ErrorCode, failure, KinoflowError, throwIfCancelled } from "../../shared/errors";
import type { MovieNotice } from "../../shared/movie";
import { isRawName, type RawLayout } from "../../shared/raw-layout";
import type { FfmpegTools } from "../ffmpeg/locate";
import type { Recording } from "../recording/recording";
import { type OpenMovieOptions, openMovie, type StartMovieOptions, startMovie } from "./movie/movie";
import { onlyFileOf } from "./pictures/file-of-folder";

/** What a person says of a file that does not say it itself. */
export interface RawOption {
  /** Reads the file as this layout says, whatever it may look like. */
  readonly raw?: {
    readonly layout: RawLayout;
    /** How the layout was come by. */
    readonly notices?: readonly MovieNotice[];
  };
}

export interface OpenRecordingOptions extends OpenMovieOptions, RawOption {}
export interface StartRecordingOptions extends StartMovieOptions, RawOption {}

/** Enough of a file to know its kind by. */
const HEAD_BYTES = 64 << 10;

/**
 * Opens a recording of any kind and waits until all its frames are known.
 *
 * @throws KinoflowError with one sentence for people when nothing of it can be shown
 */
export async function openRecording(
  tools: FfmpegTools,
  path: string,
  options: OpenRecordingOptions = {},
): Promise<Recording> {
  const paged = await openPagedRecording(tools, path, options);
  if (paged === null) return orLayoutNeeded(path, openMovie(tools, path, options));
  const onAbort = (): void => paged.close();
  options.signal?.addEventListener("abort", onAbort, { once: true });
  try {
    throwIfCancelled(options.signal);
    await paged.indexed;
    return paged;
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
  }
}

/**
 * Opens a recording as soon as its first frames can be shown. Should its frames turn out to be listed wrongly (`indexed`), what is
 * open has to be closed, and opened again with `distrustPackets`.
 *
 * @throws KinoflowError with one sentence for people when nothing of it can be shown
 */
export async function startRecording(
  tools: FfmpegTools,
  path: string,
  options: StartRecordingOptions = {},
): Promise<Recording> {
  const paged = await openPagedRecording(tools, path, options);
  return paged ?? orLayoutNeeded(path, startMovie(tools, path, options));
}

/** Of a file whose name is one that raw recordings have, and which is nothing else: that its layout has to be stated. */
async function orLayoutNeeded(path: string, opening: Promise<Recording>): Promise<Recording> {
  try {
    return await opening;
  } catch (error) {
    const nothing = error instanceof KinoflowError && NOTHING_TO_SEE.includes(error.code);
    throw nothing && isRawName(path) ? failure("rawLayoutNeeded") : error;
  }
}

/** What is said of a file that is no movie. */
const NOTHING_TO_SEE: readonly ErrorCode[] = ["not-a-movie", "no-video", "no-frames"];

/**
 * Opens a file whose frames lie in it one by one; null for what is left to ffmpeg.
 *
 * @throws KinoflowError with one sentence for people when it is such a file and nothing of it can be shown
 */
export async function openPagedRecording(
  tools: FfmpegTools,
  asked: string,
  options: OpenRecordingOptions,
): Promise<Recording | null> {
  const only = await onlyFileOf(asked);
  const path = only?.path ?? asked;
  const head = await headOf(path);
  const { stream: track, signal, raw } = options;
  if (!raw && (head === null || isUsualMovie(head))) return null;
  const { PAGED_FORMATS, pagedRecording, rawFormat } = await import("./paged-formats");
  const format = raw
    ? rawFormat
    : head && PAGED_FORMATS.find((candidate) => candidate.recognises(head, path));
  if (!format || (await format.holdsRecording?.(path)) === false) return null;
  const file = await format.open(path, {
    ffmpeg: tools.ffmpeg,
    ...(track === undefined ? {} : { track }),
    ...(signal === undefined ? {} : { signal }),
    ...(raw === undefined ? {} : { raw: raw.layout }),
  });
  const notices = [...(only ? [only.notice] : []), ...(raw?.notices ?? [])];
  return pagedRecording(file, { ...options, rawLayout: raw?.layout ?? null, notices });
}

/**
 * True for the containers that nearly all movies come in (ISO media, Matroska, AVI): no file of pages begins so, and nothing of these
 * has to be loaded to find that out.
 */
export function isUsualMovie(head: Uint8Array): boolean {
  const text = (from: number, to: number): string => Buffer.from(head.subarray(from, to)).toString("latin1");
  // The preamble of a DICOM file may be anything.
  if (text(128, 132) === "DICM") return false;
  if (text(4, 8) === "ftyp" || text(0, 4) === "\x1a\x45\xdf\xa3") return true;
  return text(0, 4) === "RIFF" && text(8, 12) === "AVI ";
}

/** The first bytes of a file; null where there are none to be had, which whoever opens it says better. */
async function headOf(path: string): Promise<Uint8Array | null> {
  try {
    const file = await open(path, "r");
    try {
      const { bytesRead, buffer } = await file.read(new Uint8Array(HEAD_BYTES), 0, HEAD_BYTES, 0);
      return bytesRead === 0 ? null : buffer.subarray(0, bytesRead);
    } finally {
      await file.close();
    }
  } catch {
    return null;
  }
}
