import { join } from "node:path";
import { nodeModules, repositoryRoot } from "./setup/places.mjs";
import { failPlainly } from "./setup/report.mjs";
import { setup } from "./setup.mjs";

// The packages that are imported below are there only after set-up.
try {
  await setup("app");
  const { ensureBuilt } = await import("./build.mjs");
  const { runOnSomeDisplay } = await import("./virtual-display.mjs");
  const { build } = await import("vite");
  await ensureBuilt();
  const outDir = join(nodeModules, ".cache", "kinoflow", "bench");
  await build({
    root: repositoryRoot,
    configFile: false,
    logLevel: "error",
    build: { ssr: "bench/index.ts", outDir, emptyOutDir: true, target: "node20.18", minify: false },
  });
  const { ELECTRON_RUN_AS_NODE: _, ...env } = process.env;
  process.exitCode = await runOnSomeDisplay(
    process.execPath,
    [join(outDir, "index.js"), ...process.argv.slice(2)],
    { cwd: repositoryRoot, env },
  );
} catch (error) {
  failPlainly(error);
}
