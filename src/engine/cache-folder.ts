import { homedir } from "node:os";
import { join, resolve } from "node:path";

/** The user's folder for what Kinoflow can find out again; scripts/setup/places.mjs has the same. It need not be there. */
export function cacheFolder(): string {
  return join(cacheHome(), "kinoflow");
}

function cacheHome(): string {
  const { XDG_CACHE_HOME, LOCALAPPDATA } = process.env;
  if (XDG_CACHE_HOME) return resolve(XDG_CACHE_HOME);
  if (process.platform === "win32" && LOCALAPPDATA) return LOCALAPPDATA;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return join(homedir(), ".cache");
}
