import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const source = (path: string): string => resolve(import.meta.dirname, "src", path);

/** The oldest runtimes that the bundles have to run on: Node 20.18 and Chromium 130 of Electron 33. */
const NODE = "node20.18";
const CHROMIUM = "chrome130";

export default defineConfig({
  main: {
    build: {
      target: NODE,
      // The command line and the worker are entries beside the Electron host, so that all three
      // find each other by a plain file name next to them, packaged or not.
      rollupOptions: {
        input: {
          index: source("main/index.ts"),
          cli: source("cli/index.ts"),
          "flow.worker": source("workers/flow.worker.ts"),
        },
        output: {
          entryFileNames: "[name].js",
          chunkFileNames: "chunks/[name]-[hash].js",
          // What starts together lies together, with all that it imports and no group before it has: to find and read thirty
          // small files takes as long as to compile them.
          codeSplitting: {
            groups: [
              {
                name: "start",
                test: /src\/(?:cli\/run|cli\/commands\/version|engine\/ffmpeg\/locate)\.ts$/,
                priority: 3,
              },
              {
                name: "opening",
                test: /src\/(?:cli\/recording-options|engine\/recordings\/open-recording)\.ts$/,
                priority: 2,
              },
              {
                name: "opened-movie",
                test: /src\/engine\/recordings\/movie\/opened-movie\.ts$/,
                priority: 1,
              },
            ],
          },
        },
      },
      sourcemap: true,
    },
  },
  preload: {
    build: {
      target: NODE,
      // A sandboxed preload script cannot be an ES module, and can load nothing but Electron.
      externalizeDeps: false,
      rollupOptions: {
        input: { index: source("preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: source("renderer"),
    build: { target: CHROMIUM, rollupOptions: { input: source("renderer/index.html") } },
    plugins: [react()],
  },
});
