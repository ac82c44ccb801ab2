import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import type { RawLayout } from "../shared/raw-layout";
import { RawLayouts } from "./raw-layouts";

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kinoflow-raw-layouts-"));
  path = join(folder, "raw-layouts.json");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function layout(width: number): RawLayout {
  return {
    ...{ width, height: 48, bits: 16, depth: 12, byteOrder: "big", channels: 1 },
    ...{ headerBytes: 1024, gapBytes: 8, framesPerSecond: 500 },
  };
}

describe("layouts of recordings without a header", () => {
  it("are those of files of the same folder, size and ending, at the next start too", async () => {
    const layouts = new RawLayouts(path);
    await layouts.keep("/there/a.raw", 1000, layout(64));
    await layouts.keep("/there/b.raw", 2000, layout(32));
    const again = new RawLayouts(path);
    expect(again.of("/there/c.RAW", 1000)).toEqual(layout(64));
    expect(again.of("/there/c.raw", 2000)).toEqual(layout(32));
    expect(again.of("/there/c.raw", 3000)).toBeNull();
    expect(again.of("/there/c.mp4", 1000)).toBeNull();
    expect(again.of("/elsewhere/a.raw", 1000)).toBeNull();
    expect(again.near("/there/c.raw")).toEqual(layout(32));
    expect(again.near("/elsewhere/c.raw")).toBeNull();
  });

  it("are replaced, bounded and forgotten", async () => {
    const layouts = new RawLayouts(path);
    await layouts.keep("/there/a.raw", 1000, layout(64));
    await layouts.keep("/there/a.raw", 1000, layout(65));
    expect(layouts.of("/there/a.raw", 1000)).toEqual(layout(65));
    for (let size = 1; size <= 200; size++) await layouts.keep("/there/a.raw", size, layout(64));
    expect(layouts.of("/there/a.raw", 1000)).toBeNull();
    expect(layouts.of("/there/a.raw", 1)).toEqual(layout(64));
    await layouts.clear();
    expect(new RawLayouts(path).near("/there/a.raw")).toBeNull();
  });

  it("begin anew where the file is damaged", () => {
    writeFileSync(path, '[{"folder":"x","file":"1.raw","layout":{"width":-1}}]');
    expect(new RawLayouts(path).near("/there/a.raw")).toBeNull();
  });
});
