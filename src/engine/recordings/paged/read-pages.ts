import { failure, KinoflowError } from "../../../shared/errors";
import type { MovieNotice } from "../../../shared/movie";
import type { PagedFile, PageSamples, PageTiming, PageTrack, PixelSize } from "./paged-file";

/** What is known of a file of pages when it has been opened. */
export interface PagesFacts {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  /** 1 by default. */
  readonly pixelAspect?: number;
  readonly samples: PageSamples;
  readonly codec: string;
  readonly pageCount: number;
  readonly timing: PageTiming;
  /** Unknown by default. */
  readonly pixelSize?: PixelSize | null;
  /** One without a name by default. */
  readonly tracks?: readonly PageTrack[];
  readonly track?: number;
  readonly notices?: readonly MovieNotice[];
}

/** Where the samples of pages come from. */
export interface PageReader {
  /** Reads a page into memory of exactly its size. Whatever it throws makes the page one that cannot be decoded. */
  read(page: number, target: Uint8Array): Promise<void>;
  close(): Promise<void>;
}

/** What becomes known while the pages are being listed. */
export interface PagesNews {
  readonly pageCount: number;
  readonly timing: PageTiming;
  readonly notices?: readonly MovieNotice[];
}

/** Bytes of a page. */
export function pageBytes({
  width,
  height,
  samples,
}: Pick<PagesFacts, "width" | "height" | "samples">): number {
  return width * height * samples.channels * (samples.bits / 8);
}

/** Pages of which a reader gives the samples. */
export class ReadPages implements PagedFile {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly pixelAspect: number;
  readonly samples: PageSamples;
  readonly codec: string;
  readonly pixelSize: PixelSize | null;
  readonly tracks: readonly PageTrack[];
  readonly track: number;
  readonly listed: Promise<void>;
  readonly #reader: PageReader;
  readonly #bytes: number;
  readonly #listeners = new Set<() => void>();
  #pageCount: number;
  #timing: PageTiming;
  #notices: readonly MovieNotice[];
  #closed: Promise<void> | null = null;

  /** @param list lists the other pages; it tells what it finds and stops when `stopped` says so. All are known by default. */
  constructor(
    facts: PagesFacts,
    reader: PageReader,
    list?: (tell: (news: PagesNews) => void, stopped: () => boolean) => Promise<void>,
  ) {
    this.path = facts.path;
    this.width = facts.width;
    this.height = facts.height;
    this.pixelAspect = facts.pixelAspect ?? 1;
    this.samples = facts.samples;
    this.codec = facts.codec;
    this.pixelSize = facts.pixelSize ?? null;
    this.tracks = facts.tracks ?? [{ track: 0, label: "" }];
    this.track = facts.track ?? 0;
    this.#reader = reader;
    this.#bytes = pageBytes(facts);
    this.#pageCount = facts.pageCount;
    this.#timing = facts.timing;
    this.#notices = facts.notices ?? [];
    this.listed = list
      ? list(
          (news) => this.#learn(news),
          () => this.#closed !== null,
        )
      : Promise.resolve();
  }

  get pageCount(): number {
    return this.#pageCount;
  }

  get timing(): PageTiming {
    return this.#timing;
  }

  get notices(): readonly MovieNotice[] {
    return this.#notices;
  }

  onGrowth(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async read(page: number, target: Uint8Array): Promise<void> {
    if (!Number.isInteger(page) || page < 0 || page >= this.#pageCount) throw failure("noSuchFrame", page);
    if (target.length !== this.#bytes) {
      throw new RangeError(`A page has ${this.#bytes} bytes, not ${target.length}.`);
    }
    try {
      await this.#reader.read(page, target);
    } catch (error) {
      if (error instanceof KinoflowError) throw error;
      throw failure("frameUndecodable", page).withDetails(String(error));
    }
  }

  async close(): Promise<void> {
    this.#closed ??= this.#reader.close();
    this.#listeners.clear();
    await Promise.all([this.#closed, this.listed]);
  }

  #learn({ pageCount, timing, notices = [] }: PagesNews): void {
    if (this.#closed) return;
    this.#pageCount = pageCount;
    this.#timing = timing;
    if (notices.length > 0) this.#notices = [...this.#notices, ...notices];
    for (const listener of this.#listeners) listener();
  }
}
