import { type Stats, statSync } from "node:fs";
import { createRequire } from "node:module";
import { delimiter, dirname, join } from "node:path";
import { failure } from "../../shared/errors";
import { KnownTools } from "./known-tools";

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

export interface LocateOptions {
  /** Path of the ffmpeg that a person chose. */
  readonly setting?: string;
  /** What is known of programs; that of the user's cache by default. */
  readonly known?: KnownTools;
}

/**
 * Finds ffmpeg and ffprobe: the person's setting, then FFMPEG_BIN, the bundled ffmpeg-static, and the PATH;
 * ffprobe the same way, and beside the chosen ffmpeg, so that both are of one version where possible. Programs that
 * answered before, and whose files are what they were, are not started for it.
 *
 * @throws KinoflowError `ffmpeg-missing` when one of the two cannot be run.
 */
export async function locateFfmpeg({
  setting,
  known = new KnownTools(),
}: LocateOptions = {}): Promise<FfmpegTools> {
  const ffmpeg = await firstThatRuns(ffmpegCandidates(setting), known);
  if (ffmpeg === null) {
    throw failure("ffmpegMissing");
  }
  const ffprobe = await firstThatRuns(ffprobeCandidates(ffmpeg), known);
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
  const known = new KnownTools();
  // A person who chooses it again may have mended what it needs.
  known.forget(path);
  const tool = await firstThatRuns([{ path, source: "setting" }], known);
  if (tool) return tool;
  throw failure("notFfmpeg");
}

// What comes last is looked for last: the package of ffprobe takes longer to load than all else.
function* ffmpegCandidates(setting: string | undefined): Generator<Candidate> {
  yield* fromPath(setting, "setting");
  yield* fromPath(process.env.FFMPEG_BIN, "FFMPEG_BIN");
  for (const path of bundledFfmpegs()) yield { path, source: "ffmpeg-static" };
  yield* onPath("ffmpeg");
}

function* ffprobeCandidates(ffmpeg: Tool): Generator<Candidate> {
  yield* fromPath(process.env.FFPROBE_BIN, "FFPROBE_BIN");
  yield { path: join(dirname(ffmpeg.path), executable("ffprobe")), source: `beside ${ffmpeg.source}` };
  yield* onPath("ffprobe");
  yield* fromPath(bundledFfprobe(), "@ffprobe-installer");
}

async function firstThatRuns(candidates: Iterable<Candidate>, known: KnownTools): Promise<Tool | null> {
  for (const candidate of candidates) {
    const { path } = candidate;
    const file = fileAt(path);
    if (file === null) continue;
    const remembered = known.versionOf(path, file);
    const version = remembered ?? (await askVersion(path));
    if (version === null) continue;
    if (remembered === null) known.add(path, file, version);
    return { ...candidate, version };
  }
  return null;
}

function fileAt(path: string): Stats | null {
  try {
    return statSync(path, { throwIfNoEntry: false }) ?? null;
  } catch {
    return null;
  }
}

async function askVersion(path: string): Promise<string | null> {
  try {
    const { execFile } = await import("node:child_process");
    const stdout = await new Promise<string>((resolve, reject) => {
      execFile(path, ["-version"], { timeout: 10_000, windowsHide: true }, (error, text) =>
        error ? reject(error) : resolve(text),
      );
    });
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

/**
 * Where the package ffmpeg-static has its program, if it is there, as Node looks for packages: it does nothing but say that path, and to
 * resolve and load it takes longer than all else here.
 */
function* bundledFfmpegs(): Generator<string> {
  for (let folder = import.meta.dirname; ; folder = dirname(folder)) {
    yield unpacked(join(folder, "node_modules", "ffmpeg-static", executable("ffmpeg")));
    if (folder === dirname(folder)) return;
  }
}

/** The package is optional (its download fails on a closed network), so it may not be there at all. */
function bundledFfprobe(): string | null {
  try {
    const loaded: unknown = createRequire(import.meta.url)("@ffprobe-installer/ffprobe");
    const path = typeof loaded === "object" && loaded !== null && "path" in loaded ? loaded.path : null;
    return typeof path === "string" ? unpacked(path) : null;
  } catch {
    return null;
  }
}

/** Inside a packaged app a path within the archive comes out, where nothing can be executed. */
function unpacked(path: string): string {
  return path.replace("app.asar", "app.asar.unpacked");
}
