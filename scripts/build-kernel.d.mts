/** Compiles the AssemblyScript kernels to `outPath`, unless that was done before from the same sources. */
export function buildKernel(outPath: string): Promise<void>;

/** The path of the kernels as their sources are now, compiled; its name changes with its content. */
export function cachedKernel(): Promise<string>;
