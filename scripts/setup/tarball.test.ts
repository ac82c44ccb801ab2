import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gzipSync } from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { extractFromTarball } from "./tarball.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kinoflow-tar-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function tarBytes(files: Record<string, Buffer>): Buffer {
  const blocks = Object.entries(files).flatMap(([name, data]) => {
    const header = Buffer.alloc(512);
    header.write(name, 0);
    header.write(`${data.length.toString(8).padStart(11, "0")}\0`, 124);
    header.write("ustar\0", 257);
    return [header, data, Buffer.alloc((512 - (data.length % 512)) % 512)];
  });
  return Buffer.concat([...blocks, Buffer.alloc(1024)]);
}

function tarball(bytes: Buffer): string {
  const path = join(folder, "a.tgz");
  writeFileSync(path, bytes);
  return path;
}

const big = Buffer.from(Uint8Array.from({ length: 300_001 }, (_, i) => (i * 7919) >> 3));

test("finds one file among others and copies it whole", async () => {
  const path = tarball(
    gzipSync(
      tarBytes({ "package/a.json": Buffer.from("{}"), "package/b": big, "package/c": Buffer.from("c") }),
    ),
  );
  const out = join(folder, "out");
  expect(await extractFromTarball(path, "package/b", out)).toBe(true);
  expect(readFileSync(out).equals(big)).toBe(true);
});

test("says when the file is not there", async () => {
  const path = tarball(gzipSync(tarBytes({ "package/a": big })));
  expect(await extractFromTarball(path, "package/z", join(folder, "out"))).toBe(false);
});

test("fails on an archive that was cut off", async () => {
  const whole = gzipSync(tarBytes({ "package/b": big }));
  await expect(
    extractFromTarball(tarball(whole.subarray(0, whole.length >> 1)), "package/b", join(folder, "out")),
  ).rejects.toThrow();
  await expect(
    extractFromTarball(
      tarball(gzipSync(tarBytes({ "package/b": big }).subarray(0, 100_000))),
      "package/b",
      join(folder, "out"),
    ),
  ).rejects.toThrow(/too early/);
});

test("fails on something that is no archive", async () => {
  await expect(extractFromTarball(tarball(Buffer.from("hello")), "x", join(folder, "out"))).rejects.toThrow();
});
