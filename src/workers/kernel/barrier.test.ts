import { execFile } from "node:child_process";
import { promisify } from "node:util";
import { expect, test } from "vitest";
import { cachedKernel } from "../../../scripts/build-kernel.mjs";

/** Meets two other threads in many rounds, sometimes late, and tells how often it went on before all had come. */
const MEMBER = `
const { parentPort, workerData } = require("node:worker_threads");
const { memory, module: kernel, thread } = workerData;
const [threads, rounds, cell, counters, lonelyCell] = [3, 400, 4096, 8192, 12288];
const int32 = new Int32Array(memory.buffer);
const { barrier } = new WebAssembly.Instance(kernel, {
  env: {
    memory,
    now: () => performance.now(),
    throwIfCancelled: () => undefined,
    abandoned: () => { throw new Error("abandoned"); },
    sleep: (at, value) => void Atomics.wait(int32, at / 4, value, 1),
  },
}).exports;

function meet() {
  let early = 0;
  for (let round = 1; round <= rounds; round++) {
    const late = performance.now() + (round % 7 === thread ? 2 : 0);
    while (performance.now() < late);
    Atomics.store(int32, counters / 4 + thread, round);
    barrier(cell, threads);
    for (let other = 0; other < threads; other++) {
      if (Atomics.load(int32, counters / 4 + other) < round) early++;
    }
  }
  return early;
}

function waitForNobody() {
  try {
    barrier(lonelyCell, 2);
  } catch (error) {
    return error.message;
  }
}

parentPort.postMessage(thread < threads ? meet() : waitForNobody());
`;

/** Runs three of them, and a fourth one that waits for a thread that never comes, and abandons that one's job. */
const MAIN = `
const { Worker } = require("node:worker_threads");
const { readFileSync } = require("node:fs");
const memory = new WebAssembly.Memory({ initial: 16, maximum: 32768, shared: true });
const kernel = new WebAssembly.Module(readFileSync(process.argv[1]));
const start = (thread) => new Promise((resolve, reject) => {
  new Worker(${JSON.stringify(MEMBER)}, { eval: true, workerData: { memory, module: kernel, thread } })
    .once("message", resolve)
    .once("error", reject);
});
setTimeout(() => Atomics.store(new Int32Array(memory.buffer), 12288 / 4 + 2, 1), 50);
Promise.all([0, 1, 2, 3].map(start)).then((answers) => console.log(JSON.stringify(answers)));
`;

// With memory.atomic.wait32, threads left the barrier early in code of V8's baseline compiler; see assembly/common.ts.
test.each([
  ["the baseline compiler", "--liftoff-only"],
  ["the optimising compiler", "--no-liftoff"],
])(
  "threads leave the barrier together, or all when the job is abandoned: %s",
  async (_, flag) => {
    const kernel = await cachedKernel();
    const { stdout } = await promisify(execFile)(process.execPath, [flag, "-e", MAIN, kernel], {
      timeout: 50_000,
    });
    expect(JSON.parse(stdout)).toEqual([0, 0, 0, "abandoned"]);
  },
  60_000,
);
