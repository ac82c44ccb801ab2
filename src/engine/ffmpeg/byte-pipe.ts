import { once } from "node:events";
import { rmSync } from "node:fs";
import { mkdtemp } from "node:fs/promises";
import { connect, createServer, type Socket } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable } from "node:stream";

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
  /** No more bytes are wanted for the time being. */
  pause(): void;
  /** Resolves when there are no more bytes, and none will come. */
  readonly ended: Promise<void>;
  destroy(): void;
}

/**
 * A pair of connected sockets whose read end hands its bytes straight into memory of our own. What Node makes of a child's
 * own pipes instead allocates every chunk anew; at hundreds of frames a second, collecting them costs more than the flow.
 */
export interface BytePipe {
  /** For the program that writes. */
  readonly writeEnd: Socket;
  readonly readEnd: Socket;
  /** Where the bytes go, once somebody wants them. */
  readonly target: { sink: ByteSink | null };
}

/** Whoever starts a decoder takes two. */
const SPARES = 2;
const spares: BytePipe[] = [];
let preparing: Promise<void> | null = null;

/**
 * Makes pipes ready for the next {@link takeBytePipe}. Does nothing on Windows, whose programs cannot write to such a
 * socket: ordinary pipes do as well then, only slower.
 */
export function prepareBytePipes(): Promise<void> {
  if (process.platform === "win32") return Promise.resolve();
  preparing ??= fillSpares()
    // No room, no permission: ordinary pipes are there.
    .catch(() => undefined)
    .finally(() => {
      preparing = null;
    });
  return preparing;
}

async function fillSpares(): Promise<void> {
  while (spares.length < SPARES) spares.push(await makeBytePipe());
}

/** A pipe, at once if one is ready; null where this system makes none. */
export async function takeBytePipe(): Promise<BytePipe | null> {
  if (process.platform === "win32") return null;
  const spare = spares.shift();
  void prepareBytePipes();
  return spare ?? makeBytePipe().catch(() => null);
}

async function makeBytePipe(): Promise<BytePipe> {
  // A folder of our own: nobody else can get at the socket before it loses its name.
  const folder = await mkdtemp(join(tmpdir(), "kinoflow-pipe-"));
  const server = createServer({ pauseOnConnect: true });
  try {
    const path = join(folder, "frames");
    server.listen(path);
    await once(server, "listening");
    const accepted: Promise<Socket[]> = once(server, "connection");
    const target: BytePipe["target"] = { sink: null };
    // A socket wants memory for its first bytes when it is made.
    const first = new Uint8Array(1);
    let given: Uint8Array = first;
    const readEnd = connect({
      path,
      onread: {
        buffer: () => {
          given = target.sink?.space() ?? first;
          return given;
        },
        callback: (count) => {
          if (given === first) target.sink?.space().set(first.subarray(0, count));
          return target.sink?.took(count) ?? false;
        },
      },
    });
    readEnd.pause();
    const [[writeEnd]] = await Promise.all([accepted, once(readEnd, "connect")]);
    for (const end of [readEnd, writeEnd]) {
      // Who reads notices that no more bytes come; nobody else has to.
      end.on("error", () => undefined);
      // A pipe that waits for its use keeps no process alive.
      end.unref();
    }
    return { readEnd, writeEnd, target };
  } finally {
    server.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Hands what comes out of a pipe to a sink. Call it when the program has been started, which has its own write end then. */
export function flowFromPipe({ readEnd, writeEnd, target }: BytePipe, sink: ByteSink): ByteFlow {
  writeEnd.destroy();
  target.sink = sink;
  readEnd.ref();
  return {
    resume: () => readEnd.resume(),
    pause: () => readEnd.pause(),
    ended: new Promise((resolve) => {
      readEnd.once("close", () => resolve());
      readEnd.once("end", () => resolve());
      readEnd.on("error", () => resolve());
    }),
    destroy: () => readEnd.destroy(),
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
    pause: () => {
      wanted = false;
    },
    ended: new Promise((resolve) => {
      stdout.once("end", () => resolve());
      stdout.once("close", () => resolve());
      stdout.on("error", () => resolve());
    }),
    destroy: () => stdout.destroy(),
  };
}
