import { createHash } from "node:crypto";
import { copyFileSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import { withLock } from "./setup/lock.mjs";
import { checkoutCache, nodeModules, repositoryRoot } from "./setup/places.mjs";
import { failPlainly, isProgram, SetupError } from "./setup/report.mjs";

const COMMON = ["--enable", "simd", "--runtime", "stub", "--noAssert", "-O3"];

/** Sources of both modules. */
const SHARED = join(repositoryRoot, "src", "shared", "overlay", "assembly");

/**
 * The modules: where their sources are, and how they are compiled. The kernels allocate nothing, hence the stub runtime,
 * and check nothing, hence no assertions: their typed faces check what they are given.
 */
const MODULES = {
  /**
   * Memory is imported and shared, because frames and fields lie in it; `maximumMemory` has to be that of
   * `src/workers/shared-heap.ts`.
   */
  flow: {
    sources: join(repositoryRoot, "src", "workers", "kernel", "assembly"),
    options: [
      ...COMMON,
      ...["--enable", "threads", "--importMemory", "--sharedMemory"],
      ...["--initialMemory", "16", "--maximumMemory", "65535"],
    ],
  },
  /** Memory is its own; `src/renderer/canvas/canvas-kernels.ts` lays it out. */
  canvas: {
    sources: join(repositoryRoot, "src", "renderer", "canvas", "assembly"),
    options: [...COMMON, "--initialMemory", "1"],
  },
};

/** Compiles a module's AssemblyScript to `outPath`, unless that was done before from the same sources. */
export async function buildKernel(name, outPath) {
  const built = await cachedKernel(name);
  mkdirSync(dirname(outPath), { recursive: true });
  const partial = `${outPath}.${process.pid}.partial`;
  copyFileSync(built, partial);
  renameSync(partial, outPath);
}

/** The path of a module as its sources are now, compiled; its name changes with its content. */
export async function cachedKernel(name = "flow") {
  const module = MODULES[name];
  const path = join(checkoutCache, `kernel-${name}-${fingerprint(module)}.wasm`);
  if (!existsSync(path)) {
    await withLock(join(checkoutCache, "kernel.lock"), async () => {
      if (!existsSync(path)) await compile(module, path);
    });
  }
  return path;
}

/** The bytes of a module as its sources are now, compiled. */
export async function kernelBytes(name) {
  return readFileSync(await cachedKernel(name));
}

/** In a cache of contents, as times of files mean nothing after a change of branches. */
function fingerprint({ sources, options }) {
  const hash = createHash("sha256");
  const compiler = JSON.parse(readFileSync(join(nodeModules, "assemblyscript", "package.json"), "utf8"));
  hash.update(`${compiler.version}\0${options.join(" ")}\0`);
  for (const folder of [sources, SHARED]) {
    for (const name of readdirSync(folder).sort()) {
      if (name.endsWith(".ts")) hash.update(`${name}\0${readFileSync(join(folder, name))}\0`);
    }
  }
  return hash.digest("hex").slice(0, 16);
}

async function compile({ sources, options }, path) {
  // Loaded only now: it brings all of Binaryen.
  const { default: asc } = await import("assemblyscript/asc");
  const partial = `${path}.${process.pid}.partial`;
  const { error, stderr } = await asc.main([
    join(sources, "index.ts"),
    ...["--baseDir", repositoryRoot, "--outFile", partial],
    ...options,
  ]);
  if (error) throw new SetupError(`The kernels could not be compiled:\n${stderr.toString()}`);
  renameSync(partial, path);
}

if (isProgram(import.meta)) {
  const [name = "flow", outPath = join(repositoryRoot, "out", "main", "kernel.wasm")] = process.argv.slice(2);
  await buildKernel(name, resolve(outPath)).catch(failPlainly);
}
