import { constants } from "node:fs";
import { access, rename, stat } from "node:fs/promises";
import { dirname } from "node:path";
import { failure } from "../../shared/errors";
import { inputFile } from "../ffmpeg/arguments";
import type { FfmpegTools } from "../ffmpeg/locate";
import { runTool } from "../ffmpeg/process";

/** The file that an export becomes: whether it may be written, whether it is whole, and its name in the end. */

const COUNT_PACKETS = [
  ..."-v level+error -select_streams v:0 -count_packets -show_entries stream=nb_read_packets -of csv=p=0".split(
    " ",
  ),
];

/**
 * Refuses a place where a file cannot be written, and one where it would replace the movie it is made of.
 *
 * @param what what the file is to be, for the sentence that refuses
 * @throws KinoflowError `output-unwritable`
 */
export async function checkOutput(
  output: string,
  source: string,
  what: "video" | "table" | "picture" | "project" = "video",
): Promise<void> {
  const folder = dirname(output);
  try {
    if (!(await stat(folder)).isDirectory()) throw new Error("not a folder");
    await access(folder, constants.W_OK);
  } catch {
    throw failure("folderUnwritable", folder, what);
  }
  const [existing, movie] = await Promise.all([output, source].map((path) => stat(path).catch(() => null)));
  // By what they are rather than by name: a link may lead to the movie too.
  if (existing && movie && existing.dev === movie.dev && existing.ino === movie.ino) {
    throw failure("replacesMovie", what);
  }
  if (existing && !existing.isFile()) {
    throw failure("nameTaken", what);
  }
}

/**
 * Counts the frames that are really in the file: where a disk fills up with the very last bytes, ffmpeg says
 * that all went well.
 */
export async function checkComplete(
  tools: FfmpegTools,
  path: string,
  frames: number,
  signal?: AbortSignal,
): Promise<void> {
  const { stdout, errorText } = await runTool(
    tools.ffprobe.path,
    [...COUNT_PACKETS, ...inputFile(path)],
    signal ? { signal } : {},
  );
  if (Number.parseInt(stdout, 10) === frames) return;
  throw failure("videoIncomplete").withDetails(errorText);
}

/**
 * Gives the complete video its name, in place of a file that had it.
 *
 * @throws KinoflowError `output-unwritable`
 */
export async function moveInto(partial: string, output: string): Promise<void> {
  try {
    await rename(partial, output);
  } catch (error) {
    throw failure("videoNameRefused").withDetails(error instanceof Error ? error.message : String(error));
  }
}
