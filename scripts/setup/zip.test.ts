import { lstatSync, mkdtempSync, readFileSync, readlinkSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import zlib from "node:zlib";
import { afterEach, beforeEach, expect, test } from "vitest";
import { extractZip, readZipEntries } from "./zip.mjs";

interface Entry {
  name: string;
  data?: string;
  mode?: number;
  stored?: boolean;
  crc?: number;
}

const REGULAR = 0o100644;
const SYMLINK = 0o120777;

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kinoflow-zip-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

function archiveOf(entries: Entry[]): string {
  const path = join(folder, "archive.zip");
  writeFileSync(path, zipBytes(entries));
  return path;
}

function zipBytes(entries: Entry[]): Buffer {
  const locals: Buffer[] = [];
  const directory: Buffer[] = [];
  let offset = 0;
  for (const { name, data = "", mode = REGULAR, stored = false, crc } of entries) {
    const raw = Buffer.from(data);
    const packed = stored ? raw : zlib.deflateRawSync(raw);
    const nameBytes = Buffer.from(name);
    const common = Buffer.alloc(26);
    common.writeUInt16LE(20, 0);
    common.writeUInt16LE(stored ? 0 : 8, 4);
    common.writeUInt32LE(crc ?? zlib.crc32(raw), 10);
    common.writeUInt32LE(packed.length, 14);
    common.writeUInt32LE(raw.length, 18);
    common.writeUInt16LE(nameBytes.length, 22);
    const local = Buffer.concat([Buffer.from("PK\x03\x04", "latin1"), common, nameBytes, packed]);
    const tail = Buffer.alloc(14);
    tail.writeUInt32LE((mode << 16) >>> 0, 6);
    tail.writeUInt32LE(offset, 10);
    const madeBy = Buffer.from([20, 3]);
    directory.push(Buffer.concat([Buffer.from("PK\x01\x02", "latin1"), madeBy, common, tail, nameBytes]));
    locals.push(local);
    offset += local.length;
  }
  const listing = Buffer.concat(directory);
  const end = Buffer.alloc(22);
  end.write("PK\x05\x06", "latin1");
  end.writeUInt16LE(entries.length, 8);
  end.writeUInt16LE(entries.length, 10);
  end.writeUInt32LE(listing.length, 12);
  end.writeUInt32LE(offset, 16);
  return Buffer.concat([...locals, listing, end]);
}

test("unpacks stored and deflated files into folders, with their permissions", async () => {
  const archive = archiveOf([
    { name: "a/" },
    { name: "a/tool", data: "#!/bin/sh\n".repeat(1000), mode: 0o100755 },
    { name: "b/deep/note.txt", data: "grüß", stored: true },
    { name: "empty", data: "" },
  ]);
  await extractZip(archive, join(folder, "out"));
  expect(readFileSync(join(folder, "out/a/tool"), "utf8")).toBe("#!/bin/sh\n".repeat(1000));
  expect(statSync(join(folder, "out/a/tool")).mode & 0o777).toBe(0o755);
  expect(readFileSync(join(folder, "out/b/deep/note.txt"), "utf8")).toBe("grüß");
  expect(statSync(join(folder, "out/empty")).size).toBe(0);
});

test("renames and leaves out what it is told to", async () => {
  const archive = archiveOf([
    { name: "keep", data: "1" },
    { name: "drop", data: "2" },
  ]);
  await extractZip(archive, join(folder, "out"), (name: string) => (name === "keep" ? "kept" : undefined));
  expect(readFileSync(join(folder, "out/kept"), "utf8")).toBe("1");
  expect(() => statSync(join(folder, "out/drop"))).toThrow();
});

test("makes symbolic links that stay inside", async () => {
  const archive = archiveOf([
    { name: "lib/real", data: "x" },
    { name: "lib/link", data: "real", mode: SYMLINK, stored: true },
  ]);
  await extractZip(archive, join(folder, "out"));
  expect(lstatSync(join(folder, "out/lib/link")).isSymbolicLink()).toBe(true);
  expect(readlinkSync(join(folder, "out/lib/link"))).toBe("real");
});

test.each([
  ["../evil", { name: "../evil", data: "x" }],
  ["an absolute path", { name: "/tmp/evil", data: "x" }],
  ["a link to the outside", { name: "link", data: "../../evil", mode: SYMLINK }],
  ["a link to an absolute path", { name: "link", data: "/etc/passwd", mode: SYMLINK }],
])("refuses %s", async (_, entry) => {
  await expect(extractZip(archiveOf([entry]), join(folder, "out"))).rejects.toThrow(/cannot be used/);
});

test("refuses a file that does not match its checksum", async () => {
  const archive = archiveOf([{ name: "a", data: "hello", crc: 1 }]);
  await expect(extractZip(archive, join(folder, "out"))).rejects.toThrow(/checksum/);
});

test.each([
  ["nothing", Buffer.alloc(0)],
  ["something else", Buffer.from("not an archive at all, but long enough to look")],
  ["half an archive", zipBytes([{ name: "a", data: "hello" }]).subarray(0, 40)],
])("refuses %s", async (_, bytes) => {
  const path = join(folder, "bad.zip");
  writeFileSync(path, bytes);
  await expect(readZipEntries(path)).rejects.toThrow(/cannot be used/);
});
