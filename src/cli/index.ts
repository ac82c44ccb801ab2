import { cancelledError, KinoflowError } from "../shared/errors";
import { analyzeCommand } from "./commands/analyze";
import { evaluateCommand } from "./commands/evaluate";
import { exportCommand } from "./commands/export";
import { flowCommand } from "./commands/flow";
import { framesCommand } from "./commands/frames";
import { pictureCommand } from "./commands/picture";
import { probeCommand } from "./commands/probe";
import { versionCommand } from "./commands/version";
import { HELP } from "./help";
import type { Command } from "./terminal";

/** Composition root of the command line: the engine in plain Node, without Electron or a display. */

const COMMANDS: Readonly<Record<string, Command>> = {
  probe: probeCommand,
  frames: framesCommand,
  export: exportCommand,
  picture: pictureCommand,
  analyze: analyzeCommand,
  analyse: analyzeCommand,
  flow: flowCommand,
  evaluate: evaluateCommand,
};

/** Exit codes: 1 the work failed, 2 the call was wrong, 130 interrupted (as shells have it). */
async function main(args: readonly string[]): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-v") return versionCommand();
  if (
    name === undefined ||
    name === "--help" ||
    name === "-h" ||
    name === "help" ||
    rest.includes("--help")
  ) {
    process.stdout.write(HELP);
    return name === undefined ? 2 : 0;
  }
  const command = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!command) {
    throw new KinoflowError(
      "invalid-argument",
      `There is no command "${name}"; the commands are probe, frames, export, picture, analyze, flow and evaluate (--help explains them).`,
    );
  }
  const interrupt = new AbortController();
  // A terminal sends Ctrl+C to us and to our parent, which passes it on: the second one must not kill the clean-up.
  process.on("SIGINT", () => interrupt.abort());
  process.on("SIGTERM", () => interrupt.abort());
  try {
    return await command(rest, {
      signal: interrupt.signal,
      workerUrl: new URL("flow.worker.js", import.meta.url),
    });
  } catch (error) {
    // The same Ctrl+C ends ffmpeg too, which then fails in its own words.
    throw interrupt.signal.aborted ? cancelledError() : error;
  }
}

function report(error: unknown): number {
  if (error instanceof KinoflowError) {
    process.stderr.write(`kinoflow: ${error.message}\n`);
    if (process.env.KINOFLOW_DEBUG && error.details) process.stderr.write(`${error.details}\n`);
    if (error.code === "cancelled") return 130;
    return error.code === "invalid-argument" ? 2 : 1;
  }
  const what = error instanceof Error ? error.message : String(error);
  process.stderr.write(`kinoflow: Something went wrong inside Kinoflow (${what}); please report it.\n`);
  if (process.env.KINOFLOW_DEBUG && error instanceof Error) process.stderr.write(`${error.stack}\n`);
  return 1;
}

main(process.argv.slice(2)).then(
  (code) => process.exit(code),
  (error: unknown) => process.exit(report(error)),
);
