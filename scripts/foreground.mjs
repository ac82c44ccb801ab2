import { spawn } from "node:child_process";
import { constants } from "node:os";
import { say } from "./setup/report.mjs";

const PASSED_ON = ["SIGINT", "SIGTERM", "SIGHUP"];

/**
 * Runs a program in this terminal, hands our signals on to it and returns the code to exit with.
 *
 * With `wholeGroup` the signals reach everything the program started: xvfb-run is a shell script, which would
 * end alone and leave its program and its display behind.
 */
export function runInForeground(file, args, { cwd, env = process.env, wholeGroup = false } = {}) {
  return new Promise((resolve) => {
    const child = spawn(file, args, { cwd, env, stdio: "inherit", detached: wholeGroup });
    const passOn = (signal) => (wholeGroup ? killGroup(child.pid, signal) : child.kill(signal));
    for (const signal of PASSED_ON) process.on(signal, passOn);
    const finish = (code) => {
      for (const signal of PASSED_ON) process.off(signal, passOn);
      resolve(code);
    };
    child.on("error", (error) => {
      say(`${file} could not be started: ${error.message}`);
      finish(1);
    });
    child.on("exit", (code, signal) => finish(code ?? 128 + (constants.signals[signal] ?? 0)));
  });
}

function killGroup(leader, signal) {
  try {
    process.kill(-leader, signal);
  } catch {
    // It ended in the meantime.
  }
}
