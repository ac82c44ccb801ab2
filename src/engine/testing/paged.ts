import { mkdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect } from "vitest";
import { KinoflowError } from "../../shared/errors";
import type { OpenPagesOptions, PagedFile, PagedFormat } from "../recordings/paged/paged-file";
import { pageBytes } from "../recordings/paged/read-pages";
import { ONE_SENTENCE } from "./damage";
import { seededRandom } from "./exactness";
import { tools } from "./movies";

/** Opens files of pages for tests, sound and damaged ones. */

const OPTIONS: OpenPagesOptions = { ffmpeg: tools.ffmpeg };

/** The samples of a page as numbers. */
export async function samplesOf(pages: PagedFile, page: number): Promise<readonly number[]> {
  const bytes = new Uint8Array(pageBytes(pages));
  await pages.read(page, bytes);
  return Array.from(pages.samples.bits === 16 ? new Uint16Array(bytes.buffer) : bytes);
}

/** Writes a file, opens it, waits until all its pages are known, and closes it after `work`. */
export async function withPages<T>(
  format: Pick<PagedFormat, "open">,
  path: string,
  bytes: Uint8Array,
  work: (pages: PagedFile) => Promise<T>,
  options: OpenPagesOptions = {},
): Promise<T> {
  writeFileSync(path, bytes);
  const pages = await format.open(path, { ...OPTIONS, ...options });
  try {
    await pages.listed;
    return await work(pages);
  } finally {
    await pages.close();
  }
}

/** The samples of all pages; null where one is missing, which has to be said as it should be. */
export async function survivingPages(pages: PagedFile): Promise<readonly (readonly number[] | null)[]> {
  const found: (readonly number[] | null)[] = [];
  for (let page = 0; page < pages.pageCount; page++) {
    found.push(
      await samplesOf(pages, page).catch((error: unknown) => {
        expect(error).toMatchObject({ code: "frame-missing", message: expect.stringMatching(ONE_SENTENCE) });
        return null;
      }),
    );
  }
  return found;
}

export interface OverturnOptions {
  /** 0 by default. */
  readonly first?: number;
  readonly seeds: number;
  /** Where every third file is damaged: in so many bytes from its start on. */
  readonly headBytes: number;
  readonly mostPages: number;
}

/** What files with some of their bytes overturned gave. */
export interface DamagedFiles {
  readonly opened: number;
  readonly refused: number;
}

/**
 * Opens copies of a file whose bytes were overturned at random, every third one at its start, and reads all their pages. Each has to be
 * refused with a sentence, or to have at most so many pages, with rising times, each of which can be read or is missing.
 */
export async function overturnedFiles(
  format: Pick<PagedFormat, "open">,
  folder: string,
  bytes: Uint8Array,
  { first = 0, seeds, headBytes, mostPages }: OverturnOptions,
): Promise<DamagedFiles> {
  let opened = 0;
  mkdirSync(folder, { recursive: true });
  for (let seed = first; seed < first + seeds; seed++) {
    const random = seededRandom(5000 + seed);
    const damaged = Uint8Array.from(bytes);
    const reach = seed % 3 === 0 ? Math.min(headBytes, bytes.length) : bytes.length;
    const count = 1 + Math.floor(random() * 20);
    for (let k = 0; k < count; k++) damaged[Math.floor(random() * reach)] ^= 1 + Math.floor(random() * 255);
    const path = join(folder, `overturned-${seed}`);
    opened += await openDamagedPages(format, path, damaged, mostPages);
    rmSync(path);
  }
  return { opened, refused: seeds - opened };
}

/** 1 where a damaged file opened, 0 where it was refused. */
export async function openDamagedPages(
  format: Pick<PagedFormat, "open">,
  path: string,
  bytes: Uint8Array,
  mostPages: number,
): Promise<0 | 1> {
  try {
    await withPages(format, path, bytes, async (pages) => {
      expect(pages.pageCount).toBeGreaterThan(0);
      expect(pages.pageCount).toBeLessThanOrEqual(mostPages);
      expectRising(pages);
      if (pageBytes(pages) <= 1 << 26) await survivingPages(pages);
    });
    return 1;
  } catch (error) {
    expect(error).toBeInstanceOf(KinoflowError);
    expect(error).toMatchObject({ message: expect.stringMatching(ONE_SENTENCE) });
    expect(error).not.toMatchObject({ code: "internal" });
    return 0;
  }
}

function expectRising({ timing, pageCount }: PagedFile): void {
  if (timing.kind === "rate") expect(timing.framesPerSecond).toBeGreaterThan(0);
  if (timing.kind !== "times") return;
  expect(timing.seconds.length).toBe(pageCount);
  const falling = Array.from(timing.seconds).findIndex(
    (time, k, all) => !Number.isFinite(time) || time <= all[k - 1],
  );
  expect(falling).toBe(-1);
}
