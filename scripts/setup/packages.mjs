import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { lastLine, runNpm } from "./command.mjs";
import { nodeModules, repositoryRoot } from "./places.mjs";
import { SetupError, say } from "./report.mjs";

export const packagesStep = { isDone: packagesAreInstalled, run: installPackages, watched: packageFolders };

const wantedPackages = join(repositoryRoot, "package-lock.json");
const installedPackages = join(nodeModules, ".package-lock.json");

/**
 * npm writes node_modules/.package-lock.json as the last thing of a successful install and deletes it first
 * when it starts a new one, so it tells an interrupted install from a complete one.
 */
function packagesAreInstalled() {
  const wanted = readPackages(wantedPackages);
  const installed = readPackages(installedPackages);
  return (
    wanted !== undefined &&
    installed !== undefined &&
    matchesLock(wanted, installed) &&
    Object.keys(installed).every((path) => existsSync(join(repositoryRoot, path, "package.json")))
  );
}

/** The time of a folder changes when something comes into it or leaves it. */
function packageFolders() {
  const scopes = readdirSync(nodeModules).filter((name) => name.startsWith("@"));
  return [wantedPackages, installedPackages, nodeModules, ...scopes.map((name) => join(nodeModules, name))];
}

/** Optional packages may be missing: most are for other platforms, and some fail without harm. */
export function matchesLock(wanted, installed) {
  return Object.entries(wanted).every(([path, entry]) => {
    const found = installed[path];
    if (path === "" || (entry.optional && !found)) return true;
    return found?.version === entry.version && found?.integrity === entry.integrity;
  });
}

function readPackages(path) {
  try {
    return JSON.parse(readFileSync(path, "utf8")).packages;
  } catch {
    return undefined;
  }
}

async function installPackages() {
  if (!readPackages(wantedPackages)) {
    throw new SetupError(
      "package-lock.json is missing or damaged; restore it with `git checkout package-lock.json`.",
    );
  }
  say("installing npm packages (npm ci)…");
  // Without install scripts in any npm version: the only one that matters, ffmpeg-static's, needs a network
  // that may be closed, and would then take the package away. The ffmpeg step runs it with a time limit.
  const { code, output } = await runNpm(
    [
      "ci",
      "--ignore-scripts",
      "--include=dev",
      "--include=optional",
      "--no-audit",
      "--no-fund",
      "--loglevel=error",
    ],
    { cwd: repositoryRoot },
  );
  if (code !== 0) {
    throw new SetupError(
      `npm could not install the packages (${npmReason(output)}); check the network and npm's registry setting, then run the same command again.`,
    );
  }
}

/** npm ends with the name of its log file; the reason is in the first of its error lines. */
export function npmReason(output) {
  const lines = [...output.matchAll(/^npm (?:error|ERR!) (.*)$/gm)].map((match) => match[1].trim());
  const reason = lines.find((line) => line && !/^(code|errno|syscall)\b/.test(line));
  return reason ?? lastLine(output);
}
