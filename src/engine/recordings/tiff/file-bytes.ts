import type { FileHandle } from "node:fs/promises";
import { open } from "node:fs/promises";
import { failure } from "../../../shared/errors";

/** A read of the disk is cut into pieces of this size, which every system can do. */
const LARGEST_READ = 2 ** 30;

/** A file that is read at places, never as a whole. Reads may go on at the same time. */
export class FileBytes {
  readonly #handle: FileHandle;

  private constructor(
    handle: FileHandle,
    /** Of the file when it was opened. */
    readonly size: number,
  ) {
    this.#handle = handle;
  }

  static async open(path: string): Promise<FileBytes> {
    let handle: FileHandle;
    try {
      handle = await open(path, "r");
    } catch (error) {
      throw (error as NodeJS.ErrnoException).code === "ENOENT"
        ? failure("fileMissing")
        : failure("fileUnreadable");
    }
    try {
      return new FileBytes(handle, (await handle.stat()).size);
    } catch {
      await handle.close();
      throw failure("fileUnreadable");
    }
  }

  /**
   * Fills `target`, which may lie in shared memory, with what lies at an offset.
   * @returns bytes that were there: fewer than asked for at the end of the file
   * @throws KinoflowError "movieUnreadable" where the disk does not answer
   */
  async readInto(target: Uint8Array, offset: number): Promise<number> {
    let done = 0;
    while (done < target.length) {
      const wanted = Math.min(target.length - done, LARGEST_READ);
      const read = await this.#readOnce(target, done, wanted, offset + done);
      if (read === 0) break;
      done += read;
    }
    return done;
  }

  /** Bytes at an offset; fewer where the file ends. Memory is taken for what the file can hold, whatever is asked for. */
  async read(offset: number, length: number): Promise<Buffer> {
    if (!(offset >= 0) || offset >= this.size) return Buffer.alloc(0);
    const bytes = Buffer.allocUnsafe(Math.min(length, this.size - offset));
    return bytes.subarray(0, await this.readInto(bytes, offset));
  }

  /** Waits for reads that are under way. */
  close(): Promise<void> {
    return this.#handle.close();
  }

  async #readOnce(target: Uint8Array, start: number, length: number, position: number): Promise<number> {
    try {
      return (await this.#handle.read(target, start, length, position)).bytesRead;
    } catch {
      throw failure("movieUnreadable");
    }
  }
}
