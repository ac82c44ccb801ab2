import { basename } from "node:path";
import { KinoflowError } from "../shared/errors";
import type { NumberLimits } from "../shared/flow";

/** Limits of `--threads`. */
export const THREADS = { min: 1, max: 64, integer: true } as const;

/** What a command gets from whoever runs it. */
export interface CommandContext {
  /** Aborts on Ctrl+C. */
  readonly signal: AbortSignal;
  readonly workerUrl: URL;
  /** An absolute path by one that may be relative to the person's folder. */
  path(path: string): string;
  /** Prints what was asked for. */
  out(text: string): void;
  /** Says something to the person in front of the terminal. */
  say(text: string): void;
  /**
   * Prints a line for another program to read, at that program's pace.
   *
   * @returns false when nobody reads any more (`kinoflow … | head`), which is no failure
   */
  line(text: string): Promise<boolean>;
}

/** Runs with the arguments after its name and resolves with the exit code. */
export type Command = (args: readonly string[], context: CommandContext) => Promise<number>;

/** Runs node:util's parseArgs so that a wrong option becomes one sentence. */
export function parseOrExplain<T>(parse: () => T): T {
  try {
    return parse();
  } catch (error) {
    const message = error instanceof Error ? error.message.split(/\.\s|\.$|\n/)[0] : String(error);
    throw new KinoflowError("invalid-argument", `${message}; --help lists the options.`);
  }
}

/** The one positional argument of a command. */
export function onlyMovie(positionals: readonly string[], command: string): string {
  const [movie, ...more] = positionals;
  if (movie === undefined || more.length > 0) {
    throw new KinoflowError("invalid-argument", `${command} takes one movie; --help shows how.`);
  }
  return movie;
}

/**
 * The two positional arguments of a command.
 *
 * @param what what the command takes, for the sentence that says so
 */
export function twoFiles(positionals: readonly string[], what: string): readonly [string, string] {
  const [first, second, ...more] = positionals;
  if (first === undefined || second === undefined || more.length > 0) {
    throw new KinoflowError("invalid-argument", `${what}; --help shows how.`);
  }
  return [first, second];
}

/** Puts a file's name before what is wrong with it, for commands that read several. */
export async function naming<T>(path: string, work: Promise<T>): Promise<T> {
  try {
    return await work;
  } catch (error) {
    if (!(error instanceof KinoflowError) || error.code === "cancelled") throw error;
    throw new KinoflowError(error.code, `${basename(path)}: ${error.message}`, error.details);
  }
}

/** Reads a number within limits from an option, or takes the default where the option is not there. */
export function numberOption(
  name: string,
  text: string | undefined,
  fallback: number,
  limits: NumberLimits,
): number {
  if (text === undefined) return fallback;
  const value = text.trim() === "" ? Number.NaN : Number(text);
  const { min, max, integer } = limits;
  if (!Number.isFinite(value) || value < min || value > max || (integer && !Number.isInteger(value))) {
    const kind = integer ? "a whole number" : "a number";
    throw new KinoflowError(
      "invalid-argument",
      `--${name} has to be ${kind} from ${min} ${max === Number.POSITIVE_INFINITY ? "on" : `to ${max}`}, not "${text}".`,
    );
  }
  return value;
}

/** Reads one of a few words from an option. */
export function choiceOption<T extends string>(
  name: string,
  text: string | undefined,
  fallback: T,
  choices: readonly T[],
): T {
  if (text === undefined) return fallback;
  const choice = choices.find((candidate) => candidate === text);
  if (choice === undefined) {
    throw new KinoflowError(
      "invalid-argument",
      `--${name} has to be one of ${choices.join(", ")}, not "${text}".`,
    );
  }
  return choice;
}

/** {@link CommandContext.line} of a process. */
export function printLine(text: string): Promise<boolean> {
  return new Promise((done, fail) => {
    const { stdout } = process;
    // A pipe that breaks reports it twice: to whoever writes, and as an event that ends the program if nobody listens.
    const ignore = (): void => undefined;
    stdout.once("error", ignore);
    stdout.write(`${text}\n`, (error) => {
      if (!error) {
        stdout.off("error", ignore);
        done(true);
      } else if ("code" in error && error.code === "EPIPE") done(false);
      else fail(error);
    });
  });
}

/** A progress line that rewrites itself on a terminal; silent elsewhere, so that logs stay readable. */
export class ProgressBar {
  #shown = false;
  #lastShown = 0;
  readonly #stream: NodeJS.WriteStream;

  constructor(stream: NodeJS.WriteStream = process.stderr) {
    this.#stream = stream;
  }

  show(done: number, total: number, note: string): void {
    if (!this.#stream.isTTY) return;
    const now = performance.now();
    if (now - this.#lastShown < 50 && done < total) return;
    this.#lastShown = now;
    this.#shown = true;
    const width = 30;
    const filled = Math.round((done / total) * width);
    const bar = `${"#".repeat(filled)}${"-".repeat(width - filled)}`;
    this.#stream.write(`\r\x1b[K[${bar}] ${done}/${total}  ${note}`);
  }

  /** Clears the line. */
  end(): void {
    if (this.#shown) this.#stream.write("\r\x1b[K");
    this.#shown = false;
  }
}

/** Seconds as people read them: 48 s, 3 min 5 s, 1 h 2 min. */
export function duration(seconds: number): string {
  const whole = Math.max(0, Math.round(seconds));
  if (whole < 60) return `${whole} s`;
  if (whole < 3600) return `${Math.floor(whole / 60)} min ${whole % 60} s`;
  return `${Math.floor(whole / 3600)} h ${Math.floor((whole % 3600) / 60)} min`;
}
