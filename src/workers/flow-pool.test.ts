import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pathToFileURL } from "node:url";
import { afterAll, afterEach, beforeAll, describe, expect, test } from "vitest";
import { type ErrorCode, KinoflowError } from "../shared/errors";
import { FLOW_METHODS, type FlowMethod } from "../shared/flow";
import { colourField } from "../shared/overlay/colour-wheel";
import { I420Surface, i420Size } from "../shared/overlay/i420-surface";
import { paintOverlay } from "../shared/overlay/paint-overlay";
import { defaultOverlaySettings } from "../shared/overlay/settings";
import { FlowPool, type FlowPoolOptions } from "./flow-pool";
import { validRegion } from "./kernel/method";
import { methods } from "./kernel/methods";
import type { FlowJob, Job, MeasureJob, SharedBytes } from "./protocol";
import { buildFlowWorker } from "./testing/build-worker";
import { bytePair, undisturbed } from "./testing/pictures";

let workerPath: string;
const scratch = mkdtempSync(join(tmpdir(), "kinoflow-pool-"));
const pools: FlowPool[] = [];

beforeAll(async () => {
  workerPath = await buildFlowWorker();
}, 60_000);

afterEach(async () => {
  await Promise.all(pools.splice(0).map((pool) => pool.dispose()));
});

afterAll(() => rmSync(scratch, { recursive: true, force: true }));

function newPool(options: Partial<FlowPoolOptions> = {}): FlowPool {
  const pool = new FlowPool({ workerUrl: workerPath, size: 1, ...options });
  pools.push(pool);
  return pool;
}

/** A worker of a test's own, to do what the real one never does. */
function scriptedWorker(name: string, code: string): string {
  const path = join(scratch, `${name}.mjs`);
  writeFileSync(
    path,
    `import { parentPort, threadId } from "node:worker_threads";
     const heap = { heapUsed: 1000, arrayBuffers: 0 };
     const answer = (id, result) => parentPort.postMessage({ id, ok: true, result, heap });
     parentPort.on("message", (message) => {
       if (message.stop) { parentPort.close(); return; }
       const { id, job } = message;
       ${code}
     });
     parentPort.postMessage({ ready: true });`,
  );
  return path;
}

/** Shared memory that starts at byte `byteOffset` of its buffer, filled with 0xff. */
function shared(byteLength: number, byteOffset = 8): SharedBytes {
  const buffer = new SharedArrayBuffer(byteOffset + byteLength + 8);
  new Uint8Array(buffer).fill(0xff);
  return { buffer, byteOffset, byteLength };
}

function bytes({ buffer, byteOffset, byteLength }: SharedBytes): Uint8Array {
  return new Uint8Array(buffer, byteOffset, byteLength);
}

function planesOf(field: SharedBytes, pixels: number): { u: Float32Array; v: Float32Array } {
  return {
    u: new Float32Array(field.buffer, field.byteOffset, pixels),
    v: new Float32Array(field.buffer, field.byteOffset + 4 * pixels, pixels),
  };
}

function flowJob(width: number, height: number, method: FlowMethod = "streaming", windowRadius = 2): FlowJob {
  const pair = bytePair("random", width, height, 1);
  const [first, second] = [shared(width * height), shared(width * height)];
  bytes(first).set(pair.first);
  bytes(second).set(pair.second);
  const field = shared(8 * width * height);
  return { kind: "flow", width, height, first, second, field, parameters: { method, windowRadius } };
}

/** Naive with windows of 61 x 61 on a large frame: minutes of work. */
function endlessJob(): FlowJob {
  return flowJob(640, 480, "naive", 30);
}

async function failure(promise: Promise<unknown>): Promise<KinoflowError> {
  const error: unknown = await promise.then(
    () => null,
    (reason: unknown) => reason,
  );
  if (!(error instanceof KinoflowError)) {
    throw new Error(`Expected a KinoflowError, got ${String(error)}`);
  }
  return error;
}

async function expectFailure(promise: Promise<unknown>, code: ErrorCode, message = /\S/): Promise<void> {
  const error = await failure(promise);
  expect({ code: error.code, message: error.message }).toEqual({
    code,
    message: expect.stringMatching(message),
  });
}

describe("jobs of the real worker", () => {
  test.each(FLOW_METHODS)("flow by %s lands in shared memory, with a report", async (method) => {
    const job = flowJob(60, 50, method, 3);
    const report = await newPool().run(job);
    const expected = { u: new Float32Array(3000), v: new Float32Array(3000) };
    const pair = { width: 60, height: 50, first: bytes(job.first), second: bytes(job.second) };
    methods[method](pair, 3, expected, undisturbed);
    expect(planesOf(job.field, 3000)).toEqual(expected);
    const speeds = Array.from(expected.u, (u, i) => Math.hypot(u, expected.v[i]));
    const valid = validRegion(60, 50, 3);
    expect(report.maxSpeed).toBeCloseTo(Math.max(...speeds), 9);
    expect(report.meanSpeed).toBeCloseTo(speeds.reduce((sum, speed) => sum + speed, 0) / (52 * 42), 9);
    expect(valid).toEqual({ left: 4, top: 4, right: 56, bottom: 46 });
    expect(report.p95Speed).toBeGreaterThan(report.meanSpeed);
    expect(report.p95Speed).toBeLessThan(report.maxSpeed);
    expect(report.flowMs).toBeGreaterThan(0);
    expect(report.workingBytes).toBeGreaterThan(60 * 4 * 5);
    // Nothing was written beside the field.
    const around = new Uint8Array(job.field.buffer);
    expect([...around.subarray(0, 8), ...around.subarray(-8)]).toEqual(new Array(16).fill(0xff));
  });

  test("colour paints every step-th pixel", async () => {
    const pool = newPool();
    const { width, height, field, ...job } = flowJob(61, 47);
    await pool.run({ ...job, width, height, field });
    const size = Math.ceil(61 / 3) * Math.ceil(47 / 3) * 4;
    const picture = shared(size + 12);
    const { colourMs } = await pool.run({
      kind: "colour",
      width,
      height,
      field,
      picture,
      maxSpeed: 2,
      step: 3,
    });
    expect(colourMs).toBeGreaterThan(0);
    const expected = new Uint8Array(size);
    const { u, v } = planesOf(field, width * height);
    colourField(u, v, width, height, 2, 3, expected);
    expect(bytes(picture)).toEqual(Uint8Array.from([...expected, ...new Array(12).fill(0xff)]));
  });

  test("paint draws the overlay on the frame, and nothing without a field", async () => {
    const pool = newPool();
    const { width, height, field, ...job } = flowJob(101, 75);
    await pool.run({ ...job, width, height, field });
    const frame = shared(i420Size(width, height));
    const original = bytes(frame).fill(90).slice();
    const overlay = { ...defaultOverlaySettings(width, height), legend: false };
    const colour = { matrix: "smpte170m", primaries: "unknown", transfer: "unknown", range: "full" } as const;
    const paint = { kind: "paint", width, height, frame, overlay, pixelAspect: 1, colour } as const;

    const { paintMs } = await pool.run({ ...paint, field: null });
    expect(bytes(frame)).toEqual(original);
    expect(paintMs).toBeGreaterThanOrEqual(0);

    await pool.run({ ...paint, field });
    const expected = original.slice();
    const surface = new I420Surface(expected, width, height, "bt601", "full");
    paintOverlay(surface, { width, height, ...planesOf(field, width * height) }, overlay, 1);
    expect(bytes(frame)).toEqual(expected);
    expect(bytes(frame)).not.toEqual(original);
  });

  test("measure tells what lists of lists, tables and rows take", async () => {
    const pool = newPool();
    const pixels = 200 * 150;
    const peaks = new Map<FlowMethod, number>();
    for (const method of FLOW_METHODS) {
      const job: MeasureJob = { ...flowJob(200, 150, method), kind: "measure" };
      // Once to compile the code, which takes memory of its own.
      await pool.run(job);
      const measured = await pool.run(job);
      expect(measured.method).toBe(method);
      expect(measured.ms).toBeGreaterThan(0);
      peaks.set(method, measured.peakBytes / pixels);
    }
    // Five lists of numbers of 8 bytes (or of 4, in engines with compressed pointers) and their spare room.
    expect(peaks.get("naive")).toBeGreaterThan(5 * 4);
    expect(peaks.get("naive")).toBeLessThan(5 * 8 * 2);
    expect(peaks.get("summed-area")).toBe(5 * 8);
    // Five rows of gradients of 4 bytes, one row of five sums of 8.
    expect(peaks.get("streaming")).toBe((5 * 4 + 5 * 8) / 150);
  });

  test("bad jobs fail with one sentence, and the worker goes on", async () => {
    const pool = newPool();
    const job = flowJob(20, 20);
    const parameters = { method: "magic" as FlowMethod, windowRadius: 2 };
    const colour = {
      kind: "colour",
      width: 20,
      height: 20,
      field: job.field,
      picture: shared(1600),
    } as const;
    const bad: [Job, RegExp][] = [
      [{ ...job, parameters }, /no flow method called "magic"/],
      [{ ...job, parameters: { method: "naive", windowRadius: 0 } }, /window radius/],
      [{ ...job, width: 21 }, /needs 420 bytes/],
      [{ ...job, width: Number.NaN }, /needs NaN bytes/],
      [{ ...job, field: shared(3200, 6) }, /multiple of 4/],
      [{ ...job, field: shared(3199) }, /needs 3200 bytes/],
      [{ ...colour, maxSpeed: 0, step: 1 }, /full colour/],
      [{ ...colour, maxSpeed: 1, step: 0 }, /step/],
      [{ ...job, kind: "sing" as "flow" }, /does not know/],
    ];
    for (const [badJob, message] of bad) {
      await expectFailure(pool.run(badJob), "invalid-argument", message);
    }
    await expectFailure(pool.run(null as unknown as FlowJob), "internal");
    await expectFailure(pool.run({ ...job, first: null as unknown as SharedBytes }), "internal");
    await expectFailure(pool.run({ ...job, secret: () => 1 } as FlowJob), "internal");
    // It claims more memory than its buffer has.
    await expectFailure(pool.run({ ...job, first: { ...job.first, byteOffset: 400 } }), "internal");
    expect((await pool.run(job)).maxSpeed).toBeGreaterThan(0);
  });

  test("takes the worker as a file: URL too, as an object or as text", async () => {
    const url = pathToFileURL(workerPath);
    await newPool({ workerUrl: url }).run(flowJob(9, 9));
    await newPool({ workerUrl: url.href }).run(flowJob(9, 9));
  });
});

describe("order", () => {
  test("first come, first served, but a higher priority goes first", async () => {
    const pool = newPool();
    const order: string[] = [];
    const run = (name: string, priority?: number) =>
      pool.run(flowJob(20, 20), { priority }).then(() => order.push(name));
    await Promise.all([run("a"), run("b"), run("c", 1), run("d", -1), run("e", 1), run("f")]);
    expect(order).toEqual(["a", "c", "e", "b", "f", "d"]);
  });

  test("uses as many workers as it may, and the same ones again", async () => {
    const workerUrl = scriptedWorker("slow", "setTimeout(() => answer(id, { threadId }), 50);");
    const pool = newPool({ workerUrl, size: 3 });
    const threads = new Set<unknown>();
    const run = async () =>
      threads.add(((await pool.run(flowJob(9, 9))) as unknown as { threadId: number }).threadId);
    await run();
    await run();
    expect(threads.size).toBe(1);
    await Promise.all(Array.from({ length: 9 }, run));
    expect(threads.size).toBe(3);
    expect(pool.heapBytes()).toBe(3000);
  });

  test.each([0, -1, 1.5, Number.NaN])("refuses a pool of %s workers", (size) => {
    expect(() => newPool({ size })).toThrow(/at least one worker/);
  });
});

describe("cancellation", () => {
  test("before the start: nothing happens", async () => {
    const job = flowJob(20, 20);
    await expectFailure(newPool().run(job, { signal: AbortSignal.abort() }), "cancelled");
    expect(bytes(job.field).every((byte) => byte === 0xff)).toBe(true);
  });

  test("while waiting: leaves the queue at once", async () => {
    const pool = newPool();
    const running = pool.run(flowJob(200, 200, "naive"));
    const controller = new AbortController();
    const job = flowJob(20, 20);
    const waiting = pool.run(job, { signal: controller.signal });
    const next = pool.run(flowJob(20, 20));
    controller.abort();
    await expectFailure(waiting, "cancelled");
    await running;
    await next;
    expect(bytes(job.field).every((byte) => byte === 0xff)).toBe(true);
  });

  test("while running: lets go within a second, and leaves the memory alone from then on", async () => {
    const pool = newPool();
    await pool.run(flowJob(20, 20));
    const controller = new AbortController();
    const job = endlessJob();
    const running = pool.run(job, { signal: controller.signal });
    setTimeout(() => controller.abort(), 100);
    const start = performance.now();
    await expectFailure(running, "cancelled");
    expect(performance.now() - start).toBeLessThan(1100);
    bytes(job.field).fill(7);
    await pool.run(flowJob(20, 20));
    expect(bytes(job.field).every((byte) => byte === 7)).toBe(true);
  });

  test("when it comes after the end, changes nothing", async () => {
    const controller = new AbortController();
    const pool = newPool();
    await pool.run(flowJob(20, 20), { signal: controller.signal });
    controller.abort();
    await pool.run(flowJob(20, 20));
  });
});

describe("dying workers", () => {
  const deadly =
    "if (job.width === 13) process.exit(3); if (job.width === 14) throw new Error('boom'); answer(id, {});";

  test("take their own job with them and are replaced", async () => {
    const pool = newPool({ workerUrl: scriptedWorker("deadly", deadly), size: 2 });
    const jobs = [9, 13, 9, 14, 9, 13, 9].map((width) =>
      pool.run(flowJob(width, 9)).then(
        () => "done",
        (error: KinoflowError) => `${error.code}: ${error.details}`,
      ),
    );
    expect(await Promise.all(jobs)).toEqual([
      "done",
      expect.stringMatching(/^worker-died: .*ended with code 3/),
      "done",
      expect.stringMatching(/^worker-died: .*boom/),
      "done",
      expect.stringMatching(/^worker-died: .*ended with code 3/),
      "done",
    ]);
    await expectFailure(pool.run(flowJob(13, 9)), "worker-died", /stopped unexpectedly/);
    await pool.run(flowJob(9, 9));
    await Promise.all([pool.run(flowJob(9, 9)), pool.run(flowJob(9, 9))]);
    expect(pool.heapBytes()).toBe(2000);
  });

  test("that was being cancelled counts as cancelled", async () => {
    const pool = newPool({ workerUrl: scriptedWorker("late", "setTimeout(() => process.exit(1), 50);") });
    const controller = new AbortController();
    const running = pool.run(flowJob(9, 9), { signal: controller.signal });
    controller.abort();
    await expectFailure(running, "cancelled");
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
  ])("that cannot start (%s) say so for every job, and nothing hangs", async (_, workerUrl) => {
    const pool = newPool({ workerUrl: workerUrl(), size: 2 });
    const runs = Array.from({ length: 5 }, () => failure(pool.run(flowJob(9, 9))));
    for (const error of await Promise.all(runs)) {
      expect(error.code).toBe("worker-died");
      expect(error.message).toMatch(/could not be started/);
      expect(error.details).toMatch(/\S/);
    }
  });
});

describe("dispose", () => {
  test("cancels what runs and what waits, and ends the threads", async () => {
    const pool = newPool({ size: 1 });
    await pool.run(flowJob(20, 20));
    expect(pool.heapBytes()).toBeGreaterThan(0);
    const runs = [endlessJob(), flowJob(20, 20), flowJob(20, 20)].map((job) => failure(pool.run(job)));
    const start = performance.now();
    await Promise.all([pool.dispose(), pool.dispose()]);
    expect(performance.now() - start).toBeLessThan(1500);
    expect((await Promise.all(runs)).map(({ code }) => code)).toEqual([
      "cancelled",
      "cancelled",
      "cancelled",
    ]);
    expect(pool.heapBytes()).toBe(0);
    await expectFailure(pool.run(flowJob(20, 20)), "cancelled");
  });

  test("needs no worker to have started", async () => {
    await newPool().dispose();
    const pool = newPool();
    const run = failure(pool.run(flowJob(20, 20)));
    await pool.dispose();
    expect((await run).code).toBe("cancelled");
  });

  test("ends by force a thread that does not listen", async () => {
    const pool = newPool({ workerUrl: scriptedWorker("deaf", "for (;;);"), patienceMs: 300 });
    const run = failure(pool.run(flowJob(9, 9)));
    await pool.dispose();
    expect((await run).code).toBe("cancelled");
  });
});
