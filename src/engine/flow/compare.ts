import type {
  ComparisonProgress,
  ComparisonReport,
  ComparisonRow,
  ComparisonTable,
} from "../../shared/comparison";
import { DEFAULT_FLOW_PARAMETERS, SINGLE_SCALE_METHODS, type SingleScaleMethod } from "../../shared/flow";
import type { LumaSamples } from "../../shared/luma-samples";
import { median } from "../../shared/median";
import { FlowPool, type MeasureRequest } from "../../workers/flow-pool";
import { type FrameSize, fieldBytes, type LumaPlane, type SharedBytes } from "../../workers/protocol";
import { SharedHeap } from "../../workers/shared-heap";

/** Two frames to compare the implementations on: width * height bytes of luma each. */
export interface LumaPair extends FrameSize {
  readonly first: LumaSamples;
  readonly second: LumaSamples;
}

export interface ComparisonRequest {
  /** The built flow.worker. The comparison has a worker and memory of its own, so that its figures are its own. */
  readonly workerUrl: URL | string;
  /** The compiled kernels. */
  readonly kernel: WebAssembly.Module;
  /** The pair on the screen, which is copied before the first promise is waited for. */
  readonly current: LumaPair;
  readonly windowRadius: number;
  readonly signal?: AbortSignal | undefined;
  readonly onProgress?: ((progress: ComparisonProgress) => void) | undefined;
}

/** Side of the random pictures of the experiment that this project started from. */
const RANDOM_SIDE = 100;
/** All others are held against it. */
const REFERENCE: SingleScaleMethod = "naive";
/** An implementation runs again until it has had this much time, in milliseconds, or enough runs. */
const ENOUGH_MS = 1000;
const ENOUGH_RUNS = 25;
/** Milliseconds from which on compiling is no great part of a run. */
const WARM_UP_MS = 100;

/**
 * Runs all implementations of the reference definition on a random pair of 100 x 100 pixels (always the same one) and
 * on the current pair, and tells their times, their memory and by how much they differ from the first.
 *
 * @throws KinoflowError `cancelled` within a second of the signal's abort, `invalid-argument`, or `worker-died`.
 */
export async function compareMethods(request: ComparisonRequest): Promise<ComparisonReport> {
  const { workerUrl, kernel, current, windowRadius, signal, onProgress } = request;
  const heap = new SharedHeap();
  const pairs = [
    { name: "random", ...pairIn(heap, randomPair()) },
    { name: "current", ...pairIn(heap, current) },
  ] as const;
  const total = pairs.length * SINGLE_SCALE_METHODS.length;
  const pool = new FlowPool({ workerUrl, kernel, heap, size: 1 });
  try {
    const tables: ComparisonTable[] = [];
    let done = 0;
    for (const { name, width, height, first, second } of pairs) {
      const pixels = width * height;
      const reference = heap.allocate(fieldBytes(width, height));
      // One field for all others in turn: each is held against the reference before the next one runs.
      const other = heap.allocate(fieldBytes(width, height));
      const rows: ComparisonRow[] = [];
      for (const method of SINGLE_SCALE_METHODS) {
        onProgress?.({ done, total, running: { method, pair: name, width, height } });
        const isReference = method === REFERENCE;
        const field = isReference ? reference : other;
        const parameters = { ...DEFAULT_FLOW_PARAMETERS, method, windowRadius };
        const measured = await measureOften(
          pool,
          { width, height, first, second, field, parameters },
          signal,
        );
        rows.push({
          method,
          ...measured,
          speedUp: isReference ? 1 : rows[0].ms / measured.ms,
          largestDifference: isReference ? 0 : largestDifference(heap, reference, other, pixels),
        });
        done++;
      }
      tables.push({ pair: name, width, height, windowRadius, rows });
      heap.release(reference);
      heap.release(other);
    }
    onProgress?.({ done, total, running: null });
    return { tables };
  } finally {
    await pool.dispose();
  }
}

/** Medians over several runs; a single one where it is slow. */
async function measureOften(
  pool: FlowPool,
  request: MeasureRequest,
  signal: AbortSignal | undefined,
): Promise<{ ms: number; runs: number; peakBytes: number }> {
  // The first run of quick code is spent on compiling it.
  const end = performance.now() + ENOUGH_MS;
  const first = await pool.measure(request, { signal });
  // The first run of quick code is spent on compiling it, and does not count.
  const measured = first.ms < WARM_UP_MS ? [] : [first];
  while (measured.length === 0 || (measured.length < ENOUGH_RUNS && performance.now() < end)) {
    measured.push(await pool.measure(request, { signal }));
  }
  const peaks = measured.map(({ peakBytes }) => peakBytes);
  const times = measured.map(({ ms }) => ms);
  return { ms: median(times), runs: times.length, peakBytes: Math.round(median(peaks)) };
}

/** Largest difference of a component at any pixel, in px/frame. */
function largestDifference(heap: SharedHeap, a: SharedBytes, b: SharedBytes, pixels: number): number {
  const valuesOfA = heap.floats(a.byteOffset, 2 * pixels);
  const valuesOfB = heap.floats(b.byteOffset, 2 * pixels);
  let largest = 0;
  for (let i = 0; i < valuesOfA.length; i++) {
    largest = Math.max(largest, Math.abs(valuesOfA[i] - valuesOfB[i]));
  }
  return largest;
}

/** The same pair, in the heap. */
function pairIn(heap: SharedHeap, { width, height, first, second }: LumaPair) {
  const copyOf = (plane: LumaSamples): LumaPlane => {
    const shared = heap.allocate(plane.byteLength);
    heap.bytes(shared).set(new Uint8Array(plane.buffer, plane.byteOffset, plane.byteLength));
    return { ...shared, bits: plane instanceof Uint16Array ? 16 : 8 };
  };
  return { width, height, first: copyOf(first), second: copyOf(second) };
}

function randomPair(): LumaPair {
  const random = randomBytes(2013);
  const plane = () => Uint8Array.from({ length: RANDOM_SIDE * RANDOM_SIDE }, random);
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
