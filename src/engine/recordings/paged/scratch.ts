/** Memory for the bytes of a page as they are in the file, used again: a page a call would be garbage of hundreds of megabytes a second. */
export class Scratch {
  readonly #bytes: number;
  #spare: Uint8Array<ArrayBuffer> | null = null;

  constructor(bytes: number) {
    this.#bytes = bytes;
  }

  /** Hands memory to `work`, of nobody else until that has ended. */
  async use<T>(work: (memory: Uint8Array<ArrayBuffer>) => Promise<T>): Promise<T> {
    const memory = this.#spare ?? new Uint8Array(this.#bytes);
    this.#spare = null;
    try {
      return await work(memory);
    } finally {
      this.#spare = memory;
    }
  }
}
