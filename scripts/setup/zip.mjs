import { createReadStream, createWriteStream } from "node:fs";
import { mkdir, open, readFile, symlink, unlink } from "node:fs/promises";
import { dirname, isAbsolute, join, relative, resolve, sep } from "node:path";
import { Transform } from "node:stream";
import { pipeline } from "node:stream/promises";
import zlib from "node:zlib";

const END_SIGNATURE = 0x06054b50;
const ENTRY_SIGNATURE = 0x02014b50;
const LOCAL_SIGNATURE = 0x04034b50;
const END_SIZE = 22;
const ENTRY_SIZE = 46;
const LOCAL_SIZE = 30;
const MAX_COMMENT = 0xffff;
const ZIP64 = 0xffffffff;
const TYPE_MASK = 0o170000;
const SYMLINK_TYPE = 0o120000;
const STORED = 0;
const DEFLATED = 8;

/**
 * Unpacks the entries for which `rename(name)` gives a path (relative to `destination`), keeping permissions
 * and symbolic links and checking every checksum. Handles what it is needed for: archives under 4 GiB
 * without encryption; anything else is refused.
 */
export async function extractZip(archive, destination, rename = (name) => name) {
  const links = [];
  for (const entry of await readZipEntries(archive)) {
    const name = rename(entry.name);
    if (!name) continue;
    const target = insideOf(destination, name);
    if (entry.name.endsWith("/")) {
      await mkdir(target, { recursive: true });
      continue;
    }
    await mkdir(dirname(target), { recursive: true });
    await extractEntry(archive, entry, target);
    if ((entry.mode & TYPE_MASK) === SYMLINK_TYPE) links.push(target);
  }
  // Last, so that no entry can be written through a link that an earlier entry made.
  for (const target of links) await turnIntoLink(destination, target);
}

export async function readZipEntries(archive) {
  const file = await open(archive);
  try {
    const { size } = await file.stat();
    const end = await findEnd(file, size);
    const count = end.readUInt16LE(10);
    const directorySize = end.readUInt32LE(12);
    const directoryOffset = end.readUInt32LE(16);
    if (directoryOffset === ZIP64 || directoryOffset + directorySize > size)
      throw damaged("its directory is cut off");
    const directory = await readAt(file, directoryOffset, directorySize);
    return parseDirectory(directory, count);
  } finally {
    await file.close();
  }
}

async function findEnd(file, size) {
  const tail = await readAt(
    file,
    Math.max(0, size - END_SIZE - MAX_COMMENT),
    Math.min(size, END_SIZE + MAX_COMMENT),
  );
  for (let at = tail.length - END_SIZE; at >= 0; at--) {
    if (tail.readUInt32LE(at) === END_SIGNATURE) return tail.subarray(at);
  }
  throw damaged("it has no directory");
}

function parseDirectory(directory, count) {
  const entries = [];
  let at = 0;
  for (let i = 0; i < count; i++) {
    if (at + ENTRY_SIZE > directory.length || directory.readUInt32LE(at) !== ENTRY_SIGNATURE) {
      throw damaged("its directory is unreadable");
    }
    const nameLength = directory.readUInt16LE(at + 28);
    const name = directory.toString("utf8", at + ENTRY_SIZE, at + ENTRY_SIZE + nameLength);
    entries.push({
      name,
      encrypted: (directory.readUInt16LE(at + 8) & 1) !== 0,
      method: directory.readUInt16LE(at + 10),
      crc: directory.readUInt32LE(at + 16),
      compressedSize: directory.readUInt32LE(at + 20),
      mode: directory.readUInt32LE(at + 38) >>> 16,
      offset: directory.readUInt32LE(at + 42),
    });
    at += ENTRY_SIZE + nameLength + directory.readUInt16LE(at + 30) + directory.readUInt16LE(at + 32);
  }
  return entries;
}

async function extractEntry(archive, entry, target) {
  if (entry.encrypted || (entry.method !== STORED && entry.method !== DEFLATED)) {
    throw damaged(`${entry.name} is stored in a way that is not supported`);
  }
  const start = await dataOffset(archive, entry);
  const checksum = new Checksum();
  const source =
    entry.compressedSize === 0
      ? []
      : createReadStream(archive, { start, end: start + entry.compressedSize - 1, highWaterMark: 1 << 20 });
  const inflate = entry.method === DEFLATED ? [zlib.createInflateRaw({ chunkSize: 1 << 18 })] : [];
  // A link's own permissions mean nothing, and the file holding its target is only there for a moment.
  const mode = (entry.mode & TYPE_MASK) === SYMLINK_TYPE ? 0o600 : entry.mode & 0o777 || 0o644;
  await pipeline(source, ...inflate, checksum, createWriteStream(target, { mode, flags: "wx" }));
  if (checksum.value !== entry.crc) throw damaged(`${entry.name} does not match its checksum`);
}

/** The local header repeats the name but may have other extra fields than the directory. */
async function dataOffset(archive, entry) {
  const file = await open(archive);
  try {
    const header = await readAt(file, entry.offset, LOCAL_SIZE);
    if (header.readUInt32LE(0) !== LOCAL_SIGNATURE) throw damaged(`${entry.name} is not where it should be`);
    return entry.offset + LOCAL_SIZE + header.readUInt16LE(26) + header.readUInt16LE(28);
  } finally {
    await file.close();
  }
}

async function turnIntoLink(destination, path) {
  const target = await readFile(path, "utf8");
  if (isAbsolute(target)) throw damaged(`it links to ${target}`);
  insideOf(destination, join(relative(destination, dirname(path)), target));
  await unlink(path);
  await symlink(target, path);
}

function insideOf(destination, name) {
  const root = resolve(destination);
  const target = resolve(root, name);
  if (target !== root && !target.startsWith(root + sep)) throw damaged(`${name} points outside the archive`);
  return target;
}

async function readAt(file, position, length) {
  const { buffer, bytesRead } = await file.read(Buffer.alloc(length), 0, length, position);
  if (bytesRead < length) throw damaged("it ends too early");
  return buffer;
}

const damaged = (why) => new Error(`The archive cannot be used: ${why}.`);

class Checksum extends Transform {
  value = 0;

  _transform(chunk, _encoding, done) {
    this.value = zlib.crc32(chunk, this.value);
    done(null, chunk);
  }
}
