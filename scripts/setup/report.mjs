import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** A failure with a sentence for the user: what went wrong and what to do about it. */
export class SetupError extends Error {}

/** Progress goes to stderr, so that commands which print JSON keep a clean stdout. */
export function say(message) {
  process.stderr.write(`kinoflow: ${message}\n`);
}

/** Ends a script with one sentence instead of a stack trace (KINOFLOW_DEBUG=1 brings the trace back). */
export function failPlainly(error) {
  say(
    error instanceof SetupError
      ? error.message
      : `Something unexpected went wrong: ${error?.message ?? error}`,
  );
  if (process.env.KINOFLOW_DEBUG) console.error(error);
  process.exitCode = 1;
}

/** True when the module was started as a program rather than imported. */
export function isProgram(meta) {
  return process.argv[1] !== undefined && fileURLToPath(meta.url) === realpathSync(process.argv[1]);
}
