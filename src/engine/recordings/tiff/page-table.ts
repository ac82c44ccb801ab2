/** Says that a page cannot be read, whatever is at its place. */
const UNREADABLE = -1;

/** Where the pages of a file are. */
export interface PageTable {
  readonly count: number;
  /** Those of them that do not go beyond the end of the file, as far as that is known without reading them. */
  readonly whole: number;
  /** Where the rows of a page lie, one after the other and not packed; null where they do not, or it cannot be read. */
  plain(page: number): number | null;
  /** Where the directory of a page lies; null where it has none of its own or cannot be read. */
  directory(page: number): number | null;
}

/** Pages with a directory each: 16 bytes a page. */
export class ListedPages implements PageTable {
  #directories = new Float64Array(64);
  #plain = new Float64Array(64);
  #count = 0;

  get count(): number {
    return this.#count;
  }

  get whole(): number {
    return this.#count;
  }

  /** @param plain where its rows lie as they are; null where they do not */
  add(directory: number, plain: number | null): void {
    this.#push(directory, plain ?? Number.NaN);
  }

  /** A page that is there but cannot be read. */
  addUnreadable(directory: number): void {
    this.#push(directory, UNREADABLE);
  }

  plain(page: number): number | null {
    const place = this.#plain[page];
    return place >= 0 ? place : null;
  }

  directory(page: number): number | null {
    return this.#plain[page] === UNREADABLE ? null : this.#directories[page];
  }

  /** Offsets of all directories, in the order of the pages. */
  directories(): Iterable<number> {
    return this.#directories.subarray(0, this.#count);
  }

  #push(directory: number, plain: number): void {
    if (this.#count === this.#plain.length) {
      this.#directories = twice(this.#directories);
      this.#plain = twice(this.#plain);
    }
    this.#directories[this.#count] = directory;
    this.#plain[this.#count++] = plain;
  }
}

/** Pages that follow one another without directories, as ImageJ writes them beyond 4 GB. */
export class ContiguousPages implements PageTable {
  constructor(
    private readonly first: number,
    private readonly pageBytes: number,
    readonly count: number,
    readonly whole: number,
  ) {}

  plain(page: number): number | null {
    return page >= 0 && page < this.count ? this.first + page * this.pageBytes : null;
  }

  directory(): null {
    return null;
  }
}

/** Knows the offsets of directories that came by, to end loops. */
export class VisitedOffsets {
  #highest = -1;
  /** All of them, once one came that is not behind all others; in nearly all files they rise, and nothing is kept. */
  #all: Set<number> | null = null;

  /** @param listed gives offsets that came by, those of all pages at least */
  constructor(private readonly listed: () => Iterable<number>) {}

  /** @returns false where it came by before */
  add(offset: number): boolean {
    const rises = offset > this.#highest;
    this.#highest = Math.max(this.#highest, offset);
    if (!rises) this.#all ??= new Set(this.listed());
    if (this.#all === null) return true;
    const before = this.#all.size;
    return this.#all.add(offset).size > before;
  }
}

function twice(values: Float64Array): Float64Array<ArrayBuffer> {
  const larger = new Float64Array(values.length * 2);
  larger.set(values);
  return larger;
}
