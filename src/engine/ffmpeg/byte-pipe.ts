import { execFile } from "node:child_process";
import { closeSync, constants, openSync, rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { type ConnectOpts, Socket, type SocketConstructorOpts } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";
import { promisify } from "node:util";

/** Takes bytes where it wants them. */
export interface ByteSink {
  /** Memory for the next bytes, at least one. */
  space(): Uint8Array;
  /** So many bytes lie at the start of that memory now. False when no more are wanted for the time being. */
  took(count: number): boolean;
}

/** Bytes on their way into a sink, as far as it wants them. */
export interface ByteFlow {
  /** Bytes are wanted (again). */
  resume(): void;
  /** Resolves when there are no more bytes, and none will come. */
  readonly ended: Promise<void>;
  destroy(): void;
}

/**
 * A pipe of the system's whose read end hands its bytes straight into memory of our own. What Node makes of a child's
 * stdout instead allocates every chunk anew; at hundreds of frames a second, collecting them costs more than the flow.
 */
export interface BytePipe {
  /** For the program that writes; close it here once that program has been started. */
  readonly writeEnd: number;
  readonly readEnd: number;
}

const makeFifo = promisify(execFile);
let spare: BytePipe | null = null;
let preparing: Promise<void> | null = null;

/**
 * Makes a pipe ready for the next {@link takeBytePipe}. Does nothing where the system has no named pipes (Windows):
 * stdout does as well then, only slower.
 */
export function prepareBytePipe(): Promise<void> {
  if (spare || process.platform === "win32") return Promise.resolve();
  preparing ??= makeBytePipe()
    .then((pipe) => {
      spare = pipe;
    })
    // No mkfifo, no room, no permission: stdout is there.
    .catch(() => undefined)
    .finally(() => {
      preparing = null;
    });
  return preparing;
}

/** The pipe that is ready, or null; then another one is made ready for the next time. */
export function takeBytePipe(): BytePipe | null {
  const pipe = spare;
  spare = null;
  void prepareBytePipe();
  return pipe;
}

async function makeBytePipe(): Promise<BytePipe> {
  // A folder of our own: nobody else can get at the pipe before it loses its name.
  const folder = await mkdtemp(join(tmpdir(), "kinoflow-pipe-"));
  try {
    const path = join(folder, "frames");
    await makeFifo("mkfifo", ["-m", "600", path]);
    // Without a writer yet, the read end can be opened only without waiting for one.
    const readEnd = openSync(path, constants.O_RDONLY | constants.O_NONBLOCK);
    return { readEnd, writeEnd: openSync(path, constants.O_WRONLY) };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hands what comes out of a pipe to a sink. The write end is closed: a started program has its own. */
export function flowFromPipe({ readEnd, writeEnd }: BytePipe, sink: ByteSink): ByteFlow {
  closeSync(writeEnd);
  const options: SocketConstructorOpts & ConnectOpts = {
    fd: readEnd,
    readable: true,
    writable: false,
    onread: { buffer: () => sink.space(), callback: (count) => sink.took(count) },
  };
  const socket = new Socket(options);
  return {
    resume: () => socket.resume(),
    ended: new Promise((resolve) => {
      socket.once("close", () => resolve());
      socket.once("end", () => resolve());
      socket.on("error", () => resolve());
    }),
    destroy: () => socket.destroy(),
  };
}

/** Hands what comes out of a program's stdout to a sink. */
export function flowFromStdout(stdout: Readable, sink: ByteSink): ByteFlow {
  let rest: Uint8Array = new Uint8Array(0);
  let wanted = false;
  const pump = (): void => {
    while (wanted) {
      if (rest.length === 0) {
        const chunk: Uint8Array | null = stdout.read();
        if (chunk === null) return;
        rest = chunk;
      }
      const space = sink.space();
      const part = rest.subarray(0, space.length);
      space.set(part);
      rest = rest.subarray(part.length);
      wanted = sink.took(part.length);
    }
  };
  stdout.on("readable", pump);
  return {
    resume: () => {
      wanted = true;
      pump();
    },
    ended: new Promise((resolve) => {
      stdout.once("end", () => resolve());
      stdout.once("close", () => resolve());
      stdout.on("error", () => resolve());
    }),
    destroy: () => stdout.destroy(),
  };
}
