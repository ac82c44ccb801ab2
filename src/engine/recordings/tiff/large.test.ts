import { open as openFile } from "node:fs/promises";
import { join } from "node:path";
import { afterEach, describe, expect, it, vi } from "vitest";
import { writeLargeStack } from "../../testing/large-tiff";
import { temporaryFolder } from "../../testing/movies";
import { pageBytes } from "../../testing/paged-files";
import { openTiff } from "./open-tiff";

/** Stacks of 5 GB that take next to no room on the disk. What counts is how often and how much is read, not how long it takes. */

const folder = temporaryFolder();
const STACK = { width: 1024, height: 1024, pages: 2600 };
const BYTES = 2 * STACK.width * STACK.height;

/** Counts what is read of files from now on. */
async function countReads() {
  const handle = await openFile(folder);
  const read = vi.spyOn(Object.getPrototypeOf(handle), "read");
  await handle.close();
  const lengths = () => read.mock.calls.map((args) => args[2] as number);
  return { reads: () => lengths().length, bytes: () => lengths().reduce((sum, length) => sum + length, 0) };
}

afterEach(() => vi.restoreAllMocks());

describe("a stack of 5 GB", () => {
  it("with one directory, as ImageJ writes it: opens with three reads, a page is one more", async () => {
    const path = join(folder, "imagej.tif");
    writeLargeStack(path, { ...STACK, kind: "imagej", bigEndian: true });
    const counted = await countReads();
    const file = await openTiff(path, {});
    expect([file.pageCount, file.pixelSize]).toEqual([STACK.pages, null]);
    expect(counted.reads()).toBeLessThanOrEqual(3);
    expect(counted.bytes()).toBeLessThan(40_000);
    const before = counted.reads();
    const target = new Uint8Array(new SharedArrayBuffer(pageBytes(file)));
    for (const page of [2599, 0, 1300]) {
      await file.read(page, target);
      expect([target[0] | (target[1] << 8), target.length]).toEqual([page, BYTES]);
    }
    expect(counted.reads() - before).toBe(3);
    await file.close();
  });

  it("with a directory a page: one small read a page, and pages can be read while they are listed", async () => {
    const path = join(folder, "directories.btf");
    writeLargeStack(path, { ...STACK, kind: "directories" });
    const counted = await countReads();
    const file = await openTiff(path, {});
    const first = file.pageCount;
    expect(first).toBeGreaterThan(0);
    let grown = first;
    const stop = file.onGrowth(() => {
      expect(file.pageCount).toBeGreaterThanOrEqual(grown);
      grown = file.pageCount;
    });
    const target = new Uint8Array(new SharedArrayBuffer(pageBytes(file)));
    await file.read(first - 1, target);
    expect(target[0] | (target[1] << 8)).toBe(first - 1);
    await file.listed;
    stop();
    expect([file.pageCount, grown]).toEqual([STACK.pages, STACK.pages]);
    expect(file.notices).toEqual([]);
    expect(counted.reads()).toBeLessThanOrEqual(STACK.pages + 4);
    expect(counted.bytes()).toBeLessThan(20_000 * STACK.pages + BYTES);
    const before = counted.reads();
    await file.read(2599, target);
    expect([target[0] | (target[1] << 8), counted.reads() - before]).toEqual([2599, 1]);
    await file.close();
  });
});
