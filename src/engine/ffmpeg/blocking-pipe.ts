import { execFile, spawn } from "node:child_process";
import { closeSync, constants, openSync } from "node:fs";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { promisify } from "node:util";

/** File descriptors of the ends of a pipe, whose reads wait for bytes. Close both. */
export interface BlockingPipe {
  /** For the program that writes; while it is open here as well, the pipe does not end with that program. */
  readonly writeEnd: number;
  readonly readEnd: number;
}

/** Number of a Linux system call's command, see fcntl(2). */
const F_SETPIPE_SZ = 1031;
/** The most that an ordinary user may have. */
const PIPE_BYTES = 1 << 20;

const run = promisify(execFile);

/**
 * Makes a pipe for a worker to read from, which can wait: nobody else has to be woken up for it then. Null where the
 * system has no pipes with names (Windows).
 */
export async function makeBlockingPipe(): Promise<BlockingPipe | null> {
  if (process.platform === "win32") return null;
  try {
    // A folder of our own: nobody else can get at the pipe before it loses its name.
    const folder = await mkdtemp(join(tmpdir(), "kinoflow-pipe-"));
    try {
      const path = join(folder, "frames");
      await run("mkfifo", ["-m", "600", path]);
      const pipe = openEnds(path);
      widen(pipe);
      return pipe;
    } finally {
      await rm(folder, { recursive: true, force: true }).catch(() => undefined);
    }
  } catch {
    // No mkfifo, no room, no permission.
    return null;
  }
}

function openEnds(path: string): BlockingPipe {
  // Each end can be opened without waiting only when there is the other one.
  const opener = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
  try {
    const writeEnd = openSync(path, constants.O_WRONLY);
    try {
      return { writeEnd, readEnd: openSync(path, constants.O_RDONLY) };
    } catch (error) {
      closeSync(writeEnd);
      throw error;
    }
  } finally {
    closeSync(opener);
  }
}

/**
 * Has a pipe hold a frame or two where Linux makes it hold 64 kB, ten times fewer than a small frame: then reader and
 * writer need not wake each other up ten times for it. Only a system call can do that, which Node does not have; without
 * perl the pipe stays as it is. Nobody waits for it: the pipe may be in use when it becomes wider.
 */
function widen({ writeEnd }: BlockingPipe): void {
  if (process.platform !== "linux") return;
  try {
    const perl = spawn("perl", ["-e", `fcntl(STDOUT, ${F_SETPIPE_SZ}, ${PIPE_BYTES})`], {
      stdio: ["ignore", writeEnd, "ignore"],
    });
    // No perl.
    perl.on("error", () => undefined);
    perl.unref();
  } catch {
    // No room for it.
  }
}
