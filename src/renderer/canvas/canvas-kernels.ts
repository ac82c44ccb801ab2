import { failure, toErrorValue } from "../../shared/errors";

/**
 * One instance of the canvas's kernels (`assembly/`), with a memory of its own. What its functions take and do is said there;
 * pointers are offsets into the memory.
 */
export interface CanvasKernels {
  readonly addArrows: (
    ...values: [
      ...[geometry: number, hasHalo: number, count: number],
      ...[scaleX: number, scaleY: number, offsetX: number, offsetY: number],
      ...[haloReach: number, grow: number, colours: number, tints: number],
      ...[coverage: number, width: number, height: number, stride: number, aspect: number, whole: number],
    ]
  ) => void;
  readonly finishQuiver: (
    ...values: [
      ...[coverage: number, width: number, height: number, stride: number],
      ...[table: number, tints: number, halo: number, rgba: number],
    ]
  ) => void;
  readonly i420ToRgba: (
    ...values: [
      ...[luma: number, u: number, v: number, width: number, rows: number, offset: number],
      ...[scale: number, redOfV: number, greenOfU: number, greenOfV: number, blueOfU: number],
      rgba: number,
    ]
  ) => void;
  /** Factors of `i420ToRgba` are times two to this power. */
  readonly fractionBits: number;
  /**
   * The memory, of at least so many bytes. Only growing moves it: arrays of the memory are good until more of it is asked for.
   */
  memory(bytes: number): ArrayBuffer;
}

const PAGE = 65536;

let compiled: WebAssembly.Module | null = null;

/**
 * Compiles the kernels of the page. Has to be awaited before anything is drawn.
 *
 * @throws KinoflowError when they are not there or damaged
 */
export async function loadCanvasKernels(): Promise<void> {
  try {
    const response = await fetch(new URL("canvas.wasm", document.baseURI));
    if (!response.ok) throw new Error(`${response.url}: ${response.status}`);
    compileCanvasKernels(await response.arrayBuffer());
  } catch (error) {
    throw failure("kernelsNotLoaded").withDetails(toErrorValue(error).details);
  }
}

/** Compiles the kernels; see `scripts/build-kernel`. */
export function compileCanvasKernels(bytes: BufferSource): void {
  compiled = new WebAssembly.Module(bytes);
}

/** Makes an instance of the kernels, once they have been compiled. */
export function createCanvasKernels(): CanvasKernels {
  if (compiled === null) throw new Error("The canvas's kernels have not been loaded.");
  const { exports } = new WebAssembly.Instance(compiled, {});
  const memory = exports.memory as WebAssembly.Memory;
  const call = <K extends "addArrows" | "finishQuiver" | "i420ToRgba">(name: K): CanvasKernels[K] =>
    exports[name] as CanvasKernels[K];
  const constant = (name: string): number => (exports[name] as WebAssembly.Global).value;
  return {
    addArrows: call("addArrows"),
    finishQuiver: call("finishQuiver"),
    i420ToRgba: call("i420ToRgba"),
    fractionBits: constant("FRACTION_BITS"),
    memory: (bytes) => {
      const missing = bytes - memory.buffer.byteLength;
      if (missing > 0) memory.grow(Math.ceil(missing / PAGE));
      return memory.buffer;
    },
  };
}
