import { readdirSync, readFileSync, rmSync, statSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { beforeEach, describe, expect, it } from "vitest";
import { ANALYSIS_COLUMNS, type FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS, type FlowParameters } from "../../shared/flow";
import { movieFingerprint } from "../recordings/fingerprint";
import { temporaryFolder } from "../testing/movies";
import { type AnalysisIdentity, analysisKey } from "./analysis-key";
import { rowWithoutFlow } from "./analysis-row";
import { AnalysisStore } from "./analysis-store";
import { mergeRows, packRows } from "./packed-rows";

const parent = temporaryFolder();
let folder: string;
let count = 0;
beforeEach(() => {
  folder = join(parent, `store ${count++}`, "not there yet");
});

const flow: FlowParameters = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS.fast };
const identity: AnalysisIdentity = {
  content: "c",
  reader: "ffmpeg 5",
  track: 0,
  deinterlace: false,
  flow,
  figures: DEFAULT_FIGURES,
  version: "1",
};
const KEY = analysisKey(identity);
const OTHER = analysisKey({ ...identity, content: "d" });

/** Rows of frames, different for each frame and each `mark`. */
function rowsOf(frames: readonly number[], mark = 0) {
  return packRows(
    frames.map((frame) => {
      const values = ANALYSIS_COLUMNS.map((column, k) => [column, frame + k / 16 + 1000 * mark]);
      return { frame, ...Object.fromEntries(values) } as FrameAnalysis;
    }),
  );
}
const fileOf = (key: string) => join(folder, `${key}.kfa`);
const storedKeys = () => readdirSync(folder).map((name) => name.slice(0, 64));

describe("AnalysisStore", () => {
  it("gives back what was added, also to another one on the same folder", async () => {
    const store = new AnalysisStore(folder);
    expect(await store.load(KEY)).toBeNull();
    const rows = mergeRows([rowsOf([0, 1, 5]), packRows([rowWithoutFlow(7, 2.5)])]);
    expect(await store.add(KEY, rows)).toBe(true);
    expect(await store.load(KEY)).toEqual(rows);
    expect(await new AnalysisStore(folder).load(KEY)).toEqual(rows);
    expect(await store.load(OTHER)).toBeNull();
  });

  it("merges parts, the newer row of a frame staying", async () => {
    const store = new AnalysisStore(folder);
    await Promise.all([
      store.add(KEY, rowsOf([10, 11, 12])),
      store.add(KEY, rowsOf([3, 12, 4], 1)),
      store.add(KEY, rowsOf([11], 2)),
    ]);
    expect(await store.load(KEY)).toEqual(mergeRows([rowsOf([3, 4, 12], 1), rowsOf([10]), rowsOf([11], 2)]));
    expect(Array.from((await store.load(KEY))?.frames ?? [])).toEqual([3, 4, 10, 11, 12]);
  });

  it("stays within its size: what has not been used for longest goes", async () => {
    const rows = rowsOf(Array.from({ length: 100 }, (_, k) => k));
    const keys = ["a", "b", "c", "d"].map((content) => analysisKey({ ...identity, content }));
    const size = 56 + 100 * 4 * (1 + ANALYSIS_COLUMNS.length);
    const store = new AnalysisStore(folder, 3 * size);
    for (const [k, key] of keys.slice(0, 3).entries()) {
      await store.add(key, rows);
      const time = new Date(2020, 0, 1 + k);
      utimesSync(fileOf(key), time, time);
    }
    expect(statSync(fileOf(keys[0])).size).toBe(size);
    await store.load(keys[0]);
    await store.add(keys[3], rows);
    expect(storedKeys().sort()).toEqual([keys[0], keys[2], keys[3]].sort());
    expect(await store.add(keys[1], rowsOf(Array.from({ length: 310 }, (_, k) => k)))).toBe(false);
    expect(storedKeys().length).toBe(3);
  });

  it("removes what a crash left half-written, not what is being written", async () => {
    const store = new AnalysisStore(folder);
    await store.add(KEY, rowsOf([0]));
    const [old, young] = [join(folder, ".x.1.partial.kfa"), join(folder, ".x.2.partial.kfa")];
    writeFileSync(old, "");
    writeFileSync(young, "");
    utimesSync(old, new Date(2020, 0, 1), new Date(2020, 0, 1));
    await store.add(OTHER, rowsOf([0]));
    expect(readdirSync(folder).filter((name) => name.startsWith("."))).toEqual([".x.2.partial.kfa"]);
  });

  it("takes damaged and foreign files for unknown, and replaces them", async () => {
    const store = new AnalysisStore(folder);
    await store.add(KEY, rowsOf([0, 1, 2]));
    const good = readFileSync(fileOf(KEY));
    const flipped = (at: number) => {
      const bytes = Buffer.from(good);
      bytes[at] ^= 1;
      return bytes;
    };
    // Magic, version, columns, rows, checksum, key, frames, values; cut off; too long; something else.
    const damaged = [
      ...[0, 8, 12, 16, 20, 30, 57, good.length - 1].map(flipped),
      ...[
        good.subarray(0, good.length - 4),
        Buffer.concat([good, good]),
        Buffer.from("hello"),
        Buffer.alloc(0),
      ],
    ];
    for (const bytes of damaged) {
      writeFileSync(fileOf(KEY), bytes);
      expect(await store.load(KEY)).toBeNull();
    }
    expect(await store.add(KEY, rowsOf([9]))).toBe(true);
    expect(await store.load(KEY)).toEqual(rowsOf([9]));
    // The file of another analysis under this one's name.
    await store.add(OTHER, rowsOf([1]));
    writeFileSync(fileOf(KEY), readFileSync(fileOf(OTHER)));
    expect(await store.load(KEY)).toBeNull();
  });

  it("may lose its folder at any time, and does without one", async () => {
    const store = new AnalysisStore(folder);
    await store.add(KEY, rowsOf([0]));
    rmSync(folder, { recursive: true });
    expect(await store.load(KEY)).toBeNull();
    expect(await store.add(KEY, rowsOf([1]))).toBe(true);
    expect(await store.load(KEY)).toEqual(rowsOf([1]));
    rmSync(folder, { recursive: true });
    writeFileSync(folder, "a file where the folder should be");
    expect(await store.add(KEY, rowsOf([1]))).toBe(false);
    expect(await store.load(KEY)).toBeNull();
  });
});

describe("analysisKey", () => {
  it("depends on everything that the results depend on", () => {
    const others: readonly AnalysisIdentity[] = [
      { ...identity, content: "d" },
      { ...identity, reader: "ffmpeg 6" },
      { ...identity, track: 1 },
      { ...identity, deinterlace: true },
      { ...identity, version: "2" },
      { ...identity, figures: { ...DEFAULT_FIGURES, minimumReliability: 0.3 } },
      { ...identity, figures: { ...DEFAULT_FIGURES, figurePixels: "all" } },
      { ...identity, flow: { ...flow, dense: DENSE_PRESET_PARAMETERS.balanced } },
      { ...identity, flow: { ...flow, method: "lucas-kanade" } },
      { ...identity, flow: { ...flow, method: "lucas-kanade", windowRadius: 3 } },
      { ...identity, flow: { ...flow, method: "streaming" } },
    ];
    const keys = [KEY, ...others.map(analysisKey)];
    expect(new Set(keys).size).toBe(keys.length);
    for (const key of keys) expect(key).toMatch(/^[0-9a-f]{64}$/);
  });

  it("does not depend on parameters that the method does not use, or on their order", () => {
    expect(analysisKey({ ...identity, flow: { ...flow, windowRadius: 9 } })).toBe(KEY);
    const dense = Object.fromEntries(Object.entries(flow.dense).reverse()) as unknown as typeof flow.dense;
    expect(analysisKey({ ...identity, flow: { ...flow, dense } })).toBe(KEY);
    const single = { ...flow, method: "lucas-kanade" as const };
    expect(analysisKey({ ...identity, flow: { ...single, dense: DENSE_PRESET_PARAMETERS.accurate } })).toBe(
      analysisKey({ ...identity, flow: single }),
    );
  });
});

describe("movieFingerprint", () => {
  const file = (name: string, bytes: Uint8Array) => {
    const path = join(parent, name);
    writeFileSync(path, bytes);
    return { kind: "file", path } as const;
  };

  it.for([[1000], [5_000_000]])(
    "knows %d bytes under another name, and other bytes as others",
    async ([size]) => {
      const bytes = new Uint8Array(size).map((_, k) => (k * 2654435761) >>> 13);
      const known = await movieFingerprint(file("a.mp4", bytes));
      expect(await movieFingerprint(file("b.mkv", bytes))).toBe(known);
      for (const at of [0, size >> 1, size - 1]) {
        const changed = bytes.slice();
        changed[at] ^= 1;
        expect(await movieFingerprint(file("c.mp4", changed))).not.toBe(known);
      }
      expect(await movieFingerprint(file("d.mp4", bytes.subarray(0, size - 1)))).not.toBe(known);
    },
  );

  it("knows a sequence of pictures by their names, sizes and times", async () => {
    const time = new Date(2020, 0, 1);
    const names = Array.from({ length: 70 }, (_, k) => `50%${String(k + 3).padStart(4, "0")}.png`);
    const touch = (name: string, text: string, at = time) => {
      writeFileSync(join(parent, name), text);
      utimesSync(join(parent, name), at, at);
    };
    for (const name of names) touch(name, "picture");
    const sequence = { kind: "sequence", pattern: join(parent, "50%%%04d.png"), start: 3, rate: 25 } as const;
    const known = await movieFingerprint(sequence);
    expect(await movieFingerprint({ ...sequence, rate: 30 })).toBe(known);
    expect(await movieFingerprint({ ...sequence, start: 4 })).not.toBe(known);
    touch(names[69], "another");
    expect(await movieFingerprint(sequence)).toBe(known);
    touch(names[69], "a longer one");
    expect(await movieFingerprint(sequence)).not.toBe(known);
    touch(names[69], "another", new Date(2021, 0, 1));
    expect(await movieFingerprint(sequence)).not.toBe(known);
    rmSync(join(parent, names[69]));
    expect(await movieFingerprint(sequence)).not.toBe(known);
  });

  it("says so when the file is gone", async () => {
    const gone = { kind: "file", path: join(parent, "gone.mp4") } as const;
    await expect(movieFingerprint(gone)).rejects.toMatchObject({ code: "file-unreadable" });
  });
});
