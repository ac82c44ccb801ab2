import { readdirSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";
import { findOnPath, runCommand } from "./command.mjs";
import { electronExecutable } from "./electron.mjs";

/** What Electron needs of a Linux system: shared libraries, a display or a virtual one, and a font. */
export const displayStep = {
  isDone: async () => (await missingFromSystem()).length === 0,
  systemNeeds: missingFromSystem,
};

export const hasDisplay = () =>
  process.platform !== "linux" || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);

export const hasVirtualDisplay = () => ["xvfb-run", "Xvfb", "xauth"].every((name) => findOnPath(name));

async function missingFromSystem() {
  if (process.platform !== "linux") return [];
  const libraries = await missingLibraries();
  const examples = libraries.slice(0, 3).join(", ");
  return [
    libraries.length > 0 && { need: "libraries", missing: `Electron lacks system libraries (${examples}…)` },
    !hasDisplay() &&
      !hasVirtualDisplay() && { need: "display", missing: "there is no display, nor a virtual one (Xvfb)" },
    !hasFont() && { need: "fonts", missing: "no font is installed" },
  ].filter(Boolean);
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
