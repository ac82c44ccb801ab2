import { open } from "node:fs/promises";
import { throwIfCancelled } from "../../shared/errors";
import type { FfmpegTools } from "../ffmpeg/locate";
import type { Recording } from "../recording/recording";
import { type OpenMovieOptions, openMovie, type StartMovieOptions, startMovie } from "./movie/movie";
import type { PagedFormat } from "./paged/paged-file";
import { pagedRecording } from "./paged/paged-recording";
import { onlyFileOf } from "./pictures/file-of-folder";
import { RECORDER_FORMATS } from "./recorder-formats";
import { tiffFormat } from "./tiff/tiff-format";

export type OpenRecordingOptions = OpenMovieOptions;
export type StartRecordingOptions = StartMovieOptions;

/** Files that are read without ffmpeg, the more special ones first. */
const PAGED_FORMATS: readonly PagedFormat[] = [tiffFormat, ...RECORDER_FORMATS];

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
  if (paged === null) return openMovie(tools, path, options);
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
  return (await openPagedRecording(tools, path, options)) ?? startMovie(tools, path, options);
}

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
  const format = head && PAGED_FORMATS.find((candidate) => candidate.recognises(head, path));
  if (!format || (await format.holdsRecording?.(path)) === false) return null;
  const { stream: track, signal } = options;
  const file = await format.open(path, {
    ffmpeg: tools.ffmpeg,
    ...(track === undefined ? {} : { track }),
    ...(signal === undefined ? {} : { signal }),
  });
  return pagedRecording(file, { ...options, notices: only ? [only.notice] : [] });
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
