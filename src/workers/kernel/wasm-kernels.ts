import { readFile } from "node:fs/promises";
import { cancelledError, failure, toErrorValue } from "../../shared/errors";

/**
 * The functions that assembly/index.ts exports; their doc comments are there. Pointers are byte offsets into the
 * shared memory, planes of floats are multiples of 4, and nothing is checked: compute-flow.ts does that.
 */
interface KernelFunctions {
  lucasKanade(
    first: number,
    second: number,
    width: number,
    height: number,
    radius: number,
    firstRow: number,
    endRow: number,
    u: number,
    v: number,
    reliability: number,
    contrast: number,
    rows: number,
    statistics: number,
    scratch: number,
  ): void;
  lucasKanadeScratchBytes(width: number): number;
  denseBytes(
    width: number,
    height: number,
    threads: number,
    smallest: number,
    finest: number,
    variational: number,
    radius: number,
    reach: number,
  ): number;
  denseInit(
    arena: number,
    width: number,
    height: number,
    threads: number,
    smallest: number,
    finest: number,
    variational: number,
    radius: number,
    reach: number,
  ): void;
  denseFlow(
    arena: number,
    barrier: number,
    first: number,
    second: number,
    options: number,
    width: number,
    u: number,
    v: number,
    thread: number,
    threads: number,
  ): void;
  denseReliability(
    arena: number,
    barrier: number,
    options: number,
    width: number,
    u: number,
    v: number,
    out: number,
    thread: number,
    threads: number,
  ): void;
  denseStageMs(arena: number, stage: number): number;
  barrier(cell: number, threads: number): void;
  frameVariance(frame: number, pixels: number): number;
  forwardBackwardRows(
    forwardU: number,
    forwardV: number,
    backwardU: number,
    backwardV: number,
    width: number,
    height: number,
    out: number,
    firstRow: number,
    endRow: number,
  ): void;
  lucasKanadeSummary(
    first: number,
    second: number,
    width: number,
    height: number,
    radius: number,
    contrast: number,
    statistics: number,
    scratch: number,
  ): void;
  deepLucasKanade: KernelFunctions["lucasKanade"];
  deepLucasKanadeSummary: KernelFunctions["lucasKanadeSummary"];
  deepScratchBytes(width: number): number;
  deepVariance(frame: number, pixels: number): number;
  greyRow(from: number, to: number, width: number, low: number, gain: number): void;
  levelsOfBytes(samples: number, plane: number, pixels: number): void;
  levelsOfWords(samples: number, plane: number, pixels: number, level: number): void;
  bytesOfLevels(plane: number, target: number, pixels: number): void;
  wordsOfLevels(plane: number, target: number, pixels: number, steps: number): void;
  subtractWords(plane: number, background: number, pixels: number, level: number, base: number): void;
  subtractLevels(plane: number, other: number, pixels: number, base: number): void;
  limitLevels(plane: number, pixels: number, limit: number): void;
  countLevels(plane: number, pixels: number, counts: number, sums: number): void;
  relightRow(
    row: number,
    width: number,
    even: number,
    slope: number,
    bend: number,
    offset: number,
    least: number,
  ): void;
  cellSums(
    first: number,
    second: number,
    wide: boolean,
    width: number,
    left: number,
    right: number,
    top: number,
    bottom: number,
    limit: number,
    out: number,
  ): void;
  countTile(
    plane: number,
    width: number,
    left: number,
    right: number,
    top: number,
    bottom: number,
    counts: number,
  ): void;
  equaliseRow(
    row: number,
    width: number,
    above: number,
    below: number,
    lower: number,
    offsets: number,
    shares: number,
  ): void;
  kernelRows(
    from: number,
    to: number,
    width: number,
    height: number,
    kernel: number,
    radius: number,
    line: number,
  ): void;
  kernelColumns(
    from: number,
    to: number,
    width: number,
    height: number,
    kernel: number,
    radius: number,
  ): void;
  boxRows(from: number, to: number, width: number, height: number, radius: number): void;
  boxColumns(from: number, to: number, width: number, height: number, radius: number, sums: number): void;
  reducePlane(
    source: number,
    wide: boolean,
    width: number,
    height: number,
    left: number,
    top: number,
    stepX: number,
    stepY: number,
    columns: number,
    rows: number,
    gain: number,
    offset: number,
    target: number,
    scratch: number,
  ): void;
  beginStatistics(out: number, threshold: number, all: boolean, movingSquare: number): void;
  beginRegion(
    a: number,
    b: number,
    c: number,
    d: number,
    unit: number,
    least: number,
    reliable: number,
    block: number,
  ): void;
  addRegionRow(
    u: number,
    v: number,
    reliability: number,
    first: number,
    count: number,
    left: number,
    right: number,
    up: number,
    down: number,
    perColumn: number,
    perRow: number,
    block: number,
  ): void;
  countRows(
    u: number,
    v: number,
    reliability: number,
    width: number,
    height: number,
    margin: number,
    firstRow: number,
    endRow: number,
    rows: number,
    out: number,
  ): void;
  mergeStatistics(out: number, blocks: number, rows: number, firstRow: number, endRow: number): void;
  addArrows(
    geometry: number,
    haloBits: number,
    count: number,
    scaleX: number,
    scaleY: number,
    offsetX: number,
    offsetY: number,
    haloReach: number,
    grow: number,
    colours: number,
    tints: number,
    coverage: number,
    width: number,
    height: number,
    stride: number,
    aspect: number,
    whole: boolean,
  ): void;
  blendArrows(
    coverage: number,
    stride: number,
    frame: number,
    width: number,
    height: number,
    haloWeights: number,
    haloCodes: number,
    arrowWeights: number,
    arrowCodes: number,
    tints: number,
    numbers: number,
  ): void;
  blendPicture(
    picture: number,
    pitch: number,
    left: number,
    top: number,
    right: number,
    bottom: number,
    frame: number,
    width: number,
    height: number,
    weights: number,
    numbers: number,
  ): void;
  mapBytes(bytes: number, count: number, table: number): void;
}

const FUNCTIONS = [
  "lucasKanade",
  "lucasKanadeScratchBytes",
  "denseBytes",
  "denseInit",
  "denseFlow",
  "denseReliability",
  "denseStageMs",
  "barrier",
  "frameVariance",
  "forwardBackwardRows",
  "lucasKanadeSummary",
  "deepLucasKanade",
  "deepLucasKanadeSummary",
  "deepScratchBytes",
  "deepVariance",
  "greyRow",
  "levelsOfBytes",
  "levelsOfWords",
  "bytesOfLevels",
  "wordsOfLevels",
  "subtractWords",
  "subtractLevels",
  "limitLevels",
  "countLevels",
  "relightRow",
  "cellSums",
  "countTile",
  "equaliseRow",
  "kernelRows",
  "kernelColumns",
  "boxRows",
  "boxColumns",
  "reducePlane",
  "beginStatistics",
  "beginRegion",
  "addRegionRow",
  "countRows",
  "mergeStatistics",
  "addArrows",
  "blendArrows",
  "blendPicture",
  "mapBytes",
] as const satisfies readonly (keyof KernelFunctions)[];

/**
 * Reads and compiles the built kernel (scripts/build-kernel.mjs). The module can be sent to worker threads.
 *
 * @throws KinoflowError `worker-died` when the file is missing or no kernel.
 */
export async function loadKernelModule(file: string | URL): Promise<WebAssembly.Module> {
  const path = typeof file === "string" && file.startsWith("file:") ? new URL(file) : file;
  try {
    return await WebAssembly.compile(await readFile(path));
  } catch (error) {
    throw failure("kernelsNotLoaded").withDetails(toErrorValue(error).details);
  }
}

/** Longest sleep of a thread that waits for others, after which it looks whether they have given up. */
const SLEEP_MS = 1;

/** The kernels of one thread, over the memory that all threads share. */
export class WasmKernels {
  readonly memory: WebAssembly.Memory;
  readonly call: KernelFunctions;
  /** Widest frame of `dense-pyramidal`, in pixels. */
  readonly maxDenseWidth: number;
  /** Bytes of a block of statistics. */
  readonly statisticsBytes: number;
  /** Where in it the histogram of speeds is. */
  readonly speedsOffset: number;
  /** Bytes of a block that a region is counted in. */
  readonly regionBytes: number;
  /** Where its bins are in it, how many, and the number of the first one. */
  readonly regionBins: { readonly offset: number; readonly count: number; readonly first: number };
  private throwIfCancelled: () => void = () => undefined;

  constructor(module: WebAssembly.Module, memory: WebAssembly.Memory) {
    this.memory = memory;
    const { exports } = new WebAssembly.Instance(module, {
      env: {
        memory,
        now: () => performance.now(),
        throwIfCancelled: () => this.throwIfCancelled(),
        abandoned: () => {
          throw cancelledError();
        },
        sleep: (cell: number, value: number) => {
          // Pointers come as signed numbers.
          Atomics.wait(this.integers(cell >>> 0, 1), 0, value, SLEEP_MS);
        },
      },
    });
    const missing = FUNCTIONS.filter((name) => typeof exports[name] !== "function");
    if (missing.length > 0) {
      throw new Error(`The kernel was built from other sources: it lacks ${missing.join(", ")}.`);
    }
    // Checked above, as far as a program can.
    this.call = exports as unknown as KernelFunctions;
    this.maxDenseWidth = constantOf(exports, "MAX_WIDTH");
    this.statisticsBytes = constantOf(exports, "STATISTICS_BYTES");
    this.speedsOffset = constantOf(exports, "SPEEDS_OFFSET");
    this.regionBytes = constantOf(exports, "REGION_BYTES");
    this.regionBins = {
      offset: constantOf(exports, "REGION_BINS_OFFSET"),
      count: constantOf(exports, "REGION_BINS"),
      first: constantOf(exports, "REGION_FIRST_BIN"),
    };
  }

  /** Runs `work`, whose kernels call `throwIfCancelled` now and then; what that throws, ends the work. */
  cancellable<T>(throwIfCancelled: () => void, work: () => T): T {
    this.throwIfCancelled = throwIfCancelled;
    try {
      return work();
    } finally {
      this.throwIfCancelled = () => undefined;
    }
  }

  /** A view of `length` bytes of the memory, as it is now: it may grow at any time. */
  bytes(byteOffset: number, length: number): Uint8Array {
    return new Uint8Array(this.memory.buffer, byteOffset, length);
  }

  /** A view of `length` numbers of 16 bits; `byteOffset` is even. */
  shorts(byteOffset: number, length: number): Uint16Array {
    return new Uint16Array(this.memory.buffer, byteOffset, length);
  }

  /** A view of `length` float32; `byteOffset` is a multiple of 4. */
  floats(byteOffset: number, length: number): Float32Array {
    return new Float32Array(this.memory.buffer, byteOffset, length);
  }

  /** A view of `length` float64; `byteOffset` is a multiple of 8. */
  doubles(byteOffset: number, length: number): Float64Array {
    return new Float64Array(this.memory.buffer, byteOffset, length);
  }

  /** A view of `length` int32; `byteOffset` is a multiple of 4. */
  integers(byteOffset: number, length: number): Int32Array {
    return new Int32Array(this.memory.buffer, byteOffset, length);
  }
}

function constantOf(exports: WebAssembly.Instance["exports"], name: string): number {
  const constant = exports[name];
  if (!(constant instanceof WebAssembly.Global)) {
    throw new Error(`The kernel was built from other sources: it lacks ${name}.`);
  }
  return Number(constant.value);
}
