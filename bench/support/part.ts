import type { FfmpegTools } from "../../src/engine/ffmpeg/locate";
import type { Check } from "./checks";

/** What every part of the benchmark is run with. */
export interface BenchContext {
  /** The repository. */
  readonly root: string;
  /** The folder of material beside the repository, or null where there is none. */
  readonly shared: string | null;
  /** A folder for the time of the run. */
  readonly temporary: string;
  readonly tools: FfmpegTools;
  /** How often the things that are compared take turns. */
  readonly rounds: number;
  /** The built flow worker and kernels. */
  readonly workerUrl: URL;
  readonly kernel: WebAssembly.Module;
}

/** What a part has measured. */
export interface PartResult {
  /** One sentence: how. */
  readonly method: string;
  /** All figures; what can be written as JSON. */
  readonly figures: object;
  /** How they stand to what issue 3 asks for. */
  readonly checks: readonly Check[];
  /** What was left out, and how to get it. */
  readonly skipped: readonly string[];
}

/** Measures, prints its tables, and returns everything that it has measured. */
export type Part = (context: BenchContext) => Promise<PartResult>;
