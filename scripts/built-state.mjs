import { existsSync, readdirSync, readFileSync, statSync } from "node:fs";
import { join } from "node:path";
import { repositoryRoot } from "./setup/places.mjs";

/** Whether what is built is of the sources as they are now. Apart from build.mjs, since every call of the command line asks. */

const SOURCES = [
  "src",
  "resources",
  "scripts/build-kernel.mjs",
  "electron.vite.config.ts",
  "package.json",
  "package-lock.json",
  "tsconfig.base.json",
];
export const KERNEL = "out/main/kernel.wasm";
export const CANVAS_KERNELS = "out/renderer/canvas.wasm";
export const PRODUCTS = [
  "out/main/index.js",
  "out/main/cli.js",
  "out/main/flow.worker.js",
  KERNEL,
  "out/preload/index.cjs",
  "out/renderer/index.html",
  CANVAS_KERNELS,
];
/** Holds the state of the sources that the last successful build was made of. */
export const STAMP = join(repositoryRoot, "out", ".built-from");

/** True when the products are there, made of sources like these. */
export function isBuilt(sources = stateOfSources()) {
  return (
    existsSync(STAMP) &&
    readFileSync(STAMP, "utf8") === sources &&
    PRODUCTS.every((path) => existsSync(join(repositoryRoot, path)))
  );
}

/**
 * Names, sizes and times of all sources rather than contents: as good in practice, and some milliseconds. As they are, for a hash
 * of them would take longer to make than to do without.
 */
export function stateOfSources(root = repositoryRoot, sources = SOURCES) {
  const lines = [];
  for (const source of sources) {
    const entry = statSync(join(root, source), { throwIfNoEntry: false });
    if (entry?.isDirectory()) addFolder(lines, root, source);
    else if (entry) lines.push(lineOf(source, entry));
  }
  // A folder tells its names in whatever order.
  return lines.sort().join("\n");
}

function addFolder(lines, root, folder) {
  for (const entry of readdirSync(join(root, folder), { withFileTypes: true })) {
    const path = `${folder}/${entry.name}`;
    if (entry.isDirectory()) addFolder(lines, root, path);
    else if (!/\.test\.tsx?$/.test(path)) lines.push(lineOf(path, statSync(join(root, path))));
  }
}

const lineOf = (path, { mtimeMs, size }) => `${path} ${mtimeMs} ${size}`;
