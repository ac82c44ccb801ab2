import { KinoflowError } from "../../../shared/errors";
import type { Directory, DirectoryReader } from "./directory";
import { endOfPage, type PageKind, type PageLayout, plainPlace, readLayout, sameKind } from "./page-layout";
import { ListedPages, VisitedOffsets } from "./page-table";
import { Tag } from "./tags";

/** How many pages at the start may be damaged before a file is given up. */
const FIRST_TRIES = 16;
/** Bits of NewSubfileType: a smaller picture of another page, a mask for another page. */
const NO_PAGE = 1 | 4;

/** How the list of pages went. */
export interface ChainReport {
  /** The list ends where a directory is damaged, lies outside of the file, or came by before. */
  damaged: boolean;
  /** The first page that is of another kind than the others; null where there is none. */
  firstOther: number | null;
  /** The first page that goes beyond the end of the file; null where there is none. */
  firstCut: number | null;
  /** Smaller pictures of other pages, and masks, which are no frames. */
  leftOut: number;
}

/** The first page that can be understood, and the directory at the start, which describes the recording. */
export interface ChainStart {
  readonly first: Directory;
  readonly layout: PageLayout;
}

/** The chain of directories, walked from page to page. */
export class PageChain {
  readonly pages = new ListedPages();
  readonly report: ChainReport = { damaged: false, firstOther: null, firstCut: null, leftOut: 0 };
  readonly #visited = new VisitedOffsets(() => this.pages.directories());
  readonly #reader: DirectoryReader;
  readonly #fileSize: number;
  #next: number;

  constructor(reader: DirectoryReader, firstDirectory: number, fileSize: number) {
    this.#reader = reader;
    this.#next = firstDirectory;
    this.#fileSize = fileSize;
  }

  /** True when there are no further pages. */
  get ended(): boolean {
    return this.#next === 0;
  }

  /** True when the next page is said to lie behind the end of the file. */
  get cutOff(): boolean {
    return this.#next >= this.#fileSize;
  }

  /**
   * Goes to the first page that can be understood.
   * @throws KinoflowError what is wrong with the first page, where none can be
   */
  async start(): Promise<ChainStart> {
    let first: Directory | null = null;
    let failed: unknown;
    for (let tries = 0; tries < FIRST_TRIES && !this.ended; tries++) {
      const directory = await this.#step(first === null);
      if (directory === null) break;
      first ??= directory;
      try {
        if (await this.#isNoPage(directory)) continue;
        const layout = await readLayout(directory, this.#fileSize);
        this.#add(directory, layout);
        return { first, layout };
      } catch (error) {
        if (!(error instanceof KinoflowError)) throw error;
        failed ??= error;
        this.pages.addUnreadable(directory.offset);
      }
    }
    throw failed;
  }

  /** Goes to the next page, or finds that there is none. */
  async proceed(kind: PageKind): Promise<void> {
    const directory = await this.#step(false);
    if (directory === null) return;
    try {
      if (await this.#isNoPage(directory)) return;
      const layout = await readLayout(directory, this.#fileSize);
      if (sameKind(layout, kind)) this.#add(directory, layout);
      else this.#addOther(directory);
    } catch (error) {
      if (!isAboutFile(error)) throw error;
      this.#addOther(directory);
    }
  }

  #add(directory: Directory, layout: PageLayout): void {
    if (endOfPage(layout) > this.#fileSize) this.report.firstCut ??= this.pages.count;
    this.pages.add(directory.offset, plainPlace(layout));
  }

  #addOther(directory: Directory): void {
    this.report.firstOther ??= this.pages.count;
    this.pages.addUnreadable(directory.offset);
  }

  /** @param strict throws for a damaged directory, rather than ending the list there */
  async #step(strict: boolean): Promise<Directory | null> {
    const offset = this.#next;
    this.#next = 0;
    if (!this.#visited.add(offset)) {
      this.report.damaged = true;
      return null;
    }
    try {
      const directory = await this.#reader.read(offset);
      this.#next = directory.next;
      return directory;
    } catch (error) {
      if (strict || !isAboutFile(error)) throw error;
      this.report.damaged = true;
      return null;
    }
  }

  async #isNoPage(directory: Directory): Promise<boolean> {
    const type = (await directory.number(Tag.newSubfileType)) ?? 0;
    if ((type & NO_PAGE) === 0) return false;
    this.report.leftOut++;
    return true;
  }
}

/** True for what is wrong with a page, rather than with the disk. */
function isAboutFile(error: unknown): boolean {
  return error instanceof KinoflowError && error.code === "not-a-movie";
}
