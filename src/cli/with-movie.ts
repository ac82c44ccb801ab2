import { type Engine, startEngine } from "../engine/engine";
import { locateFfmpeg } from "../engine/ffmpeg/locate";
import type { Recording } from "../engine/recording/recording";
import { type OpenRecordingOptions, openRecording } from "../engine/recordings/open-recording";
import type { CommandContext } from "./terminal";

/** The movie of a command, and how it is worked on. */
export interface MovieWish {
  /** Absolute. */
  readonly path: string;
  readonly recording: OpenRecordingOptions;
  /** Worker threads; one a core where undefined. */
  readonly threads: number | undefined;
}

/**
 * Opens a movie and starts an engine, both at a time, has something done with them, and ends the engine.
 *
 * @throws KinoflowError what either of them fails with, or the work
 */
export async function withMovie<T>(
  { path, recording, threads }: MovieWish,
  { signal, workerUrl }: CommandContext,
  work: (engine: Engine, movie: Recording) => Promise<T>,
): Promise<T> {
  const tools = await locateFfmpeg();
  const failed = new AbortController();
  const opening = openRecording(tools, path, {
    ...recording,
    signal: AbortSignal.any([signal, failed.signal]),
  });
  // Awaited below, where the engine has started.
  opening.catch(() => undefined);
  let engine: Engine;
  try {
    engine = await startEngine(workerUrl, { threads, tools });
  } catch (error) {
    failed.abort();
    await opening.catch(() => undefined);
    throw error;
  }
  try {
    return await work(engine, await opening);
  } finally {
    await engine.pool.dispose();
  }
}
