import { spawn } from "node:child_process";
import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, expect, it, onTestFinished, vi } from "vitest";
import { temporaryFolder } from "../testing/movies";
import {
  type ByteFlow,
  type ByteSink,
  flowFromPipe,
  flowFromStdout,
  prepareBytePipes,
  takeBytePipe,
} from "./byte-pipe";

const folder = temporaryFolder();
const BYTES = 300_000;
/** Writes bytes 1, 2, 3, …, and says on stderr when all are gone. */
const PROGRAM = `
const bytes = Buffer.from(Array.from({ length: ${BYTES} }, (_, k) => (k % 251) + 1));
process.stdout.write(bytes, () => process.stderr.write("all"));
`;

/** Takes portions of `portion` bytes into one memory, and pauses after each. */
class Portions implements ByteSink {
  readonly memory = new Uint8Array(new SharedArrayBuffer(BYTES));
  taken = 0;
  #left = 0;
  #onFull: () => void = () => undefined;
  readonly #portion: number;

  constructor(portion: number) {
    this.#portion = portion;
  }

  space(): Uint8Array {
    return this.memory.subarray(this.taken, this.taken + Math.max(this.#left, 1));
  }

  took(count: number): boolean {
    this.taken += count;
    this.#left -= count;
    if (this.#left > 0) return true;
    this.#onFull();
    return false;
  }

  next(flow: ByteFlow): Promise<void> {
    this.#left = Math.min(this.#portion, BYTES - this.taken);
    return new Promise((resolve) => {
      this.#onFull = resolve;
      flow.resume();
    });
  }
}

const ways = {
  "a pipe of its own": async (sink: ByteSink) => {
    const pipe = await takeBytePipe();
    if (!pipe) throw new Error("This system makes no sockets with names.");
    const child = spawn(process.execPath, ["-e", PROGRAM], { stdio: ["ignore", pipe.writeEnd, "pipe"] });
    return { child, flow: flowFromPipe(pipe, sink) };
  },
  stdout: async (sink: ByteSink) => {
    const child = spawn(process.execPath, ["-e", PROGRAM], { stdio: ["ignore", "pipe", "pipe"] });
    return { child, flow: flowFromStdout(child.stdout, sink) };
  },
};

describe.each(Object.keys(ways) as (keyof typeof ways)[])("bytes through %s", (way) => {
  it.skipIf(process.platform === "win32" && way !== "stdout").each([7_001, 64_000, BYTES])(
    "arrive in order, in portions of %d",
    async (portion) => {
      const sink = new Portions(portion);
      const { flow } = await ways[way](sink);
      while (sink.taken < BYTES) await sink.next(flow);
      expect(sink.memory.every((value, k) => value === (k % 251) + 1)).toBe(true);
      flow.resume();
      await flow.ended;
    },
  );

  it.skipIf(process.platform === "win32" && way !== "stdout")("wait while nobody wants them", async () => {
    const sink = new Portions(1000);
    const { child, flow } = await ways[way](sink);
    let said = "";
    child.stderr?.setEncoding("utf8").on("data", (text: string) => {
      said += text;
    });
    await sink.next(flow);
    expect(sink.taken).toBe(1000);
    await sink.next(flow);
    expect(sink.taken).toBe(2000);
    // More than any pipe holds is left, so the program cannot have got rid of everything.
    expect(said).toBe("");
    while (sink.taken < BYTES) await sink.next(flow);
    await vi.waitUntil(() => said === "all");
    flow.destroy();
    await flow.ended;
  });

  it.skipIf(process.platform === "win32" && way !== "stdout")("end when the program is killed", async () => {
    const sink = new Portions(1000);
    const { child, flow } = await ways[way](sink);
    await sink.next(flow);
    child.kill("SIGKILL");
    const over = flow.ended.then(() => true);
    const portion = () => sink.next(flow).then(() => false);
    // What the pipe held may still come.
    while (!(await Promise.race([over, portion()]))) expect(sink.taken).toBeLessThan(BYTES);
    expect(sink.taken).toBeLessThan(BYTES);
  });
});

it.skipIf(process.platform === "win32")("leaves no name of a pipe behind", async () => {
  onTestFinished(() => void vi.unstubAllEnvs());
  // What was made ahead lies in the system's folder, which holds pipes of other programs too.
  await prepareBytePipes();
  vi.stubEnv("TMPDIR", join(folder, "missing"));
  for (let spare = await takeBytePipe(); spare; ) spare = await takeBytePipe();
  await prepareBytePipes();
  vi.stubEnv("TMPDIR", folder);
  await prepareBytePipes();
  expect(await takeBytePipe()).not.toBeNull();
  await prepareBytePipes();
  expect(readdirSync(folder)).toEqual([]);
});
