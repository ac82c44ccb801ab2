import {
  chmodSync,
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { findOnPath, isExecutable, lastLine, runCommand, runNode } from "./command.mjs";
import { checkoutCache, nodeModules, repositoryRoot } from "./places.mjs";
import { SetupError, say } from "./report.mjs";

/** The first version that has -fps_mode. */
const OLDEST = [5, 1];
const OLDEST_FFPROBE = [4, 0];
const DOWNLOAD_LIMIT_MS = 10 * 60_000;
const STALLED_AFTER_MS = 40_000;
const VERSIONS_FILE = join(checkoutCache, "ffmpeg-versions.json");

const exe = process.platform === "win32" ? ".exe" : "";
const staticPackage = join(nodeModules, "ffmpeg-static");
const staticBinary = join(staticPackage, `ffmpeg${exe}`);

export const ffmpegStep = {
  isDone: async () => (await findPair()) !== undefined,
  run: installBundled,
  systemNeeds: missingFromSystem,
  watched: async () => Object.values((await findPair()) ?? {}),
};

/** What can be had without the system's packages; a failure is only told, as those may still help. */
async function installBundled() {
  await refuseUnusableOverride("FFMPEG_BIN", OLDEST);
  await refuseUnusableOverride("FFPROBE_BIN", OLDEST_FFPROBE);
  makeBundledFfprobeExecutable();
  if ((await findFfmpeg()) || !existsSync(staticPackage)) return;
  const reason = await downloadStatic();
  if (reason)
    say(`ffmpeg could not be downloaded (${reason}); looking for it in the system's packages instead.`);
}

async function missingFromSystem() {
  return (await findPair()) ? [] : [{ need: "ffmpeg", missing: await whatIsMissing() }];
}

async function findPair() {
  const ffmpeg = await findFfmpeg();
  const ffprobe = ffmpeg && (await findFfprobe(ffmpeg));
  return ffprobe ? { ffmpeg, ffprobe } : undefined;
}

const findFfmpeg = () =>
  firstUsable(
    process.env.FFMPEG_BIN ? [process.env.FFMPEG_BIN] : [staticBinary, findOnPath("ffmpeg")],
    OLDEST,
  );

function findFfprobe(ffmpeg) {
  const candidates = process.env.FFPROBE_BIN
    ? [process.env.FFPROBE_BIN]
    : [join(dirname(ffmpeg), `ffprobe${exe}`), findOnPath("ffprobe"), bundledFfprobe()];
  return firstUsable(candidates, OLDEST_FFPROBE);
}

async function whatIsMissing() {
  const found = findOnPath("ffmpeg");
  if (await findFfmpeg()) return "the program ffprobe is missing";
  return found
    ? `the ffmpeg at ${found} is older than ${OLDEST.join(".")} or does not run`
    : "the program ffmpeg is missing";
}

async function firstUsable(candidates, oldest) {
  for (const candidate of candidates) {
    if (!candidate || !isExecutable(candidate)) continue;
    const version = await versionOf(candidate);
    if (version && isAtLeast(version, oldest)) return candidate;
  }
  return undefined;
}

/** Asking a program for its version takes longer than all other checks together, so the answer is kept. */
async function versionOf(program) {
  const { mtimeMs, size } = statSync(program);
  const key = `${program}:${mtimeMs}:${size}`;
  const known = readVersions();
  if (known[key]) return known[key];
  const { code, stdout } = await runCommand(program, ["-version"], { timeoutMs: 30_000 });
  const version = code === 0 ? parseVersion(stdout) : undefined;
  if (version && existsSync(nodeModules)) {
    mkdirSync(checkoutCache, { recursive: true });
    const draft = `${VERSIONS_FILE}.${process.pid}`;
    writeFileSync(draft, JSON.stringify({ ...known, [key]: version }));
    renameSync(draft, VERSIONS_FILE);
  }
  return version;
}

/** [major, minor] from the first line of `-version`; builds from git carry no number and are recent. */
export function parseVersion(output) {
  const name = output.match(/^(?:ffmpeg|ffprobe) version (\S+)/)?.[1];
  if (!name) return undefined;
  const numbers = name.match(/^n?(\d+)\.(\d+)/);
  return numbers ? [Number(numbers[1]), Number(numbers[2])] : [Number.MAX_SAFE_INTEGER, 0];
}

export function isAtLeast([major, minor], [oldestMajor, oldestMinor]) {
  return major > oldestMajor || (major === oldestMajor && minor >= oldestMinor);
}

function readVersions() {
  try {
    return JSON.parse(readFileSync(VERSIONS_FILE, "utf8"));
  } catch {
    return {};
  }
}

/** A program the user named is taken or refused, never silently replaced by another. */
async function refuseUnusableOverride(variable, oldest) {
  const path = process.env[variable];
  if (!path || (await firstUsable([path], oldest))) return;
  const why = isExecutable(path) ? `is older than ${oldest.join(".")} or does not run` : "cannot be run";
  throw new SetupError(`${variable} names ${path}, which ${why}; correct it or unset it.`);
}

/** Its package's own install script would do this, but is not run. */
function makeBundledFfprobeExecutable() {
  const path = bundledFfprobe();
  if (path && !isExecutable(path)) chmodSync(path, 0o755);
}

function bundledFfprobe() {
  try {
    const platform = `@ffprobe-installer/${process.platform}-${process.arch}`;
    return createRequire(join(repositoryRoot, "package.json")).resolve(`${platform}/ffprobe${exe}`);
  } catch {
    return undefined;
  }
}

/**
 * Runs ffmpeg-static's install script, which writes the program straight to its final name; pointed elsewhere
 * here, so that an interrupted download is never taken for a program. Returns why it failed, or undefined.
 */
async function downloadStatic() {
  say("downloading ffmpeg…");
  const draft = join(staticPackage, `download${exe}`);
  const drafts = ["", ".README", ".LICENSE"].map((suffix) => [draft + suffix, staticBinary + suffix]);
  for (const [path] of drafts) rmSync(path, { force: true });
  const { code, output } = await runNode(join(staticPackage, "install.js"), [], {
    cwd: staticPackage,
    env: { ...process.env, FFMPEG_BIN: draft },
    timeoutMs: DOWNLOAD_LIMIT_MS,
    stalled: growthWatch(draft),
  });
  if (code !== 0) return downloadReason(output);
  if (!(await versionOf(draft).catch(() => undefined))) return "the file that came does not run";
  for (const [from, to] of drafts) if (existsSync(from)) renameSync(from, to);
  return undefined;
}

const downloadReason = (output) =>
  output.match(/\w*Error: (.*)/)?.[1] ?? (output ? lastLine(output) : "no data came");

function growthWatch(path) {
  let size = 0;
  let since = Date.now();
  return () => {
    const now = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
    if (now !== size) {
      size = now;
      since = Date.now();
    }
    return Date.now() - since > STALLED_AFTER_MS;
  };
}
