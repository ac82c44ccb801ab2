import { type ChildProcess, spawn } from "node:child_process";
import type { Socket } from "node:net";
import type { Readable, Writable } from "node:stream";
import { StringDecoder } from "node:string_decoder";
import { cancelledError, KinoflowError, throwIfCancelled } from "../../shared/errors";
import { type ByteFlow, type BytePipe, type ByteSink, flowFromPipe } from "./byte-pipe";

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
  /** Aborting it kills the program. */
  readonly signal?: AbortSignal | undefined;
  readonly onInfo?: (line: string) => void;
  /** "ignore" by default. */
  readonly stdin?: "pipe" | "ignore";
  /** A socket or a file descriptor to write to; {@link ToolProcess.stdout} by default. */
  readonly stdout?: Socket | number;
  /** For a stderr that is not read while it {@link ToolProcess.rest}s. */
  readonly stderr?: BytePipe | null;
}

/** A program whose words nobody reads stands still when there are too many of them: so long at most. */
const REST_MS = 20;
/** Bytes of words that are read at a time. */
const WORDS = 1 << 14;

/**
 * A running program of the ffmpeg family. Its stderr is drained (an unread pipe would stop it), after a {@link rest} at most, and its
 * last lines kept. Lines that ffmpeg marks `[info]` go to `onInfo` only; everything else counts as an error.
 */
export class ToolProcess {
  /** Resolves when the program has ended and its pipes are closed; never rejects. */
  readonly ended: Promise<Exit>;
  readonly pid: number | undefined;
  readonly #child: ChildProcess;
  readonly #lastLines: string[] = [];
  #spawnError: Error | null = null;
  /** Null where stderr is an ordinary pipe. */
  readonly #words: ByteFlow | null;
  #listening = true;
  /** True when the program has ended; some of its words may still be to be read. */
  #over = false;
  #resting: NodeJS.Timeout | null = null;

  constructor(path: string, args: readonly string[], options: ToolOptions = {}) {
    const { stdin = "ignore", stdout = "pipe", stderr = null, onInfo, signal } = options;
    this.#child = spawn(path, args, {
      stdio: [stdin, stdout, stderr?.writeEnd ?? "pipe"],
      windowsHide: true,
    });
    this.pid = this.#child.pid;
    running.add(this.#child);
    const lines = new LineCutter((line) => {
      if (line.includes("[info]")) {
        onInfo?.(line);
      } else if (line.trim() !== "") {
        this.#lastLines.push(line);
        if (this.#lastLines.length > KEPT_LINES) this.#lastLines.shift();
      }
    });
    this.#words = stderr && flowFromPipe(stderr, this.#wordsInto(lines));
    this.#words?.resume();
    this.#child.stderr?.on("data", (bytes: Uint8Array) => lines.add(bytes));
    const onAbort = (): void => this.kill();
    signal?.addEventListener("abort", onAbort, { once: true });
    if (signal?.aborted) onAbort();
    this.ended = this.#untilEnded().finally(() => {
      signal?.removeEventListener("abort", onAbort);
      lines.end();
      running.delete(this.#child);
    });
  }

  /**
   * Leaves what the program says unread until {@link listen}, or for a fiftieth of a second: where it says everything
   * in a dozen pieces, each of them would wake us up. Without effect on an ordinary pipe.
   */
  rest(): void {
    // Nothing would wake the last words of a program that has ended.
    if (!this.#words || this.#over) return;
    // Made once: a timer for each frame would cost more.
    if (this.#resting) this.#resting.refresh();
    else this.#resting = setTimeout(() => this.listen(), REST_MS).unref();
    this.#listening = false;
    this.#words.pause();
  }

  /** Reads what the program says from now on as it comes. */
  listen(): void {
    if (this.#listening) return;
    this.#listening = true;
    this.#words?.resume();
  }

  get stdout(): Readable {
    return required(this.#child.stdout);
  }

  get stdin(): Writable {
    return required(this.#child.stdin);
  }

  /** The program's last words. */
  get errorText(): string {
    return [...this.#lastLines, ...(this.#spawnError ? [this.#spawnError.message] : [])].join("\n");
  }

  #wordsInto(lines: LineCutter): ByteSink {
    const memory = Buffer.allocUnsafeSlow(WORDS);
    return {
      space: () => memory,
      took: (count) => {
        lines.add(memory.subarray(0, count));
        return this.#listening;
      },
    };
  }

  async #untilEnded(): Promise<Exit> {
    const exit = await new Promise<Exit>((resolve) => {
      this.#child.once("error", (error) => {
        this.#spawnError = error;
        if (this.#child.pid === undefined) resolve({ code: null, signal: null });
      });
      this.#child.once("close", (code, signal) => resolve({ code, signal }));
    });
    this.#over = true;
    clearTimeout(this.#resting ?? undefined);
    this.listen();
    await this.#words?.ended;
    return exit;
  }

  kill(): void {
    // SIGKILL: ffmpeg answers gentler signals by finishing its output, which nobody will read.
    this.#child.kill("SIGKILL");
  }
}

function required<T>(stream: T | null): T {
  if (stream === null)
    throw new KinoflowError("internal", "A program was started without the pipe it needs.");
  return stream;
}

/** Takes text that comes in pieces apart into lines. */
class LineCutter {
  readonly #decoder = new StringDecoder("utf8");
  #rest = "";
  readonly #onLine: (line: string) => void;

  constructor(onLine: (line: string) => void) {
    this.#onLine = onLine;
  }

  add(bytes: Uint8Array): void {
    const lines = (this.#rest + this.#decoder.write(bytes)).split(/\r?\n|\r/);
    this.#rest = lines.pop() ?? "";
    for (const line of lines) this.#onLine(line);
  }

  end(): void {
    if (this.#rest !== "") this.#onLine(this.#rest);
    this.#rest = "";
  }
}

/** Runs a program to its end and returns what it printed. Aborting kills it and rejects with `cancelled`. */
export async function runTool(
  path: string,
  args: readonly string[],
  options: { readonly signal?: AbortSignal; readonly onStdout?: (text: string) => void } = {},
): Promise<{ readonly exit: Exit; readonly stdout: string; readonly errorText: string }> {
  throwIfCancelled(options.signal);
  const tool = new ToolProcess(path, args, { signal: options.signal });
  let stdout = "";
  const onStdout = options.onStdout ?? ((text: string) => (stdout += text));
  // A program that could not be started has no pipe to read.
  if (tool.pid !== undefined) {
    tool.stdout.setEncoding("utf8");
    tool.stdout.on("data", onStdout);
  }
  const exit = await tool.ended;
  if (options.signal?.aborted) throw cancelledError();
  return { exit, stdout, errorText: tool.errorText };
}

/** Process ids of the programs that run now, for the memory display and for tests that look for leftovers. */
export function runningToolPids(): readonly number[] {
  return [...running].flatMap((child) => (child.pid === undefined ? [] : [child.pid]));
}
