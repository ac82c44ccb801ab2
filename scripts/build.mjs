import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { join, relative } from "node:path";
import { buildKernel } from "./build-kernel.mjs";
import { runCommand } from "./setup/command.mjs";
import { withLock } from "./setup/lock.mjs";
import { checkoutCache, nodeModules, repositoryRoot } from "./setup/places.mjs";
import { failPlainly, isProgram, SetupError, say } from "./setup/report.mjs";

const SOURCES = [
  "src",
  "resources",
  "scripts/build-kernel.mjs",
  "electron.vite.config.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.base.json",
];
const KERNEL = "out/main/kernel.wasm";
const CANVAS_KERNELS = "out/renderer/canvas.wasm";
const PRODUCTS = [
  "out/main/index.js",
  "out/main/cli.js",
  "out/main/flow.worker.js",
  KERNEL,
  "out/preload/index.cjs",
  "out/renderer/index.html",
  CANVAS_KERNELS,
];
const stamp = join(repositoryRoot, "out", ".built-from");

/** Builds the app when its sources differ from those of the last successful build. */
export async function ensureBuilt() {
  if (isCurrent(fingerprint())) return;
  await withLock(join(checkoutCache, "build.lock"), async () => {
    const sources = fingerprint();
    if (!isCurrent(sources)) await build(sources);
  });
}

async function build(sources) {
  say("building…");
  const start = Date.now();
  rmSync(stamp, { force: true });
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
  writeFileSync(stamp, sources);
  say(`built in ${((Date.now() - start) / 1000).toFixed(1)} s.`);
}

function isCurrent(sources) {
  return (
    existsSync(stamp) &&
    readFileSync(stamp, "utf8") === sources &&
    PRODUCTS.every((path) => existsSync(join(repositoryRoot, path)))
  );
}

/** Names, sizes and times rather than contents: as good in practice, and a few milliseconds. */
function fingerprint() {
  const hash = createHash("sha256");
  for (const source of SOURCES) {
    for (const path of filesIn(join(repositoryRoot, source))) {
      const { mtimeMs, size } = statSync(path);
      hash.update(`${relative(repositoryRoot, path)}\0${mtimeMs}\0${size}\n`);
    }
  }
  return hash.digest("hex");
}

function filesIn(path) {
  const entry = statSync(path, { throwIfNoEntry: false });
  if (!entry) return [];
  if (!entry.isDirectory()) return [path];
  return readdirSync(path)
    .filter((name) => !/\.test\.tsx?$/.test(name))
    .sort()
    .flatMap((name) => filesIn(join(path, name)));
}

if (isProgram(import.meta)) await ensureBuilt().catch(failPlainly);
