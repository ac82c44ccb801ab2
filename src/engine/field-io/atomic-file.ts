import { randomBytes } from "node:crypto";
import { type FileHandle, open, readdir, rename, rm, stat } from "node:fs/promises";
import { basename, dirname, extname, join } from "node:path";
import { failure, type KinoflowError } from "../../shared/errors";

/**
 * A file that is written piece by piece under a temporary name in its folder, and gets its name when it is complete; a
 * file of that name is replaced then. {@link abort} leaves nothing behind.
 */
export class AtomicFile {
  readonly #path: string;
  readonly #partial: string;
  readonly #file: FileHandle;

  private constructor(path: string, partial: string, file: FileHandle) {
    this.#path = path;
    this.#partial = partial;
    this.#file = file;
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full` */
  static async create(path: string): Promise<AtomicFile> {
    if (await isFolder(path)) {
      throw failure("nameOfFolder", basename(path));
    }
    const { before, after } = partialNames(path);
    const partial = join(dirname(path), `${before}${randomBytes(4).toString("hex")}${after}`);
    try {
      return new AtomicFile(path, partial, await open(partial, "wx"));
    } catch (error) {
      throw writeError(error, path);
    }
  }

  /**
   * Appends; one piece after the other.
   *
   * @throws KinoflowError `output-unwritable` or `disk-full`
   */
  async write(data: Uint8Array | string): Promise<void> {
    try {
      await this.#file.writeFile(data);
    } catch (error) {
      throw writeError(error, this.#path);
    }
  }

  /** Writes at a place, which may lie behind all that was written before: what is between is zeros then. Throws like {@link write}. */
  async writeAt(data: Uint8Array, place: number): Promise<void> {
    try {
      for (let done = 0; done < data.byteLength; ) {
        done += (await this.#file.write(data, done, data.byteLength - done, place + done)).bytesWritten;
      }
    } catch (error) {
      throw writeError(error, this.#path);
    }
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then */
  async finish(): Promise<void> {
    try {
      // Some disks say only now that they are full.
      await this.#file.sync();
      await this.#file.close();
      await rename(this.#partial, this.#path);
    } catch (error) {
      await this.abort();
      throw writeError(error, this.#path);
    }
  }

  /** Removes what is there; never fails. */
  async abort(): Promise<void> {
    await this.#file.close().catch(() => undefined);
    await rm(this.#partial, { force: true }).catch(() => undefined);
  }
}

/**
 * Writes a file as {@link AtomicFile} does, in one go; whatever goes wrong, nothing is left behind.
 *
 * @throws KinoflowError `output-unwritable` or `disk-full`
 */
export async function writeFileAtomically(path: string, bytes: Uint8Array): Promise<void> {
  const file = await AtomicFile.create(path);
  try {
    await file.write(bytes);
  } catch (error) {
    await file.abort();
    throw error;
  }
  await file.finish();
}

/** A temporary file that nobody has written to for so long is one of a program that was killed. */
const LEFT_MS = 60_000;

/** Removes what programs that were killed have left of this file under temporary names, see {@link AtomicFile}; never fails. */
export async function removePartials(path: string): Promise<void> {
  const { before, after } = partialNames(path);
  const names = await readdir(dirname(path)).catch(() => []);
  for (const name of names) {
    if (!name.startsWith(before) || !name.endsWith(after)) continue;
    if (!/^[0-9a-f]{8}$/.test(name.slice(before.length, -after.length))) continue;
    await removeLeft(join(dirname(path), name));
  }
}

/** Removes a temporary file unless it may still be written; never fails. */
export async function removeLeft(partial: string): Promise<void> {
  try {
    const { mtimeMs } = await stat(partial);
    if (Date.now() - mtimeMs > LEFT_MS) await rm(partial, { force: true });
  } catch {
    // It is gone already, or nobody may remove it.
  }
}

/** What stands around eight hexadecimal digits in the temporary names of a file. */
function partialNames(path: string): { readonly before: string; readonly after: string } {
  const ending = extname(path);
  return { before: `.${basename(path, ending)}.`, after: `.partial${ending}` };
}

/** What a failure of the file system means for somebody who wanted a file. */
export function writeError(error: unknown, path: string): KinoflowError {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  const details = error instanceof Error ? error.message : String(error);
  if (code === "ENOSPC" || code === "EDQUOT" || code === "EFBIG") {
    return failure("diskFull", basename(path)).withDetails(details);
  }
  return failure("placeUnwritable", dirname(path), basename(path)).withDetails(details);
}

async function isFolder(path: string): Promise<boolean> {
  return (await stat(path).catch(() => null))?.isDirectory() ?? false;
}
