import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { beforeAll, expect, test } from "vitest";
import type { ComparisonProgress, ComparisonTable } from "../../shared/comparison";
import { isCancelled } from "../../shared/errors";
import { SINGLE_SCALE_METHODS } from "../../shared/flow";
import { loadKernelModule } from "../../workers/kernel/wasm-kernels";
import { buildFlowWorker } from "../../workers/testing/build-worker";
import { bytePair } from "../../workers/testing/pictures";
import { compareMethods, type LumaPair } from "./compare";

let workerUrl: string;
let kernel: WebAssembly.Module;

beforeAll(async () => {
  const built = await buildFlowWorker();
  workerUrl = built.workerPath;
  kernel = await loadKernelModule(built.kernelPath);
});

function lumaPair(width: number, height: number): LumaPair {
  const { first, second } = bytePair("random", width, height, 5);
  return { width, height, first: Uint8Array.from(first), second: Uint8Array.from(second) };
}

test("compares all implementations on the random pair and on the current one", async () => {
  const progress: ComparisonProgress[] = [];
  const { tables } = await compareMethods({
    workerUrl,
    kernel,
    current: lumaPair(161, 90),
    windowRadius: 3,
    onProgress: (step) => progress.push(step),
  });
  expect(tables.map(({ rows, ...pair }) => pair)).toEqual([
    { pair: "random", width: 100, height: 100, windowRadius: 3 },
    { pair: "current", width: 161, height: 90, windowRadius: 3 },
  ]);
  tables.forEach(checkTable);
  expect(progress.map(({ done, total }) => `${done} of ${total}`)).toEqual(
    [0, 1, 2, 3, 4, 5, 6, 7, 8].map((done) => `${done} of 8`),
  );
  expect(progress[0].running).toEqual({ method: "naive", pair: "random", width: 100, height: 100 });
  expect(progress[7].running).toEqual({ method: "lucas-kanade", pair: "current", width: 161, height: 90 });
  expect(progress[8].running).toBeNull();
});

function checkTable({ width, height, windowRadius, rows }: ComparisonTable): void {
  expect(rows.map(({ method }) => method)).toEqual(SINGLE_SCALE_METHODS);
  const [naive, summedArea, streaming, lucasKanade] = rows;
  for (const row of rows) {
    expect(row.ms).toBeGreaterThan(0);
    expect(row.runs).toBeGreaterThan(0);
    expect(row.speedUp).toBeCloseTo(naive.ms / row.ms, 9);
  }
  for (const row of [naive, summedArea, streaming]) {
    // Bytes are exact in every implementation with a window of this size.
    expect(row.largestDifference).toBe(0);
  }
  // That one divides in single precision.
  expect(lucasKanade.largestDifference).toBeLessThan(1e-4);
  expect(streaming.speedUp).toBeGreaterThan(2);
  expect(lucasKanade.speedUp).toBeGreaterThan(streaming.speedUp);
  expect(naive.peakBytes).toBeGreaterThan(width * height * 5 * 4);
  expect(summedArea.peakBytes).toBe(width * height * 5 * 8);
  expect(streaming.peakBytes).toBe(width * (4 * (2 * windowRadius + 1) + 5 * 8));
  expect(lucasKanade.peakBytes).toBeGreaterThan(0);
  expect(lucasKanade.peakBytes).toBeLessThan(2e6);
}

test("lets itself be cancelled within a second, whatever runs", async () => {
  const controller = new AbortController();
  let reachNaive = (): void => undefined;
  const naiveRuns = new Promise<void>((resolve) => {
    reachNaive = resolve;
  });
  const comparison = compareMethods({
    workerUrl,
    kernel,
    current: lumaPair(1920, 1080),
    windowRadius: 45,
    signal: controller.signal,
    onProgress: ({ done }) => {
      if (done === 4) {
        reachNaive();
      }
    },
  }).catch((error: unknown) => error);
  await naiveRuns;
  await new Promise((resolve) => setTimeout(resolve, 200));
  const start = performance.now();
  controller.abort();
  expect(isCancelled(await comparison)).toBe(true);
  expect(performance.now() - start).toBeLessThan(1000);
});

test("says so when its worker is missing", async () => {
  const comparison = compareMethods({
    workerUrl: "/nowhere/worker.js",
    kernel,
    current: lumaPair(9, 9),
    windowRadius: 2,
  });
  await expect(comparison).rejects.toMatchObject({ code: "worker-died" });
});

test("takes medians of several runs, and the largest difference of any component", async () => {
  // A worker that lies: the n-th run of a method takes n ms and n MB, and one value of v is a little off.
  const folder = mkdtempSync(join(tmpdir(), "kinoflow-compare-"));
  const liar = join(folder, "liar.mjs");
  writeFileSync(
    liar,
    `import { parentPort, workerData } from "node:worker_threads";
     const runs = {};
     parentPort.on("message", ({ stop, id, job }) => {
       if (stop) { parentPort.close(); return; }
       const { method } = job.parameters;
       const key = method + job.width;
       runs[key] = (runs[key] ?? 0) + 1;
       const { byteOffset, byteLength } = job.field;
       const field = new Float32Array(workerData.memory.buffer, byteOffset, byteLength / 4).fill(0.5);
       // Of u, v and reliability, an equal part each.
       if (method === "streaming") field[(field.length * 2) / 3 - 3] = 0.25;
       if (method === "lucas-kanade") field[field.length - 3] = 0.25;
       const result = { method, ms: runs[key] * (method === "naive" ? 10 : 1), peakBytes: runs[key] * 1e6 };
       parentPort.postMessage({ id, ok: true, result, heap: { heapUsed: 0 } });
     });
     parentPort.postMessage({ ready: true });`,
  );
  try {
    const { tables } = await compareMethods({
      workerUrl: liar,
      kernel,
      current: lumaPair(20, 20),
      windowRadius: 2,
    });
    // The first of 26 runs is spent on warming up.
    const measured = { runs: 25, peakBytes: 14e6 };
    for (const { rows } of tables) {
      expect(rows).toEqual([
        { method: "naive", ms: 140, speedUp: 1, largestDifference: 0, ...measured },
        { method: "summed-area", ms: 14, speedUp: 10, largestDifference: 0, ...measured },
        { method: "streaming", ms: 14, speedUp: 10, largestDifference: 0.25, ...measured },
        { method: "lucas-kanade", ms: 14, speedUp: 10, largestDifference: 0, ...measured },
      ]);
    }
  } finally {
    rmSync(folder, { recursive: true });
  }
});
