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
/** What may be lost. */
const LOST_MS = 2000;

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

/** Has a process edit a project, and kills it so long after its first edit was kept. Resolves with what it had said by then. */
async function killedAfter(
  path: string,
  milliseconds: number,
): Promise<readonly { readonly what: string; readonly edit: number; readonly at: number }[]> {
  const editor = spawn(process.execPath, [join(OUT, "edit-project.mjs"), path], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  const said: { what: string; edit: number; at: number }[] = [];
  let isTimed = false;
  for await (const line of createInterface({ input: editor.stdout })) {
    const [what = "", edit, at] = line.split(" ");
    said.push({ what, edit: Number(edit), at: Number(at) });
    if (what !== "kept" || isTimed) continue;
    isTimed = true;
    setTimeout(() => editor.kill("SIGKILL"), milliseconds);
  }
  if (editor.signalCode === null) await once(editor, "exit");
  expect(editor.signalCode).toBe("SIGKILL");
  return said;
}

describe("a project whose editor is killed", () => {
  it("has all that was kept, nothing older than two seconds is lost, and it is whole, at ten moments", async () => {
    const random = seeded(14);
    const moments = Array.from({ length: 10 }, () => Math.round(LOST_MS + 1500 * random()));
    await Promise.all(
      moments.map(async (moment, at) => {
        const path = join(folder, `${at}.kinoflow`);
        const said = await killedAfter(path, moment);
        const { playhead } = await readProject(path);
        const last = said.at(-1)?.at ?? 0;
        const newest = (what: string, before: number): number =>
          said.filter((one) => one.what === what && one.at <= before).at(-1)?.edit ?? 0;
        expect(newest("kept", last)).toBeGreaterThan(0);
        expect(playhead).toBeGreaterThanOrEqual(newest("kept", last));
        expect(newest("made", last - LOST_MS)).toBeGreaterThan(0);
        expect(playhead).toBeGreaterThanOrEqual(newest("made", last - LOST_MS));
        expect(playhead).toBeLessThanOrEqual(newest("made", last));
        expect(await hasLastGood(path)).toBe(true);
      }),
    );
  });
});
