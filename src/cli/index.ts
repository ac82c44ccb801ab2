import nodeModule from "node:module";
import { join, resolve } from "node:path";

/** Composition root of the command line: the engine in plain Node, without Electron or a display. */

/** Newer Nodes can keep what they have compiled; those of our types (20) do not know it yet. */
const { enableCompileCache } = nodeModule as { readonly enableCompileCache?: (folder: string) => unknown };
if (enableCompileCache) {
  const { cacheFolder } = await import("../engine/cache-folder");
  enableCompileCache(join(cacheFolder(), "compiled"));
}

const interrupt = new AbortController();
// A terminal sends Ctrl+C to us and to our parent, which passes it on: the second one must not kill the clean-up.
process.on("SIGINT", () => interrupt.abort());
process.on("SIGTERM", () => interrupt.abort());

// Not before what is compiled is kept.
const { printLine, run } = await import("./run");
const code = await run(process.argv.slice(2), {
  signal: interrupt.signal,
  workerUrl: new URL("flow.worker.js", import.meta.url),
  path: (path) => resolve(path),
  out: (text) => process.stdout.write(text),
  say: (text) => process.stderr.write(text),
  line: printLine,
});
process.exit(code);
