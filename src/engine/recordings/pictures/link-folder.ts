import { createHash } from "node:crypto";
import { readdirSync, rmSync } from "node:fs";
import { copyFile, link, mkdir, mkdtemp, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { failure } from "../../../shared/errors";

const PREFIX = "kinoflow-pictures-";
/** Digits of the numbers that links have. */
const DIGITS = 8;
/** Links that are made together. */
const BATCH = 128;

/** Private to this process, and removed when it ends. */
let root: Promise<string> | null = null;
const folders = new Map<string, Promise<string>>();

/**
 * A folder in which links to pictures are numbered from 0 on, without a gap, which ffmpeg reads as fast as the pictures themselves
 * (its concat demuxer takes twice as long, knows no times but its own, and ends at a picture without content). Where a
 * picture is missing there is a file that no decoder takes for a picture, so that its frame exists and cannot be decoded.
 *
 * @param paths of the pictures, in order; null where one is missing
 * @param extension of the links, with its dot: by it ffmpeg knows the kind of picture
 * @returns ffmpeg's pattern of the links
 * @throws KinoflowError `file-unreadable` where the folder cannot be made
 */
export async function linkPictures(paths: readonly (string | null)[], extension: string): Promise<string> {
  const hash = createHash("sha256").update(extension);
  for (const path of paths) hash.update(`\n${path ?? ""}`);
  const key = hash.digest("hex");
  let folder = folders.get(key);
  if (!folder) {
    folder = makeFolder(key, paths, extension);
    folders.set(key, folder);
  }
  try {
    return `${(await folder).replaceAll("%", "%%")}/%0${DIGITS}d${extension}`;
  } catch (error) {
    folders.delete(key);
    throw failure("picturesNotLinked").withDetails(String(error));
  }
}

async function makeFolder(
  key: string,
  paths: readonly (string | null)[],
  extension: string,
): Promise<string> {
  root ??= makeRoot();
  const folder = join(await root, key.slice(0, 16));
  await mkdir(folder, { recursive: true });
  const gap = join(folder, "missing");
  await writeFile(gap, "missing frame\n");
  for (let start = 0; start < paths.length; start += BATCH) {
    await Promise.all(
      paths
        .slice(start, start + BATCH)
        .map((path, k) =>
          place(path ?? gap, join(folder, `${String(start + k).padStart(DIGITS, "0")}${extension}`)),
        ),
    );
  }
  return folder;
}

async function place(target: string, name: string): Promise<void> {
  for (const way of [symlink, link, copyFile]) {
    try {
      await way(target, name);
      return;
    } catch (error) {
      if (isNodeError(error) && error.code === "EEXIST") return;
      // Windows allows symbolic links to some people only, and hard links within a disk.
      if (way === copyFile) throw error;
    }
  }
}

async function makeRoot(): Promise<string> {
  removeLeftOvers();
  const made = await mkdtemp(join(tmpdir(), `${PREFIX}${process.pid}-`));
  process.once("exit", () => removeFolder(made));
  return made;
}

/** Of processes that were killed. */
function removeLeftOvers(): void {
  try {
    for (const name of readdirSync(tmpdir())) {
      const pid = name.startsWith(PREFIX) ? Number.parseInt(name.slice(PREFIX.length), 10) : Number.NaN;
      if (!Number.isNaN(pid) && !isRunning(pid)) removeFolder(join(tmpdir(), name));
    }
  } catch {
    // The system looks after its temporary files too.
  }
}

function removeFolder(path: string): void {
  try {
    rmSync(path, { recursive: true, force: true });
  } catch {
    // As above.
  }
}

function isRunning(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return isNodeError(error) && error.code === "EPERM";
  }
}

function isNodeError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "code" in error;
}
