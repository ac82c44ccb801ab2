import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, afterEach, describe, expect, test } from "vitest";
import { KinoflowError } from "../shared/errors";
import type { Work } from "./pool-task";
import type { Job } from "./protocol";
import { SharedHeap } from "./shared-heap";
import { expectFailure, failure } from "./testing/failure";
import { type RunOptions, WorkerPool } from "./worker-pool";

const scratch = mkdtempSync(join(tmpdir(), "kinoflow-pool-"));
const NO_KERNELS = new WebAssembly.Module(Uint8Array.of(0, 97, 115, 109, 1, 0, 0, 0));
/** Byte offsets in the part of a heap that it never lends. */
const [ABANDONED, STARTS, RELEASED] = [256, 260, 264];

const pools: TestPool[] = [];
let scripts = 0;

afterEach(async () => {
  for (const { pool, heap } of pools.splice(0)) {
    await pool.dispose();
    // Nothing that the pool took for itself is left.
    expect(heap.heldBytes).toBe(0);
  }
});
afterAll(() => rmSync(scratch, { recursive: true, force: true }));

interface TestJob {
  readonly name?: string;
  readonly ms?: number;
  readonly does?: "exit" | "throw" | "refuse" | "poll" | "deaf" | "meet" | "wait";
  /** How many have to meet. */
  readonly members?: number;
  /** Only this band does it; all others wait until they are told to give up. */
  readonly band?: number;
  readonly unsendable?: () => void;
}

interface TestWork {
  readonly bands?: number;
  readonly begin?: () => void;
  readonly merge?: () => void;
}

/** A pool of workers that do what a test says, rather than what the real one does. */
class TestPool {
  readonly heap = new SharedHeap();
  readonly pool: WorkerPool;
  /** What happened, in order: "begin", "abandon", "end", "end badly". */
  readonly events: string[] = [];

  constructor(size: number, { workerUrl = workerOf(""), patienceMs = 5000 } = {}) {
    const { heap } = this;
    const data = { module: NO_KERNELS, memory: heap.memory };
    this.pool = new WorkerPool({ workerUrl, data, heap, size, patienceMs });
    pools.push(this);
  }

  /** Resolves to what the bands answered. */
  run(job: TestJob, { bands = 1, begin, merge }: TestWork = {}, options: RunOptions = {}) {
    const work: Work<readonly { band: number; threadId: number }[]> = {
      bands,
      begin: () => {
        begin?.();
        this.events.push("begin");
        this.flag(ABANDONED)[0] = 0;
        return job as Job;
      },
      abandon: () => {
        this.events.push("abandon");
        Atomics.store(this.flag(ABANDONED), 0, 1);
      },
      end: (intact) => this.events.push(intact ? "end" : "end badly"),
      merge: (answers) => {
        merge?.();
        return answers as unknown as readonly { band: number; threadId: number }[];
      },
    };
    return this.pool.submit(work, options);
  }

  flag(byteOffset: number): Int32Array {
    return this.heap.integers(byteOffset, 1);
  }
}

/** @param atStart is done before the worker says that it is ready */
function workerOf(atStart: string): string {
  const path = join(scratch, `worker-${scripts++}.mjs`);
  writeFileSync(
    path,
    `import { parentPort, threadId, workerData } from "node:worker_threads";
     const heap = { heapUsed: 1000 };
     const int32 = (offset) => new Int32Array(workerData.memory.buffer, offset, 1);
     const starts = Atomics.add(int32(${STARTS}), 0, 1) + 1;
     ${atStart}
     const pause = (ms) => Atomics.wait(new Int32Array(new SharedArrayBuffer(4)), 0, 0, ms);
     const cancelled = { code: "cancelled", message: "Cancelled." };
     parentPort.on("message", (message) => {
       if (message.stop) { parentPort.close(); return; }
       const { id, job, band, control } = message;
       const answer = () => parentPort.postMessage({ id, ok: true, result: { band, threadId }, heap });
       const fail = (error) => parentPort.postMessage({ id, ok: false, error, heap });
       if (job.band !== undefined && job.band !== band) {
         while (Atomics.load(int32(${ABANDONED}), 0) === 0) pause(2);
         fail(cancelled);
         return;
       }
       if (job.does === "wait") Atomics.wait(int32(${RELEASED}), 0, 0);
       if (job.ms) pause(job.ms);
       if (job.does === "exit") process.exit(3);
       if (job.does === "throw") throw new Error("boom");
       if (job.does === "refuse") { fail({ code: "invalid-argument", message: "No." }); return; }
       if (job.does === "poll") {
         while (Atomics.load(int32(control.byteOffset), 0) === 0) pause(2);
         fail(cancelled);
         return;
       }
       if (job.does === "deaf") for (;;);
       if (job.does === "meet") {
         Atomics.add(int32(control.byteOffset + 4), 0, 1);
         const end = Date.now() + 5000;
         while (Atomics.load(int32(control.byteOffset + 4), 0) < job.members) {
           if (Date.now() > end) { fail({ code: "internal", message: "Nobody came." }); return; }
         }
       }
       answer();
     });
     parentPort.postMessage({ ready: true });`,
  );
  return path;
}

describe("order", () => {
  test("first come, first served, but a higher priority goes first", async () => {
    const pool = new TestPool(1);
    const order: string[] = [];
    const run = (name: string, priority?: number) =>
      pool.run({ name }, {}, { priority }).then(() => order.push(name));
    await Promise.all([run("a"), run("b"), run("c", 1), run("d", -1), run("e", 1), run("f")]);
    expect(order).toEqual(["a", "c", "e", "b", "f", "d"]);
  });

  test("uses as many workers as it may, and the same ones again", async () => {
    const pool = new TestPool(3);
    const threads = new Set<number>();
    const run = async () => threads.add((await pool.run({ ms: 50 }))[0].threadId);
    await run();
    await run();
    expect(threads.size).toBe(1);
    await Promise.all(Array.from({ length: 9 }, run));
    expect(threads.size).toBe(3);
    expect(pool.flag(STARTS)[0]).toBe(3);
    expect(pool.pool.heapUsed).toBe(3000);
  });

  test.each([0, -1, 1.5, Number.NaN])("refuses a pool of %s workers", (size) => {
    expect(() => new TestPool(size)).toThrow(/at least one worker/);
    pools.length = 0;
  });
});

describe("work for several workers", () => {
  test("is done by all of them at the same time, each with a band of its own", async () => {
    const pool = new TestPool(3);
    const meet = (members: number) => pool.run({ does: "meet", members }, { bands: members });
    const runs = await Promise.all([meet(3), meet(2), meet(1), meet(3), meet(2)]);
    expect(runs.map((answers) => answers.map(({ band }) => band))).toEqual([
      [0, 1, 2],
      [0, 1],
      [0],
      [0, 1, 2],
      [0, 1],
    ]);
    for (const answers of runs) {
      expect(new Set(answers.map(({ threadId }) => threadId)).size).toBe(answers.length);
    }
    expect(pool.flag(STARTS)[0]).toBe(3);
    expect(pool.events.filter((event) => event !== "begin")).toEqual(new Array(5).fill("end"));
  });

  test("is overtaken by nothing that came later, but by what is more urgent", async () => {
    const pool = new TestPool(2);
    const order: string[] = [];
    const run = (name: string, job: TestJob, bands: number, priority = 0) =>
      pool.run(job, { bands, begin: () => order.push(name) }, { priority });
    await run("warm-up", {}, 2);
    const long = run("long", { ms: 100 }, 1);
    const runs = [run("gang", {}, 2), run("late", {}, 1), run("urgent", {}, 1, 1)];
    await Promise.all([long, ...runs]);
    expect(order).toEqual(["warm-up", "long", "urgent", "gang", "late"]);
  });

  test("ends with one error when one of them dies, after all others have let go", async () => {
    const pool = new TestPool(3);
    const run = pool.run({ does: "exit", band: 1, ms: 20 }, { bands: 3 });
    await expectFailure(run, "worker-died", /stopped unexpectedly/);
    expect(pool.events).toEqual(["begin", "abandon", "end badly"]);
    expect(await pool.run({ does: "meet", members: 3 }, { bands: 3 })).toHaveLength(3);
    // Only the dead one has been replaced.
    expect(pool.flag(STARTS)[0]).toBe(4);
  });

  test("tells why one of them could not do its part, not that the others then gave up", async () => {
    const pool = new TestPool(3);
    const run = pool.run({ does: "refuse", band: 2, ms: 20 }, { bands: 3 });
    await expectFailure(run, "invalid-argument", /^No\.$/);
    expect(pool.events).toEqual(["begin", "abandon", "end badly"]);
    expect(pool.flag(STARTS)[0]).toBe(3);
  });

  test("does not begin when one of them cannot start", async () => {
    const pool = new TestPool(2, { workerUrl: workerOf("if (starts === 2) throw new Error('no room');") });
    const run = pool.run({ band: 1 }, { bands: 2 });
    // The one that has started would wait for ever if it had been told.
    await expectFailure(run, "worker-died", /could not be started/);
    expect(pool.events).toEqual(["begin", "end"]);
    expect(await pool.run({}, { bands: 2 })).toHaveLength(2);
  });
});

describe("cancellation", () => {
  test("before the start: nothing happens", async () => {
    const pool = new TestPool(1);
    await expectFailure(pool.run({}, {}, { signal: AbortSignal.abort() }), "cancelled");
    expect(pool.events).toEqual([]);
  });

  test("while waiting: leaves the queue at once, and lets others through", async () => {
    const pool = new TestPool(2);
    const running = pool.run({ does: "wait" });
    const controller = new AbortController();
    const waiting = pool.run({}, { bands: 2 }, { signal: controller.signal });
    const next = pool.run({});
    controller.abort();
    await expectFailure(waiting, "cancelled");
    // What runs goes on until the next one is through.
    await next;
    Atomics.store(pool.flag(RELEASED), 0, 1);
    Atomics.notify(pool.flag(RELEASED), 0);
    await running;
    expect(pool.events).toEqual(["begin", "begin", "end", "end"]);
  });

  test.each([1, 2])("while its %i workers start: they are free for others", async (bands) => {
    const pool = new TestPool(2);
    const controller = new AbortController();
    const run = pool.run({}, { bands }, { signal: controller.signal });
    controller.abort();
    await expectFailure(run, "cancelled");
    expect(pool.events).toEqual(["begin", "end"]);
    await pool.run({}, { bands: 2 });
    expect(pool.flag(STARTS)[0]).toBe(2);
  });

  test.each([1, 3])("while %i workers do it: settles when all have let go", async (bands) => {
    const pool = new TestPool(3);
    await pool.run({}, { bands: 3 });
    const controller = new AbortController();
    const running = pool.run({ does: "poll" }, { bands }, { signal: controller.signal });
    setTimeout(() => controller.abort(), 50);
    await expectFailure(running, "cancelled");
    expect(pool.events.slice(3)).not.toContain("end");
    expect(pool.events.at(-1)).toBe("end badly");
    await pool.run({}, { bands: 3 });
    expect(pool.flag(STARTS)[0]).toBe(3);
  });

  test("of what is done all the same: cancelled, and its memory as good as new", async () => {
    const pool = new TestPool(1);
    await pool.run({});
    const controller = new AbortController();
    const running = pool.run({ ms: 50 }, {}, { signal: controller.signal });
    controller.abort();
    await expectFailure(running, "cancelled");
    expect(pool.events).toEqual(["begin", "end", "begin", "end"]);
  });

  test("when it comes after the end, changes nothing", async () => {
    const controller = new AbortController();
    const pool = new TestPool(1);
    await pool.run({}, {}, { signal: controller.signal });
    controller.abort();
    await pool.run({});
  });
});

describe("memory", () => {
  const outOfMemory = () => {
    throw new KinoflowError("out-of-memory", "Full.");
  };

  test("that is short is waited for while others may give some back", async () => {
    const pool = new TestPool(2);
    const begin = () => {
      if (!pool.events.includes("end")) outOfMemory();
    };
    await Promise.all([pool.run({ ms: 50 }), pool.run({}, { begin })]);
    expect(pool.events).toEqual(["begin", "end", "begin", "end"]);
  });

  test("that is short when nobody else has any is an error", async () => {
    const pool = new TestPool(2);
    await expectFailure(pool.run({}, { begin: outOfMemory }), "out-of-memory");
    await pool.run({});
  });
});

describe("dying workers", () => {
  test("take their own work with them and are replaced", async () => {
    const pool = new TestPool(2);
    const does = [undefined, "exit", undefined, "throw", undefined, "exit", undefined] as const;
    const runs = does.map((what) =>
      pool.run(what ? { does: what } : {}).then(
        () => "done",
        (error: KinoflowError) => `${error.code}: ${error.details}`,
      ),
    );
    expect(await Promise.all(runs)).toEqual([
      "done",
      expect.stringMatching(/^worker-died: .*ended with code 3/),
      "done",
      expect.stringMatching(/^worker-died: .*boom/),
      "done",
      expect.stringMatching(/^worker-died: .*ended with code 3/),
      "done",
    ]);
    await expectFailure(pool.run({ does: "exit" }), "worker-died", /stopped unexpectedly/);
    await Promise.all([pool.run({ ms: 20 }), pool.run({ ms: 20 })]);
    expect(pool.pool.heapUsed).toBe(2000);
  });

  test("that were being cancelled count as cancelled", async () => {
    const pool = new TestPool(1);
    await pool.run({});
    const controller = new AbortController();
    const running = pool.run({ does: "exit", ms: 50 }, {}, { signal: controller.signal });
    controller.abort();
    await expectFailure(running, "cancelled");
    expect(pool.events.at(-1)).toBe("end badly");
  });

  test.each([
    ["missing", () => join(scratch, "nowhere.mjs")],
    ["no path", () => "nowhere.mjs"],
    [
      "broken",
      () => {
        const path = join(scratch, "broken.mjs");
        writeFileSync(path, "this is no program");
        return path;
      },
    ],
  ])("that cannot start (%s) say so for all work, and nothing hangs", async (_, workerUrl) => {
    const pool = new TestPool(2, { workerUrl: workerUrl() });
    const runs = [1, 2, 1, 2, 1].map((bands) => failure(pool.run({}, { bands })));
    for (const error of await Promise.all(runs)) {
      expect(error.code).toBe("worker-died");
      expect(error.message).toMatch(/could not be started/);
      expect(error.details).toMatch(/\S/);
    }
  });

  test("have nothing to do with what cannot be sent to them", async () => {
    const pool = new TestPool(2);
    const unsendable = pool.run({ unsendable: () => undefined }, { bands: 2 });
    const next = pool.run({}, { bands: 2 });
    await expectFailure(unsendable, "internal");
    await next;
    expect(pool.events).toEqual(["begin", "end", "begin", "end"]);
    expect(pool.flag(STARTS)[0]).toBe(2);
  });
});

test("answers that make no sense fail their own work", async () => {
  const pool = new TestPool(1);
  const merge = () => {
    throw new TypeError("What is this?");
  };
  await expectFailure(pool.run({}, { merge }), "internal");
  await pool.run({});
});

describe("dispose", () => {
  test("cancels what runs and what waits, and ends the threads", async () => {
    const pool = new TestPool(3);
    await pool.run({}, { bands: 3 });
    const runs = [
      pool.run({ does: "poll" }, { bands: 2 }),
      pool.run({ does: "poll" }),
      pool.run({}, { bands: 3 }),
      pool.run({}),
    ].map(failure);
    const start = performance.now();
    await Promise.all([pool.pool.dispose(), pool.pool.dispose()]);
    expect(performance.now() - start).toBeLessThan(1500);
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual(new Array(4).fill("cancelled"));
    expect(pool.pool.heapUsed).toBe(0);
    await expectFailure(pool.run({}), "cancelled");
  });

  test("needs no worker to have started", async () => {
    await new TestPool(1).pool.dispose();
    const pool = new TestPool(2);
    const run = failure(pool.run({}, { bands: 2 }));
    await pool.pool.dispose();
    expect((await run).code).toBe("cancelled");
    expect(pool.events).toEqual(["begin", "end"]);
  });

  test("ends by force a thread that does not listen", async () => {
    const pool = new TestPool(1, { patienceMs: 300 });
    await pool.run({});
    const run = failure(pool.run({ does: "deaf" }));
    await pool.pool.dispose();
    expect((await run).code).toBe("cancelled");
  });
});
