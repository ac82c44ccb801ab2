import { existsSync, statSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { userFolder } from "./setup/places.mjs";
import { failPlainly, say } from "./setup/report.mjs";
import { setup } from "./setup.mjs";

const SET_USER_ID = 0o4000;
/** The exit code of a program that ended by SIGTRAP. */
const TRAPPED = 133;

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
  const electron = electronExecutable();
  const code = await runOnSomeDisplay(electron, [...switches, repositoryRoot, ...args.map(absoluteMovie)], {
    env,
  });
  if (code === TRAPPED) explainSandbox(join(dirname(electron), "chrome-sandbox"));
  return code;
}

/** Chromium ends itself when the system lets it have neither kind of sandbox, and prints pages. */
function explainSandbox(helper) {
  const { uid, mode } = statSync(helper, { throwIfNoEntry: false }) ?? {};
  if (uid === undefined || (uid === 0 && (mode & SET_USER_ID) !== 0)) return;
  say(
    `if Chromium's sandbox is what failed (some systems, as Ubuntu 24.04, deny it by default), allow it once with \`sudo chown root ${helper} && sudo chmod 4755 ${helper}\`.`,
  );
}

/** Electron starts in the repository, where a path relative to the user's folder would be lost. */
function absoluteMovie(argument) {
  if (argument.startsWith("-")) return argument;
  const path = resolve(userFolder(), argument);
  return existsSync(path) || !/^[a-z][a-z0-9+.-]+:/i.test(argument) ? path : argument;
}
