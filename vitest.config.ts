import { availableParallelism } from "node:os";
import { join } from "node:path";
import { defineConfig } from "vitest/config";

export default defineConfig({
  test: {
    // A test of the engine waits for processes half of its time, so two files at a time keep two cores busy.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        test: {
          name: "unit",
          include: ["src/{shared,workers,renderer}/**/*.test.ts", "scripts/**/*.test.ts"],
          // Kernels over many sizes take seconds, and several times that on a slow or a busy machine.
          testTimeout: 60_000,
        },
      },
      {
        // Real ffmpeg, real worker threads: needs the built worker, and takes seconds rather than milliseconds.
        test: {
          name: "engine",
          include: ["src/{engine,cli,main}/**/*.test.ts"],
          testTimeout: 120_000,
          hookTimeout: 120_000,
          // Programs that tests make are none for the user's own cache.
          env: { XDG_CACHE_HOME: join(import.meta.dirname, "node_modules/.cache/kinoflow/tests") },
        },
      },
    ],
  },
});
