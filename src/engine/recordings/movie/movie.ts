import { cancelledError, failure, throwIfCancelled } from "../../../shared/errors";
import type { FfmpegTools } from "../../ffmpeg/locate";
import type { Recording } from "../../recording/recording";
import { describeSource } from "../../recording/source-file";
import { decodeStart, type MovieStart } from "./movie-start";
import type { OpenMovieOptions, StartMovieOptions } from "./opened-movie";
import { findMovie, probeFound } from "./probe";
import { startIndexing } from "./start-indexing";

export type { OpenMovieOptions, StartMovieOptions } from "./opened-movie";

/**
 * Opens a movie and waits until all its frames are known.
 *
 * @throws KinoflowError with one sentence for people when the file is no movie that can be shown.
 */
export async function openMovie(
  tools: FfmpegTools,
  path: string,
  options: OpenMovieOptions = {},
): Promise<Recording> {
  const whole = async (startOptions: StartMovieOptions): Promise<Recording | null> => {
    const movie = await start(tools, path, startOptions, startOptions.distrustPackets !== true);
    const onAbort = (): void => movie.close();
    options.signal?.addEventListener("abort", onAbort, { once: true });
    try {
      throwIfCancelled(options.signal);
      return (await movie.indexed) === "complete" ? movie : null;
    } finally {
      options.signal?.removeEventListener("abort", onAbort);
    }
  };
  const movie = (await whole(options)) ?? (await whole({ ...options, distrustPackets: true }));
  if (movie) return movie;
  throw failure("framesNotListed");
}

/**
 * Opens a movie as soon as its first frames can be shown: probes it, decodes the first frames, and lists the others in
 * the background. Should the list turn out to be unreliable later on (`indexed`), what is open has to be closed, and
 * opened again with `distrustPackets`.
 *
 * @throws KinoflowError with one sentence for people when the file is no movie that can be shown.
 */
export function startMovie(
  tools: FfmpegTools,
  path: string,
  options: StartMovieOptions = {},
): Promise<Recording> {
  return start(tools, path, options, false);
}

/** @param whole whoever opens it waits until all its frames are known */
async function start(
  tools: FfmpegTools,
  path: string,
  options: StartMovieOptions,
  whole: boolean,
): Promise<Recording> {
  const control = new AbortController();
  const onAbort = (): void => control.abort();
  options.signal?.addEventListener("abort", onAbort, { once: true });
  let beginning: Promise<MovieStart> | null = null;
  try {
    throwIfCancelled(options.signal);
    const found = await findMovie(path, options);
    // While ffprobe reads, ffmpeg decodes: most of what either takes is its own start.
    beginning = decodeStart(tools, { input: found.input, stream: options.stream ?? null }, control.signal);
    beginning.catch(() => undefined);
    // And what is done with an open movie is loaded.
    const loading = import("./opened-movie");
    const probed = await probeFound(tools, found, options, whole);
    const { probe } = probed;
    const source = await describeSource(probe.sourcePath);
    const { start, indexing } = await startIndexing(tools, probed, beginning, options, control.signal);
    const { OpenedMovie } = await loading;
    // A folder that is opened for the one movie in it is that movie.
    const shown = probe.input.kind === "file" ? probe.input.path : path;
    return new OpenedMovie(tools, { path: shown, probe, source, start, indexing, control, options });
  } catch (error) {
    const cancelled = control.signal.aborted;
    control.abort();
    await beginning?.catch(() => undefined);
    throw cancelled ? cancelledError() : error;
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
  }
}
