import { createHash } from "node:crypto";
import { mkdir, rename, writeFile } from "node:fs/promises";
import { join, resolve } from "node:path";
import { build, type Rolldown } from "vite";
import { cachedKernel } from "../../../scripts/build-kernel.mjs";

const repository = resolve(import.meta.dirname, "../../..");

/** Absolute paths. */
export interface BuiltWorker {
  /** What `new Worker` runs. */
  readonly workerPath: string;
  /** What `loadKernelModule` reads. */
  readonly kernelPath: string;
}

let built: Promise<BuiltWorker> | undefined;

/**
 * Builds flow.worker.ts and its kernel as they are now: Node itself cannot run TypeScript in a thread, and the
 * product's own build may be old. For tests only.
 */
export function buildFlowWorker(): Promise<BuiltWorker> {
  built ??= Promise.all([
    buildWorker(resolve(repository, "src/workers/flow.worker.ts")),
    cachedKernel(),
  ]).then(([workerPath, kernelPath]) => ({ workerPath, kernelPath }));
  return built;
}

async function buildWorker(entry: string): Promise<string> {
  const result = await build({
    root: repository,
    configFile: false,
    logLevel: "error",
    ssr: { noExternal: true },
    build: {
      ssr: entry,
      write: false,
      minify: false,
      target: "node20",
      rolldownOptions: { output: { codeSplitting: false } },
    },
  });
  const code = codeOf(result);
  // Named by its content: test files that run at the same time share it, and nobody reads half of it.
  const name = `flow.worker-${createHash("sha256").update(code).digest("hex").slice(0, 16)}`;
  const folder = join(repository, "node_modules/.cache/kinoflow");
  const path = join(folder, `${name}.mjs`);
  const partial = join(folder, `${name}.${process.pid}.partial`);
  await mkdir(folder, { recursive: true });
  await writeFile(partial, code);
  await rename(partial, path);
  return path;
}

function codeOf(result: Awaited<ReturnType<typeof build>>): string {
  const outputs: readonly Rolldown.RolldownOutput[] =
    "close" in result ? [] : Array.isArray(result) ? result : [result];
  const chunks = outputs.flatMap(({ output }) => output.filter((file) => file.type === "chunk"));
  const [only] = chunks;
  if (!only || chunks.length !== 1) {
    throw new Error(`The worker must become one file, but its build made ${chunks.length}.`);
  }
  return only.code;
}
