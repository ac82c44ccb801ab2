import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { cancelledError, KinoflowError, throwIfCancelled } from "../../shared/errors";

/** How many of a program's last error lines are kept for a report. */
const KEPT_LINES = 30;

/** How a program ended. */
export interface Exit {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
}

const running = new Set<ChildProcess>();

// A host that leaves without disposing of its engine must not leave an ffmpeg behind.
process.once("exit", () => {
  for (const child of running) child.kill("SIGKILL");
});

export interface ToolOptions {
  readonly onInfo?: (line: string) => void;
  /** "ignore" by default. */
  readonly stdin?: "pipe" | "ignore";
  /** A socket to write to; {@link ToolProcess.stdout} by default. */
  readonly stdout?: Socket;
}

/**
 * A running program of the ffmpeg family. Its stderr is always drained (an unread pipe would stop it), and its
 * last lines kept. Lines that ffmpeg marks `[info]` go to `onInfo` only; everything else counts as an error.
 */
export class ToolProcess {
  /** Resolves when the program has ended and its pipes are closed; never rejects. */
  readonly ended: Promise<Exit>;
  readonly pid: number | undefined;
  private readonly child: ChildProcess;
  private readonly lastLines: string[] = [];
  private spawnError: Error | null = null;

  constructor(path: string, args: readonly string[], options: ToolOptions = {}) {
    this.child = spawn(path, args, {
      stdio: [options.stdin ?? "ignore", options.stdout ?? "pipe", "pipe"],
      windowsHide: true,
    });
    this.pid = this.child.pid;
    running.add(this.child);
    this.ended = new Promise((resolve) => {
      this.child.once("error", (error) => {
        this.spawnError = error;
        if (this.child.pid === undefined) {
          running.delete(this.child);
          resolve({ code: null, signal: null });
        }
      });
      this.child.once("close", (code, signal) => {
        running.delete(this.child);
        resolve({ code, signal });
      });
    });
    if (this.child.stderr) {
      readLines(this.child.stderr, (line) => {
        if (line.includes("[info]")) {
          options.onInfo?.(line);
        } else if (line.trim() !== "") {
          this.lastLines.push(line);
          if (this.lastLines.length > KEPT_LINES) this.lastLines.shift();
        }
      });
    }
  }

  get stdout(): Readable {
    return required(this.child.stdout);
  }

  get stdin(): Writable {
    return required(this.child.stdin);
  }

  /** The program's last words. */
  get errorText(): string {
    return [...this.lastLines, ...(this.spawnError ? [this.spawnError.message] : [])].join("\n");
  }

  kill(): void {
    // SIGKILL: ffmpeg answers gentler signals by finishing its output, which nobody will read.
    this.child.kill("SIGKILL");
  }
}

function required<T>(stream: T | null): T {
  if (stream === null)
    throw new KinoflowError("internal", "A program was started without the pipe it needs.");
  return stream;
}

function readLines(stream: Readable, onLine: (line: string) => void): void {
  let rest = "";
  stream.setEncoding("utf8");
  stream.on("data", (text: string) => {
    const lines = (rest + text).split(/\r?\n|\r/);
    rest = lines.pop() ?? "";
    for (const line of lines) onLine(line);
  });
  stream.on("end", () => {
    if (rest !== "") onLine(rest);
  });
}

/** Runs a program to its end and returns what it printed. Aborting kills it and rejects with `cancelled`. */
export async function runTool(
  path: string,
  args: readonly string[],
  options: { readonly signal?: AbortSignal; readonly onStdout?: (text: string) => void } = {},
): Promise<{ readonly exit: Exit; readonly stdout: string; readonly errorText: string }> {
  throwIfCancelled(options.signal);
  const tool = new ToolProcess(path, args);
  const onAbort = (): void => tool.kill();
  options.signal?.addEventListener("abort", onAbort, { once: true });
  let stdout = "";
  const onStdout = options.onStdout ?? ((text: string) => (stdout += text));
  try {
    // A program that could not be started has no pipe to read.
    if (tool.pid !== undefined) {
      tool.stdout.setEncoding("utf8");
      tool.stdout.on("data", onStdout);
    }
    const exit = await tool.ended;
    if (options.signal?.aborted) throw cancelledError();
    return { exit, stdout, errorText: tool.errorText };
  } finally {
    options.signal?.removeEventListener("abort", onAbort);
  }
}

/** Process ids of the programs that run now, for the memory display and for tests that look for leftovers. */
export function runningToolPids(): readonly number[] {
  return [...running].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
}
