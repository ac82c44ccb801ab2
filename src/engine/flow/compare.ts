import type { ComparisonReport, ComparisonRow, ComparisonTable } from "../../shared/comparison";
import { FLOW_METHODS, type FlowMethod } from "../../shared/flow";
import { FlowPool } from "../../workers/flow-pool";
import type { FrameSize, LumaPlane, MeasureJob, SharedBytes } from "../../workers/protocol";

/** Two frames to compare the implementations on. */
export interface LumaPair extends FrameSize {
  readonly first: LumaPlane;
  readonly second: LumaPlane;
}

export interface ComparisonProgress {
  /** Implementations that are done on one of the pairs, of `total`. */
  readonly done: number;
  readonly total: number;
  /** What runs now, for people; empty at the end. */
  readonly label: string;
}

export interface ComparisonRequest {
  /** The built flow.worker. The comparison has a worker of its own, so that nothing else is in its figures. */
  readonly workerUrl: URL | string;
  /** The pair on the screen. Its memory stays unchanged until the comparison has ended. */
  readonly current: LumaPair;
  readonly windowRadius: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ComparisonProgress) => void) | undefined;
}

/** Side of the random pictures of the experiment that this project started from. */
const RANDOM_SIDE = 100;
/** An implementation runs again until it has had this much time, in milliseconds, or enough runs. */
const ENOUGH_MS = 1000;
const ENOUGH_RUNS = 25;

/**
 * Runs all implementations on a random pair of 100 x 100 pixels (always the same one) and on the current
 * pair, and tells their times, their memory and by how much they differ.
 *
 * @throws KinoflowError `cancelled` within a second of the signal's abort, or `worker-died`.
 */
export async function compareMethods(request: ComparisonRequest): Promise<ComparisonReport> {
  const { workerUrl, current, windowRadius, signal, onProgress } = request;
  const pairs = [
    { name: "random", title: "random pair", ...randomPair() },
    { name: "current", title: "current pair", ...current },
  ] as const;
  const total = pairs.length * FLOW_METHODS.length;
  const pool = new FlowPool({ workerUrl, size: 1 });
  try {
    const tables: ComparisonTable[] = [];
    let done = 0;
    for (const { name, title, width, height, first, second } of pairs) {
      const jobFor = (method: FlowMethod, field: SharedBytes): MeasureJob => ({
        kind: "measure",
        ...{ width, height, first, second, field },
        parameters: { method, windowRadius },
      });
      const reference = newField(width, height);
      // One field for all others in turn: each is held against the reference before the next one runs.
      const other = newField(width, height);
      const rows: ComparisonRow[] = [];
      for (const method of FLOW_METHODS) {
        onProgress?.({ done, total, label: `${method} on the ${title}, ${width} x ${height}` });
        const isReference = method === FLOW_METHODS[0];
        const measured = await measureOften(pool, jobFor(method, isReference ? reference : other), signal);
        rows.push({
          method,
          ...measured,
          speedUp: isReference ? 1 : rows[0].ms / measured.ms,
          largestDifference: isReference ? 0 : largestDifference(reference, other),
        });
        done++;
      }
      tables.push({ pair: name, width, height, windowRadius, rows });
    }
    onProgress?.({ done, total, label: "" });
    return { tables };
  } finally {
    await pool.dispose();
  }
}

/** Medians over several runs; a single one where it is slow. */
async function measureOften(
  pool: FlowPool,
  job: MeasureJob,
  signal: AbortSignal | undefined,
): Promise<{ ms: number; runs: number; peakBytes: number }> {
  const times: number[] = [];
  const peaks: number[] = [];
  const end = performance.now() + ENOUGH_MS;
  do {
    const { ms, peakBytes } = await pool.run(job, { signal });
    times.push(ms);
    peaks.push(peakBytes);
  } while (times.length < ENOUGH_RUNS && performance.now() < end);
  return { ms: median(times), runs: times.length, peakBytes: Math.round(median(peaks)) };
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  return sorted.length % 2 === 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
}

function newField(width: number, height: number): SharedBytes {
  return newShared(2 * width * height * Float32Array.BYTES_PER_ELEMENT);
}

function newShared(byteLength: number): SharedBytes {
  return { buffer: new SharedArrayBuffer(byteLength), byteOffset: 0, byteLength };
}

/** Largest difference of a component at any pixel, in px/frame. */
function largestDifference(a: SharedBytes, b: SharedBytes): number {
  const valuesOfA = new Float32Array(a.buffer);
  const valuesOfB = new Float32Array(b.buffer);
  let largest = 0;
  for (let i = 0; i < valuesOfA.length; i++) {
    largest = Math.max(largest, Math.abs(valuesOfA[i] - valuesOfB[i]));
  }
  return largest;
}

function randomPair(): LumaPair {
  const random = randomBytes(2013);
  const plane = (): SharedBytes => {
    const shared = newShared(RANDOM_SIDE * RANDOM_SIDE);
    const pixels = new Uint8Array(shared.buffer);
    for (let i = 0; i < pixels.length; i++) {
      pixels[i] = random();
    }
    return shared;
  };
  return { width: RANDOM_SIDE, height: RANDOM_SIDE, first: plane(), second: plane() };
}

/** Repeatable random bytes: xorshift32 (G. Marsaglia, "Xorshift RNGs", 2003). The seed is not 0. */
function randomBytes(seed: number): () => number {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return state >>> 24;
  };
}
