import { spawn } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { createInterface } from "node:readline";
import { build } from "vite";
import { beforeAll, describe, expect, it } from "vitest";
import { temporaryFolder } from "../testing/movies";
import { hasLastGood, readProject } from "./project-file";

const folder = temporaryFolder();
const OUT = resolve(import.meta.dirname, "../../../node_modules/.cache/kinoflow/edit-project");
/** So much is kept before one is killed: neither the beginning counts nor a project without a version before. */
const KEPT = 3;
/** Edits until then are made at most. One takes 7 ms, a write several times that. */
const MOMENTS = 60;

/** Numbers from 0 to 1, the same in every run. */
function seeded(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

beforeAll(async () => {
  await build({
    logLevel: "error",
    configFile: false,
    build: {
      ssr: join(import.meta.dirname, "testing/edit-project.ts"),
      outDir: OUT,
      emptyOutDir: true,
      rollupOptions: { output: { entryFileNames: "edit-project.mjs" } },
    },
  });
});

interface Said {
  readonly what: string;
  readonly edit: number;
}

/** Has a process edit a project, and kills it so many edits after some were kept. Resolves with what it had said by then. */
async function killedAfter(path: string, edits: number): Promise<readonly Said[]> {
  const editor = spawn(process.execPath, [join(OUT, "edit-project.mjs"), path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: Said[] = [];
  let [kept, left] = [0, edits];
  for await (const line of createInterface({ input: editor.stdout })) {
    const [what = "", edit] = line.split(" ");
    said.push({ what, edit: Number(edit) });
    if (what === "kept") kept += 1;
    else if (kept >= KEPT) left -= 1;
    if (left === 0) editor.kill("SIGKILL");
  }
  if (editor.signalCode === null) await once(editor, "exit");
  expect(editor.signalCode).toBe("SIGKILL");
  return said;
}

describe("a project whose editor is killed", () => {
  it("has all that was kept, and all that was made two writes before, and it is whole, at ten moments", async () => {
    const random = seeded(14);
    const moments = Array.from({ length: 10 }, () => 1 + Math.floor(MOMENTS * random()));
    await Promise.all(
      moments.map(async (moment, at) => {
        const path = join(folder, `${at}.kinoflow`);
        const said = await killedAfter(path, moment);
        const { playhead } = await readProject(path);
        const writes = said.flatMap(({ what }, place) => (what === "kept" ? [place] : []));
        const newest = (what: string, before = said.length): number =>
          said.slice(0, before).findLast((one) => one.what === what)?.edit ?? 0;
        expect(newest("kept")).toBeGreaterThan(0);
        expect(playhead).toBeGreaterThanOrEqual(newest("kept"));
        // What was made when a write ended is in the next one.
        expect(newest("made", writes.at(-2))).toBeGreaterThan(0);
        expect(playhead).toBeGreaterThanOrEqual(newest("made", writes.at(-2)));
        expect(playhead).toBeLessThanOrEqual(newest("made"));
        expect(await hasLastGood(path)).toBe(true);
      }),
    );
  });
});
