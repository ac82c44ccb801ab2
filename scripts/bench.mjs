import { join } from "node:path";
import { parseArgs } from "node:util";
import { runInForeground } from "./foreground.mjs";
import { nodeModules, repositoryRoot } from "./setup/places.mjs";
import { failPlainly } from "./setup/report.mjs";
import { setup } from "./setup.mjs";

/** Measure what is built, without a window. */
const BUILT_PARTS = ["cli", "export", "regions"];
const APP_PARTS = ["memory", "scrub", "open", "budget", "ui", "sight"];

// The packages that are imported below are there only after set-up.
try {
  const args = process.argv.slice(2);
  const { values, positionals: parts } = parseArgs({
    args,
    options: { json: { type: "string" }, rounds: { type: "string" }, help: { type: "boolean" } },
    strict: false,
  });
  // All others need nothing of the app but its engine.
  const needsApp = !values.help && (parts.length === 0 || APP_PARTS.some((part) => parts.includes(part)));
  await setup(needsApp ? "app" : "engine");
  const program = await buildBench();
  if (needsApp || BUILT_PARTS.some((part) => parts.includes(part))) {
    const { ensureBuilt } = await import("./build.mjs");
    await ensureBuilt();
  }
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  const { runOnSomeDisplay } = await import("./virtual-display.mjs");
  const run = needsApp ? runOnSomeDisplay : runInForeground;
  process.exitCode = await run(process.execPath, [program, ...args], { cwd: repositoryRoot, env });
} catch (error) {
  failPlainly(error);
}

/** Builds the benchmark, and beside it the worker and the kernel as their sources are now. Returns its path. */
async function buildBench() {
  const { build } = await import("vite");
  const { buildKernel } = await import("./build-kernel.mjs");
  const outDir = join(nodeModules, ".cache", "kinoflow", "bench");
  await build({
    root: repositoryRoot,
    configFile: false,
    logLevel: "error",
    build: {
      ssr: true,
      outDir,
      emptyOutDir: true,
      target: "node20.18",
      minify: false,
      rolldownOptions: {
        input: { index: "bench/index.ts", "flow.worker": "src/workers/flow.worker.ts" },
        output: { entryFileNames: "[name].js", chunkFileNames: "chunks/[name]-[hash].js" },
      },
    },
  });
  await buildKernel("flow", join(outDir, "kernel.wasm"));
  return join(outDir, "index.js");
}
