import { join } from "node:path";
import { rememberAsItIs } from "./as-it-was.mjs";
import { killRunningCommands } from "./command.mjs";
import { displayStep } from "./display.mjs";
import { electronStep } from "./electron.mjs";
import { ffmpegStep } from "./ffmpeg.mjs";
import { withLock } from "./lock.mjs";
import { packagesStep } from "./packages.mjs";
import { userCache } from "./places.mjs";
import { SetupError, say } from "./report.mjs";
import { installSystemPackages, sentenceOf } from "./system-packages.mjs";

/**
 * A step has `isDone()`; `run()` where it can do something by itself; `systemNeeds()` where it depends on
 * the system's packages: what is missing, as { need, missing }, see system-packages.mjs; and `watched()`, the files and folders by
 * whose times and sizes it is known to be done still, where there are such.
 */
const STEPS = {
  /** What the command line needs. */
  engine: [packagesStep, ffmpegStep],
  /** What the app and its tests need. */
  app: [packagesStep, electronStep, ffmpegStep, displayStep],
};

export const scopes = Object.keys(STEPS);

/** Runs the steps of `scope` that have something to do. */
export async function runSteps(scope) {
  const steps = STEPS[scope];
  await completeSteps(steps);
  if (steps.every((step) => step.watched)) {
    rememberAsItIs(scope, (await Promise.all(steps.map((step) => step.watched()))).flat());
  }
}

async function completeSteps(steps) {
  if (await allDone(steps)) return;
  const interrupted = exitOnSignals();
  try {
    // One lock for the user rather than one for the checkout: the cache is shared between checkouts.
    const whenAlone = async () => {
      if (!(await allDone(steps))) await runMissing(steps);
    };
    await withLock(join(userCache, "setup.lock"), whenAlone, {
      onWait: () => say("another set-up is running; waiting for it…"),
    });
  } finally {
    interrupted.forget();
  }
}

async function runMissing(steps) {
  const start = Date.now();
  for (const step of steps) if (!(await step.isDone())) await step.run?.();
  // All at the end, so that a user who has to install them by hand is told once, with one command.
  const needs = await systemNeedsOf(steps);
  if (needs.length > 0) {
    await installSystemPackages(needs);
    const left = await systemNeedsOf(steps);
    if (left.length > 0) throw new SetupError(`${sentenceOf(left)}, even after packages were installed.`);
  }
  say(`set-up done in ${((Date.now() - start) / 1000).toFixed(0)} s.`);
}

async function systemNeedsOf(steps) {
  const needs = [];
  for (const step of steps) if (step.systemNeeds) needs.push(...(await step.systemNeeds()));
  return needs;
}

async function allDone(steps) {
  for (const step of steps) if (!(await step.isDone())) return false;
  return true;
}

/** Exiting lets the lock's exit handler run, and no download goes on behind a finished set-up. */
function exitOnSignals() {
  const exitCodes = { SIGINT: 130, SIGTERM: 143, SIGHUP: 129 };
  const signals = Object.keys(exitCodes);
  const exit = (signal) => {
    killRunningCommands();
    say("set-up was interrupted; the next one goes on from here.");
    process.exit(exitCodes[signal]);
  };
  for (const signal of signals) process.on(signal, exit);
  return {
    forget() {
      for (const signal of signals) process.off(signal, exit);
    },
  };
}
