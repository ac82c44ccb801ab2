import { existsSync, mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buildKernel } from "./build-kernel.mjs";
import { CANVAS_KERNELS, isBuilt, KERNEL, PRODUCTS, STAMP, stateOfSources } from "./built-state.mjs";
import { runCommand } from "./setup/command.mjs";
import { withLock } from "./setup/lock.mjs";
import { checkoutCache, nodeModules, repositoryRoot } from "./setup/places.mjs";
import { failPlainly, isProgram, SetupError, say } from "./setup/report.mjs";

/** Builds the app when its sources differ from those of the last successful build. */
export async function ensureBuilt() {
  if (isBuilt()) return;
  await withLock(join(checkoutCache, "build.lock"), async () => {
    const sources = stateOfSources();
    if (!isBuilt(sources)) await build(sources);
  });
}

async function build(sources) {
  say("building…");
  const start = Date.now();
  rmSync(STAMP, { force: true });
  const cli = join(nodeModules, "electron-vite", "bin", "electron-vite.js");
  const { code, output } = await runCommand(process.execPath, [cli, "build"], {
    cwd: repositoryRoot,
    env: { ...process.env, NODE_ENV: "production", ...(process.stderr.isTTY ? {} : { NO_COLOR: "1" }) },
  });
  if (code !== 0) throw new SetupError(`The build failed:\n${output}`);
  // Only now: electron-vite empties the folder first.
  await buildKernel("flow", join(repositoryRoot, KERNEL));
  await buildKernel("canvas", join(repositoryRoot, CANVAS_KERNELS));
  const absent = PRODUCTS.find((path) => !existsSync(join(repositoryRoot, path)));
  if (absent)
    throw new SetupError(`The build left out ${absent}; see electron.vite.config.ts and scripts/build.mjs.`);
  mkdirSync(join(repositoryRoot, "out"), { recursive: true });
  writeFileSync(STAMP, sources);
  say(`built in ${((Date.now() - start) / 1000).toFixed(1)} s.`);
}

if (isProgram(import.meta)) await ensureBuilt().catch(failPlainly);
