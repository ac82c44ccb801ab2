import { readdirSync } from "node:fs";
import { lastLine, runCommand } from "./command.mjs";
import { installCommand, isApt, isRoot, packageManager } from "./distribution.mjs";
import { SetupError, say } from "./report.mjs";

const WAIT_FOR_OTHER_APT = ["-o", "DPkg::Lock::Timeout=300"];

/**
 * Installs what is missing where that can be done unasked: as root on Debian and its relatives. Elsewhere the
 * error holds the exact command. Each of `missing` is { need, missing }: a key of a package manager's
 * `packages`, and what is wrong, in words.
 */
export async function installSystemPackages(missing) {
  const sentence = sentenceOf(missing);
  const needs = missing.map(({ need }) => need);
  const manager = packageManager();
  if (!manager) {
    throw new SetupError(`${sentence}; install it with your system's package manager, then run this again.`);
  }
  const choose = isApt(manager) ? await nameChooser(manager, needs) : undefined;
  const command = installCommand(manager, needs, isRoot(), choose);
  if (!isApt(manager) || !isRoot()) {
    throw new SetupError(`${sentence}; install it with \`${command}\`, then run this again.`);
  }
  const packages = needs.flatMap((need) => manager.packages[need]).map(choose);
  say(`installing ${packages.length > 6 ? `${packages.length} system packages` : packages.join(", ")}…`);
  const failure = await aptInstall(packages);
  if (failure) throw new SetupError(`${sentence}, and \`${command}\` failed (${failure}).`);
}

/** "A is missing, and B is missing", as the start of a sentence. */
export function sentenceOf(missing) {
  const text = missing.map((entry) => entry.missing).join(", and ");
  return text[0].toUpperCase() + text.slice(1);
}

/** Picks from `new|old` the name that this release knows. */
async function nameChooser(manager, needs) {
  const names = needs.flatMap((need) => manager.packages[need]).flatMap((entry) => entry.split("|"));
  if (names.length === needs.flatMap((need) => manager.packages[need]).length) return (name) => name;
  if (isRoot() && !hasPackageLists()) await updateLists();
  const { stdout } = await runCommand("apt-cache", ["policy", ...names], { env: aptEnvironment() });
  const known = new Set(packagesWithCandidate(stdout));
  return (entry) => {
    const alternatives = entry.split("|");
    return alternatives.find((name) => known.has(name)) ?? alternatives.at(-1);
  };
}

/** Names in the answer of `apt-cache policy` that can be installed; purely virtual ones cannot. */
export function packagesWithCandidate(policy) {
  return [...policy.matchAll(/^(\S+):\n\s+Installed: .*\n\s+Candidate: (.*)$/gm)]
    .filter(([, , candidate]) => candidate !== "(none)")
    .map(([, name]) => name);
}

/** Returns why it failed, or undefined. */
async function aptInstall(packages) {
  if (!hasPackageLists()) await updateLists();
  const install = () =>
    runCommand("apt-get", ["install", "-y", "--no-install-recommends", ...WAIT_FOR_OTHER_APT, ...packages], {
      env: aptEnvironment(),
    });
  if ((await install()).code === 0) return undefined;
  // Two ordinary reasons, both cured here: old lists that name versions which are gone, and a package
  // installation that was interrupted.
  await runCommand("dpkg", ["--configure", "-a"], { env: aptEnvironment() });
  await updateLists();
  const again = await install();
  return again.code === 0 ? undefined : aptReason(again.output);
}

function updateLists() {
  say("reading the lists of system packages…");
  return runCommand("apt-get", ["update", ...WAIT_FOR_OTHER_APT], { env: aptEnvironment() });
}

export function aptReason(output) {
  return output.match(/^E: (.*)$/m)?.[1] ?? lastLine(output);
}

function hasPackageLists() {
  try {
    return readdirSync("/var/lib/apt/lists").some((name) => /_Packages(\.\w+)?$/.test(name));
  } catch {
    return false;
  }
}

const aptEnvironment = () => ({ ...process.env, DEBIAN_FRONTEND: "noninteractive", LC_ALL: "C" });
