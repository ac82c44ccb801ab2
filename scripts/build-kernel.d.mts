/** The flow kernels of the workers, and those of the window's canvas. */
export type KernelName = "flow" | "canvas";

/** Compiles a module's AssemblyScript to `outPath`, unless that was done before from the same sources. */
export function buildKernel(name: KernelName, outPath: string): Promise<void>;

/** The path of a module as its sources are now, compiled; its name changes with its content. Default: "flow". */
export function cachedKernel(name?: KernelName): Promise<string>;

/** The bytes of a module as its sources are now, compiled. */
export function kernelBytes(name: KernelName): Promise<Uint8Array<ArrayBuffer>>;
