import { execFile } from "node:child_process";
import { existsSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { promisify } from "node:util";
import { failure } from "../../shared/errors";

/** A program of the ffmpeg family that answered `-version`. */
export interface Tool {
  readonly path: string;
  readonly version: string;
  /** Where it was found, for the About box and `--version`: "FFMPEG_BIN", "ffmpeg-static", "PATH", … */
  readonly source: string;
}

export interface FfmpegTools {
  readonly ffmpeg: Tool;
  readonly ffprobe: Tool;
}

interface Candidate {
  readonly path: string;
  readonly source: string;
}

const execFileAsync = promisify(execFile);
const requireFromHere = createRequire(import.meta.url);

/**
 * Finds ffmpeg and ffprobe: the person's setting, then FFMPEG_BIN, the bundled ffmpeg-static, and the PATH;
 * ffprobe the same way, and beside the chosen ffmpeg, so that both are of one version where possible.
 *
 * @throws KinoflowError `ffmpeg-missing` when one of the two cannot be run.
 */
export async function locateFfmpeg(options: { readonly setting?: string } = {}): Promise<FfmpegTools> {
  const ffmpeg = await firstThatRuns([
    ...fromPath(options.setting, "setting"),
    ...fromPath(process.env.FFMPEG_BIN, "FFMPEG_BIN"),
    ...fromPath(
      bundledPath(() => requireFromHere("ffmpeg-static")),
      "ffmpeg-static",
    ),
    ...onPath("ffmpeg"),
  ]);
  if (ffmpeg === null) {
    throw failure("ffmpegMissing");
  }
  const ffprobe = await firstThatRuns([
    ...fromPath(process.env.FFPROBE_BIN, "FFPROBE_BIN"),
    { path: join(dirname(ffmpeg.path), executable("ffprobe")), source: `beside ${ffmpeg.source}` },
    ...onPath("ffprobe"),
    ...fromPath(
      bundledPath(() => requireFromHere("@ffprobe-installer/ffprobe")),
      "@ffprobe-installer",
    ),
  ]);
  if (ffprobe === null) {
    throw failure("ffprobeMissing");
  }
  return { ffmpeg, ffprobe };
}

/**
 * The program that a person chose, when it answers as an ffmpeg.
 *
 * @throws KinoflowError `ffmpeg-missing` when it does not
 */
export async function checkFfmpeg(path: string): Promise<Tool> {
  const tool = await firstThatRuns([{ path, source: "setting" }]);
  if (tool) return tool;
  throw failure("notFfmpeg");
}

async function firstThatRuns(candidates: readonly Candidate[]): Promise<Tool | null> {
  for (const candidate of candidates) {
    if (!existsSync(candidate.path)) continue;
    const version = await versionOf(candidate.path);
    if (version !== null) return { ...candidate, version };
  }
  return null;
}

async function versionOf(path: string): Promise<string | null> {
  try {
    const { stdout } = await execFileAsync(path, ["-version"], { timeout: 10_000, windowsHide: true });
    return /^ff(?:mpeg|probe) version (\S+)/.exec(stdout)?.[1] ?? null;
  } catch {
    return null;
  }
}

function fromPath(path: string | null | undefined, source: string): readonly Candidate[] {
  return path ? [{ path, source }] : [];
}

function onPath(name: string): readonly Candidate[] {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter((folder) => folder !== "")
    .map((folder) => ({ path: join(folder, executable(name)), source: "PATH" }));
}

function executable(name: string): string {
  return process.platform === "win32" ? `${name}.exe` : name;
}

/** Both packages are optional (their download fails on a closed network), so they may not be there at all. */
function bundledPath(load: () => unknown): string | null {
  try {
    const loaded = load();
    const path = typeof loaded === "object" && loaded !== null && "path" in loaded ? loaded.path : loaded;
    // Inside a packaged app the module says a path within the archive, where nothing can be executed.
    return typeof path === "string" ? path.replace("app.asar", "app.asar.unpacked") : null;
  } catch {
    return null;
  }
}
