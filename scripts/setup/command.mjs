import { spawn } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { basename, delimiter, dirname, join } from "node:path";
import { pathToFileURL } from "node:url";

const TAIL_CHARACTERS = 20_000;
const running = new Set();

/**
 * Runs a program to its end and returns { code, output, stdout }, where output is the last of stdout and
 * stderr together. A program that cannot be started has code -1. Never throws.
 *
 * `stalled` is asked every second; answering true ends the program.
 */
export function runCommand(
  file,
  args,
  { cwd, env = process.env, timeoutMs, stalled, stdin = "ignore" } = {},
) {
  return new Promise((resolve) => {
    let output = "";
    let stdout = "";
    let ended = false;
    const child = spawn(file, args, {
      cwd,
      env,
      stdio: [stdin, "pipe", "pipe"],
      windowsHide: true,
    });
    running.add(child);
    const keep = (chunk) => {
      output = (output + chunk).slice(-TAIL_CHARACTERS);
    };
    child.stdout.on("data", (chunk) => {
      stdout += chunk;
      keep(chunk);
    });
    child.stderr.on("data", keep);

    const deadline = timeoutMs ? setTimeout(() => child.kill("SIGKILL"), timeoutMs) : undefined;
    const watch = stalled ? setInterval(() => stalled() && child.kill("SIGKILL"), 1000) : undefined;
    const finish = (code) => {
      if (ended) return;
      ended = true;
      clearTimeout(deadline);
      clearInterval(watch);
      running.delete(child);
      resolve({ code, output: output.trim(), stdout });
    };
    child.on("error", (error) => {
      keep(error.message);
      finish(-1);
    });
    child.on("close", (code) => finish(code ?? -1));
  });
}

/** Ends what is still running: an interrupted set-up must leave no download going on behind it. */
export function killRunningCommands() {
  for (const child of running) child.kill();
}

/** The last line with something in it: mostly where a program says why it failed. */
export function lastLine(output) {
  return output.trim().split(/\r?\n/).filter(Boolean).at(-1)?.trim() ?? "it gave no reason";
}

export function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

export function findOnPath(name, searchPath = process.env.PATH ?? "") {
  const names = process.platform === "win32" ? [`${name}.exe`] : [name];
  for (const folder of searchPath.split(delimiter).filter(Boolean)) {
    const found = names.map((candidate) => join(folder, candidate)).find(isExecutable);
    if (found) return found;
  }
  return undefined;
}

/** Runs a Node script that does not outlive this process. */
export function runNode(script, args = [], options = {}) {
  const preload = pathToFileURL(join(import.meta.dirname, "end-with-parent.mjs")).href;
  return runCommand(process.execPath, ["--import", preload, script, ...args], { ...options, stdin: "pipe" });
}

/** Runs npm without a shell where its script can be found, as npm.cmd cannot be spawned directly. */
export function runNpm(args, options) {
  const fromNpm = process.env.npm_execpath;
  const besideNode = dirname(process.execPath);
  const candidates = [
    fromNpm && basename(fromNpm) === "npm-cli.js" ? fromNpm : undefined,
    join(besideNode, "node_modules", "npm", "bin", "npm-cli.js"),
    join(besideNode, "..", "lib", "node_modules", "npm", "bin", "npm-cli.js"),
  ];
  const script = candidates.find((candidate) => candidate && existsSync(candidate));
  return script ? runNode(script, args, options) : runCommand("npm", args, options);
}
