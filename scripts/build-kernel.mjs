import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { withLock } from "./setup/lock.mjs";
import { checkoutCache, nodeModules, repositoryRoot } from "./setup/places.mjs";
import { failPlainly, isProgram, SetupError } from "./setup/report.mjs";

const SOURCES = join(repositoryRoot, "src", "workers", "kernel", "assembly");

/**
 * Memory is imported and shared, because frames and fields lie in it; `maximumMemory` has to be that of
 * `src/workers/shared-heap.ts`. The kernels allocate nothing, hence the stub runtime, and check nothing,
 * hence no assertions: `src/workers/kernel/compute-flow.ts` checks what it gives them.
 */
const OPTIONS = [
  ...["--enable", "simd", "--enable", "threads", "--importMemory", "--sharedMemory"],
  ...["--initialMemory", "16", "--maximumMemory", "65535", "--runtime", "stub", "--noAssert", "-O3"],
];

/** Compiles the AssemblyScript kernels to `outPath`, unless that was done before from the same sources. */
export async function buildKernel(outPath) {
  const built = await cachedKernel();
  mkdirSync(dirname(outPath), { recursive: true });
  const partial = `${outPath}.${process.pid}.partial`;
  copyFileSync(built, partial);
  renameSync(partial, outPath);
}

/** The path of the kernels as their sources are now, compiled; its name changes with its content. */
export async function cachedKernel() {
  const path = join(checkoutCache, `kernel-${fingerprint()}.wasm`);
  if (!existsSync(path)) {
    await withLock(join(checkoutCache, "kernel.lock"), async () => {
      if (!existsSync(path)) await compile(path);
    });
  }
  return path;
}

/** In a cache of contents, as times of files mean nothing after a change of branches. */
function fingerprint() {
  const hash = createHash("sha256");
  const compiler = JSON.parse(readFileSync(join(nodeModules, "assemblyscript", "package.json"), "utf8"));
  hash.update(`${compiler.version}\0${OPTIONS.join(" ")}\0`);
  for (const name of readdirSync(SOURCES).sort()) {
    if (name.endsWith(".ts")) hash.update(`${name}\0${readFileSync(join(SOURCES, name))}\0`);
  }
  return hash.digest("hex").slice(0, 16);
}

async function compile(path) {
  // Loaded only now: it brings all of Binaryen.
  const { default: asc } = await import("assemblyscript/asc");
  const partial = `${path}.${process.pid}.partial`;
  const { error, stderr } = await asc.main([
    join(SOURCES, "index.ts"),
    ...["--baseDir", repositoryRoot, "--outFile", partial],
    ...OPTIONS,
  ]);
  if (error) throw new SetupError(`The kernels could not be compiled:\n${stderr.toString()}`);
  renameSync(partial, path);
}

if (isProgram(import.meta)) {
  const [outPath = join(repositoryRoot, "out", "main", "kernel.wasm")] = process.argv.slice(2);
  await buildKernel(resolve(outPath)).catch(failPlainly);
}
