import { DamagedFile, type RandomFile } from "../paged/random-file";

const WINDOW = 1 << 16;

/** Reads a file from start to end in windows, with jumps forwards: the bytes of a header without those of pictures. */
export class ByteWindow {
  position = 0;
  #window = new Uint8Array(0);
  #start = 0;

  constructor(readonly file: RandomFile) {}

  get size(): number {
    return this.file.size;
  }

  /**
   * The next bytes, which stay valid until the next call, and goes past them.
   *
   * @throws DamagedFile where the file ends before
   */
  async take(count: number): Promise<DataView> {
    const view = await this.peek(count);
    this.position += count;
    return view;
  }

  /** The next bytes, without going past them. */
  async peek(count: number): Promise<DataView> {
    const from = this.position - this.#start;
    if (from < 0 || from + count > this.#window.length) {
      const left = this.size - this.position;
      if (count > left) throw new DamagedFile("The file ends in the middle of its header.");
      this.#window = await this.file.bytes(this.position, Math.min(Math.max(count, WINDOW), left));
      this.#start = this.position;
      return this.peek(count);
    }
    return new DataView(this.#window.buffer, this.#window.byteOffset + from, count);
  }
}
