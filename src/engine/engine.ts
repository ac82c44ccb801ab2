import { availableParallelism } from "node:os";
import { FlowPool } from "../workers/flow-pool";
import { type FfmpegTools, locateFfmpeg } from "./ffmpeg/locate";

/** What every host (the app, the command line) starts with. */
export interface Engine {
  readonly tools: FfmpegTools;
  readonly pool: FlowPool;
}

/**
 * @param workerUrl the built flow worker, which the host knows the place of
 * @throws KinoflowError `ffmpeg-missing`
 */
export async function startEngine(workerUrl: URL, threads?: number): Promise<Engine> {
  const tools = await locateFfmpeg();
  return { tools, pool: new FlowPool({ workerUrl, size: threads ?? defaultThreads() }) };
}

/** One worker a core, within reason: ffmpeg and the encoder need cores too. */
export function defaultThreads(): number {
  return Math.min(Math.max(availableParallelism(), 1), 8);
}
