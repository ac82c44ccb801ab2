import { cancelledError, KinoflowError } from "../shared/errors";
import type { Command, CommandContext } from "./terminal";

export { printLine } from "./terminal";

/** Each command with what it takes is loaded when it is called. */
const COMMANDS: Readonly<Record<string, () => Promise<Command>>> = {
  probe: async () => (await import("./commands/probe")).probeCommand,
  frames: async () => (await import("./commands/frames")).framesCommand,
  export: async () => (await import("./commands/export")).exportCommand,
  picture: async () => (await import("./commands/picture")).pictureCommand,
  analyze: async () => (await import("./commands/analyze")).analyzeCommand,
  analyse: async () => (await import("./commands/analyze")).analyzeCommand,
  flow: async () => (await import("./commands/flow")).flowCommand,
  tracks: async () => (await import("./commands/tracks")).tracksCommand,
  means: async () => (await import("./commands/means")).meansCommand,
  fields: async () => (await import("./commands/fields")).fieldsCommand,
  profile: async () => (await import("./commands/profile")).profileCommand,
  kymograph: async () => (await import("./commands/kymograph")).kymographCommand,
  verify: async () => (await import("./commands/verify")).verifyCommand,
  evaluate: async () => (await import("./commands/evaluate")).evaluateCommand,
};

/**
 * Runs the command line with its arguments. Never rejects.
 *
 * @returns the exit code: 1 the work failed, 2 the call was wrong, 130 interrupted (as shells have it)
 */
export async function run(args: readonly string[], context: CommandContext): Promise<number> {
  try {
    return await runCommand(args, context);
  } catch (error) {
    // The same Ctrl+C ends ffmpeg too, which then fails in its own words.
    return report(context.signal.aborted ? cancelledError() : error, context);
  }
}

async function runCommand(args: readonly string[], context: CommandContext): Promise<number> {
  const [name, ...rest] = args;
  if (name === "--version" || name === "-v") {
    return (await import("./commands/version")).versionCommand(rest, context);
  }
  if (name === undefined || ["--help", "-h", "help"].includes(name) || rest.includes("--help")) {
    context.out((await import("./help")).HELP);
    return name === undefined ? 2 : 0;
  }
  if (!Object.hasOwn(COMMANDS, name)) {
    throw new KinoflowError(
      "invalid-argument",
      `There is no command "${name}"; the commands are ${Object.keys(COMMANDS)
        .filter((known) => known !== "analyse")
        .join(", ")} (--help explains them).`,
    );
  }
  const command = await COMMANDS[name]();
  return command(withNegativeNumbers(rest), context);
}

/** An option before a number or numbers that begin with a minus sign is joined with them, which parseArgs takes for options: `--turn -30`. */
function withNegativeNumbers(args: readonly string[]): readonly string[] {
  const joined: string[] = [];
  for (const arg of args) {
    const option = joined.at(-1) ?? "";
    const isValue = /^--[a-z-]+$/.test(option) && /^-[\d.]+(?:,-?[\d.]+)*$/.test(arg);
    if (isValue) joined.pop();
    joined.push(isValue ? `${option}=${arg}` : arg);
  }
  return joined;
}

function report(error: unknown, { say }: CommandContext): number {
  const isDebugged = Boolean(process.env.KINOFLOW_DEBUG);
  if (error instanceof KinoflowError) {
    say(`kinoflow: ${error.message}\n`);
    if (isDebugged && error.details) say(`${error.details}\n`);
    if (error.code === "cancelled") return 130;
    return error.code === "invalid-argument" ? 2 : 1;
  }
  const what = error instanceof Error ? error.message : String(error);
  say(`kinoflow: Something went wrong inside Kinoflow (${what}); please report it.\n`);
  if (isDebugged && error instanceof Error) say(`${error.stack}\n`);
  return 1;
}
