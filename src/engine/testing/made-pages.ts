import { writeFileSync } from "node:fs";
import { failure } from "../../shared/errors";
import type { PagedFile, PageTiming } from "../recordings/paged/paged-file";

/** A file of pages that lie in no file: what is read of it is counted, and what is damaged is said. */
export class MadePages implements PagedFile {
  readonly width = 8;
  readonly height = 4;
  readonly pixelAspect = 1;
  readonly samples = { channels: 1, bits: 16, depth: 12 } as const;
  readonly codec = "made";
  readonly pixelSize = null;
  readonly tracks = [{ track: 0, label: "" }];
  readonly track = 0;
  readonly notices = [];
  readonly listed: Promise<void>;
  /** Pages in the order in which they were read. */
  readonly pagesRead: number[] = [];
  closed = false;
  #pageCount: number;
  #end: () => void = () => undefined;
  readonly #listeners = new Set<() => void>();

  /**
   * @param path a file that is made, for a recording to look after
   * @param damaged pages that cannot be read
   */
  constructor(
    readonly path: string,
    pageCount: number,
    readonly timing: PageTiming,
    private readonly damaged: readonly number[] = [],
  ) {
    writeFileSync(path, "pages");
    this.#pageCount = pageCount;
    this.listed = new Promise((resolve) => {
      this.#end = resolve;
    });
  }

  get pageCount(): number {
    return this.#pageCount;
  }

  /** More pages are known; the last ones end the list. */
  grow(pageCount: number, isAll: boolean): void {
    this.#pageCount = pageCount;
    for (const listener of this.#listeners) listener();
    if (isAll) this.#end();
  }

  onGrowth(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  /** Every value of page k is 100 + k. */
  async read(page: number, target: Uint8Array): Promise<void> {
    this.pagesRead.push(page);
    if (this.damaged.includes(page)) throw failure("frameUndecodable", page);
    new Uint16Array(target.buffer, target.byteOffset, this.width * this.height).fill(100 + page);
  }

  async close(): Promise<void> {
    this.closed = true;
    this.#end();
  }
}
