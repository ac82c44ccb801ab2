import { type FileHandle, open } from "node:fs/promises";
import { failure, KinoflowError, throwIfCancelled } from "../../../shared/errors";

/** A file whose header or structure makes no sense; {@link openPages} says so with one sentence. */
export class DamagedFile extends Error {
  override readonly name = "DamagedFile";
}

/** A file that is read at any place. */
export class RandomFile {
  readonly #handle: FileHandle;
  #closing: Promise<void> | null = null;

  private constructor(
    handle: FileHandle,
    readonly path: string,
    /** Bytes that it had when it was opened. */
    readonly size: number,
  ) {
    this.#handle = handle;
  }

  /** @throws KinoflowError where it is not there, cannot be read, or is empty */
  static async open(path: string): Promise<RandomFile> {
    const handle = await open(path, "r").catch((error: NodeJS.ErrnoException) => {
      throw failure(error.code === "ENOENT" ? "fileMissing" : "fileUnreadable").withDetails(error.message);
    });
    try {
      const { size } = await handle.stat();
      if (size === 0) throw failure("fileEmpty");
      return new RandomFile(handle, path, size);
    } catch (error) {
      await handle.close();
      throw error;
    }
  }

  /** Reads into the start of `target` as many bytes as there are, and says how many these were. */
  async readSome(target: Uint8Array, offset: number): Promise<number> {
    let done = 0;
    while (done < target.length) {
      const { bytesRead } = await this.#handle.read(target, done, target.length - done, offset + done);
      if (bytesRead === 0) break;
      done += bytesRead;
    }
    return done;
  }

  /** Fills `target`. @throws DamagedFile where the file ends before */
  async fill(target: Uint8Array, offset: number): Promise<void> {
    if ((await this.readSome(target, offset)) < target.length) throw new DamagedFile("The file ends there.");
  }

  /** So many bytes from `offset` on. @throws DamagedFile where the file ends before, which is known before memory is taken */
  async bytes(offset: number, length: number): Promise<Uint8Array<ArrayBuffer>> {
    if (!(offset >= 0 && length >= 0 && offset + length <= this.size)) {
      throw new DamagedFile("The file ends before that.");
    }
    const bytes = new Uint8Array(length);
    await this.fill(bytes, offset);
    return bytes;
  }

  close(): Promise<void> {
    this.#closing ??= this.#handle.close();
    return this.#closing;
  }
}

/**
 * Opens a file and hands it to `work`, which makes pages of it and owns it from then on.
 *
 * @param kind for the sentence, where `work` finds a {@link DamagedFile}: "DICOM"
 * @throws KinoflowError with one sentence; the file is closed then
 */
export async function openPages<T>(
  kind: string,
  path: string,
  signal: AbortSignal | undefined,
  work: (file: RandomFile) => Promise<T>,
): Promise<T> {
  throwIfCancelled(signal);
  const file = await RandomFile.open(path);
  try {
    const pages = await work(file);
    throwIfCancelled(signal);
    return pages;
  } catch (error) {
    await file.close();
    if (error instanceof DamagedFile) throw failure("recordingDamaged", kind).withDetails(error.message);
    if (error instanceof KinoflowError || !isSystemError(error)) throw error;
    throw failure("fileUnreadable").withDetails(error.message);
  }
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && "syscall" in error;
}
