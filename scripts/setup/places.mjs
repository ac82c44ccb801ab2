import { homedir } from "node:os";
import { join, resolve } from "node:path";

export const repositoryRoot = resolve(import.meta.dirname, "../..");
export const nodeModules = join(repositoryRoot, "node_modules");

/** The folder the user was in: npm moves to the repository before it runs a script. */
export const userFolder = () => process.env.INIT_CWD ?? process.cwd();

/** Shared by all checkouts of a user, and outlives `npm ci`. */
export const userCache = join(cacheHome(), "kinoflow");

/** Facts about this checkout's installed tools; goes away with node_modules, as it should. */
export const checkoutCache = join(nodeModules, ".cache", "kinoflow");

function cacheHome() {
  if (process.env.XDG_CACHE_HOME) return resolve(process.env.XDG_CACHE_HOME);
  if (process.platform === "win32" && process.env.LOCALAPPDATA) return process.env.LOCALAPPDATA;
  if (process.platform === "darwin") return join(homedir(), "Library", "Caches");
  return join(homedir(), ".cache");
}
