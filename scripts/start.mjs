import { existsSync } from "node:fs";
import { resolve } from "node:path";
import { userFolder } from "./foreground.mjs";
import { failPlainly } from "./setup/report.mjs";
import { setup } from "./setup.mjs";

try {
  // npm leaves the prestart script out where ignore-scripts is set; nothing is done twice.
  await setup("app");
  const { ensureBuilt } = await import("./build.mjs");
  await ensureBuilt();
  process.exitCode = await openApp(process.argv.slice(2));
} catch (error) {
  failPlainly(error);
}

async function openApp(args) {
  const { electronExecutable } = await import("./setup/electron.mjs");
  const { isRoot } = await import("./setup/distribution.mjs");
  const { repositoryRoot } = await import("./setup/places.mjs");
  const { runOnSomeDisplay } = await import("./virtual-display.mjs");
  // Chromium's sandbox refuses to work for root; everybody else keeps it.
  const switches = process.platform === "linux" && isRoot() ? ["--no-sandbox"] : [];
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  return runOnSomeDisplay(electronExecutable(), [...switches, repositoryRoot, ...args.map(absoluteMovie)], {
    env,
  });
}

/** Electron starts in the repository, where a path relative to the user's folder would be lost. */
function absoluteMovie(argument) {
  if (argument.startsWith("-")) return argument;
  const path = resolve(userFolder(), argument);
  return existsSync(path) || !/^[a-z][a-z0-9+.-]+:/i.test(argument) ? path : argument;
}
