import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findOnPath, runCommand } from "./command.mjs";
import { electronExecutable } from "./electron.mjs";
import { SetupError } from "./report.mjs";
import { installSystemPackages } from "./system-packages.mjs";

/** What Electron needs of a Linux system: shared libraries, a display or a virtual one, and a font. */
export const displayStep = {
  isDone: async () => (await missingNeeds()).length === 0,
  run: installNeeds,
};

export const hasDisplay = () =>
  process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

export const hasVirtualDisplay = () => ["xvfb-run", "Xvfb", "xauth"].every((name) => findOnPath(name));

const DESCRIPTIONS = {
  libraries: "system libraries that Electron needs are missing",
  display: "there is no display, and no virtual one (Xvfb)",
  fonts: "no font is installed",
};

async function installNeeds() {
  const before = await missingNeeds();
  await installSystemPackages(before, sentence(before));
  const after = await missingNeeds();
  if (after.length > 0) {
    const names = (await missingLibraries()).join(", ");
    throw new SetupError(`${sentence(after)} even after installing packages${names && ` (${names})`}.`);
  }
}

async function missingNeeds() {
  if (process.platform !== "linux") return [];
  return [
    (await missingLibraries()).length > 0 ? "libraries" : undefined,
    hasDisplay() || hasVirtualDisplay() ? undefined : "display",
    hasFont() ? undefined : "fonts",
  ].filter(Boolean);
}

function sentence(needs) {
  const text = needs.map((need) => DESCRIPTIONS[need]).join(", and ");
  return text[0].toUpperCase() + text.slice(1);
}

async function missingLibraries() {
  const executable = electronExecutable();
  if (!executable || !findOnPath("ldd")) return [];
  const { stdout } = await runCommand("ldd", [executable], { env: { ...process.env, LC_ALL: "C" } });
  return librariesNotFound(stdout);
}

/** Names that `ldd` could not resolve. */
export function librariesNotFound(lddOutput) {
  return [...lddOutput.matchAll(/^\s*(\S+) => not found$/gm)].map((match) => match[1]);
}

function hasFont() {
  const folders = [
    "/usr/share/fonts",
    "/usr/local/share/fonts",
    join(homedir(), ".fonts"),
    join(homedir(), ".local/share/fonts"),
  ];
  return folders.some(containsFont);
}

function containsFont(folder) {
  let entries;
  try {
    entries = readdirSync(folder, { withFileTypes: true });
  } catch {
    return false;
  }
  return (
    entries.some((entry) => /\.(ttf|otf|ttc)$/i.test(entry.name)) ||
    entries.some((entry) => entry.isDirectory() && containsFont(join(folder, entry.name)))
  );
}
