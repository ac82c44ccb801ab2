import { failure, KinoflowError } from "../../../shared/errors";
import { type MovieNotice, movieNotice } from "../../../shared/movie";
import type { PagedFile, PageSamples, PageTiming, PageTrack, PixelSize } from "../paged/paged-file";
import { DirectoryReader, type TiffHeader } from "./directory";
import type { FileBytes } from "./file-bytes";
import { readBands, swapSamples } from "./page-bands";
import type { ChainReport, PageChain } from "./page-chain";
import { chunkSamples, type PageLayout, readLayout, sameKind } from "./page-layout";
import type { PageTable } from "./page-table";
import { type Conversion, FrameWriter } from "./sample-rows";
import type { Selection } from "./selection";
import { compressionName } from "./tags";

/** How often others hear that more pages are known. */
const GROWTH_MS = 50;
/** More pages are no recording of ours, and their list would take much memory. */
const MOST_PAGES = 2 ** 23;

/** What a file was found to be when it was opened. */
export interface OpenedTiff {
  readonly path: string;
  readonly file: FileBytes;
  readonly header: TiffHeader;
  readonly pages: PageTable;
  /** Lists the pages; null where they are all known. */
  readonly chain: PageChain | null;
  readonly layout: PageLayout;
  readonly samples: PageSamples;
  readonly selection: Selection;
  readonly pixelSize: PixelSize | null;
  readonly pixelAspect: number;
  readonly notices: readonly MovieNotice[];
}

/** A TIFF file whose pages are frames. */
export class TiffFile implements PagedFile {
  readonly path: string;
  readonly width: number;
  readonly height: number;
  readonly pixelAspect: number;
  readonly samples: PageSamples;
  readonly codec: string;
  readonly timing: PageTiming;
  readonly pixelSize: PixelSize | null;
  readonly tracks: readonly PageTrack[];
  readonly track: number;
  readonly listed: Promise<void>;
  readonly #opened: OpenedTiff;
  readonly #listeners = new Set<() => void>();
  #notices: readonly MovieNotice[];
  #conversion: Conversion | null = null;
  #frames = 0;
  #complete = false;
  #closed = false;

  constructor(opened: OpenedTiff) {
    const { path, layout, samples, selection, pixelAspect, header, notices } = opened;
    const packing = compressionName(layout.compression);
    this.path = path;
    this.width = layout.width;
    this.height = layout.height;
    this.pixelAspect = pixelAspect;
    this.samples = samples;
    this.codec = `${header.big ? "BigTIFF" : "TIFF"}${packing === "" ? "" : `, ${packing}`}`;
    this.timing = selection.timing;
    this.pixelSize = opened.pixelSize;
    this.tracks = selection.tracks;
    this.track = selection.track;
    this.#opened = opened;
    this.#notices = notices;
    this.listed = this.#list();
  }

  get pageCount(): number {
    return this.#frames;
  }

  get notices(): readonly MovieNotice[] {
    return this.#notices;
  }

  /** How the values of pages become those of frames; must be set before pages are read. */
  convert(conversion: Conversion, notices: readonly MovieNotice[]): void {
    this.#conversion = conversion;
    this.#notices = [...this.#notices, ...notices];
  }

  onGrowth(listener: () => void): () => void {
    this.#listeners.add(listener);
    return () => this.#listeners.delete(listener);
  }

  async read(frame: number, target: Uint8Array): Promise<void> {
    const { pages, selection } = this.#opened;
    const page = selection.pageOf(frame);
    try {
      if (!(page >= 0 && page < pages.count)) throw failure("tiffDamaged");
      await this.#readPage(page, target);
    } catch (error) {
      const ofPage = error instanceof KinoflowError && error.code === "not-a-movie";
      throw ofPage ? failure("frameUndecodable", frame) : error;
    }
  }

  async close(): Promise<void> {
    this.#closed = true;
    await this.listed;
    await this.#opened.file.close();
  }

  /**
   * Where the samples of a page lie.
   * @throws KinoflowError where the page cannot be read, or is of another kind than the others
   */
  async layoutOf(page: number): Promise<PageLayout> {
    const { pages, file, header, layout } = this.#opened;
    const place = pages.plain(page);
    const directory = pages.directory(page);
    if (directory !== null) {
      const found = await readLayout(await new DirectoryReader(file, header).read(directory), file.size);
      if (!sameKind(found, layout)) throw failure("tiffDamaged");
      return found;
    }
    if (place === null) throw failure("tiffDamaged");
    const whole = { chunkHeight: layout.height, chunksDown: 1, byteCounts: Float64Array.of(Number.NaN) };
    return { ...layout, ...whole, offsets: Float64Array.of(place) };
  }

  async #readPage(page: number, target: Uint8Array): Promise<void> {
    const { file, pages, header, layout } = this.#opened;
    const conversion = this.#conversion;
    if (conversion === null) throw new Error("the conversion of values is not known yet");
    const place = pages.plain(page);
    if (place !== null && isDirect(layout, conversion)) {
      if ((await file.readInto(target, place)) < target.length) throw failure("tiffDamaged");
      const bytes = Buffer.from(target.buffer, target.byteOffset, target.length);
      if (!header.littleEndian) swapSamples(bytes, layout.bits);
      turn(bytes, conversion);
      return;
    }
    const found = await this.layoutOf(page);
    const kind = { bits: found.bits, format: found.format, samples: chunkSamples(found) };
    const writer = new FrameWriter(conversion, kind, found.separate && found.samplesPerPixel > 1);
    const aligned = conversion.bits === 8 || target.byteOffset % 2 === 0;
    const bytes = aligned ? target : new Uint8Array(target.length);
    const frame =
      conversion.bits === 8 ? bytes : new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length / 2);
    for await (const band of readBands(file, found, conversion.samples, header.littleEndian)) {
      writer.write(band, frame, found.width);
    }
    if (!aligned) target.set(bytes);
  }

  async #list(): Promise<void> {
    const { chain, layout, pages } = this.#opened;
    this.#count();
    let told = performance.now();
    try {
      while (chain !== null && !chain.ended && !this.#closed) {
        if (pages.count >= MOST_PAGES) {
          chain.report.damaged = true;
          break;
        }
        await chain.proceed(layout);
        this.#count();
        if (performance.now() - told < GROWTH_MS) continue;
        told = performance.now();
        this.#tell();
      }
    } catch {
      // The disk does not answer any more: whoever reads a page is told so.
    }
    this.#complete = true;
    this.#count();
    this.#sayHowItEnded(chain?.report ?? null);
    this.#tell();
  }

  /** Brings the count of frames up to that of pages. */
  #count(): void {
    const { pages, selection } = this.#opened;
    const isThere = (frame: number) => {
      const page = selection.pageOf(frame);
      return page >= 0 && page < pages.count;
    };
    if (selection.frames === null) {
      this.#frames = pages.count;
      return;
    }
    while (this.#frames < selection.frames && isThere(this.#frames)) this.#frames++;
    if (!this.#complete || !selection.series.holes) return;
    // Frames that are missing are marked, but not those that were never written.
    let last = selection.frames - 1;
    while (last >= this.#frames && !isThere(last)) last--;
    this.#frames = Math.max(this.#frames, last + 1);
  }

  #sayHowItEnded(report: ChainReport | null): void {
    const { pages, selection } = this.#opened;
    const { describedPages } = selection;
    const added: MovieNotice[] = [];
    const elsewhere = this.#notices.some(({ name }) => name === "tiffElsewhere");
    const described = elsewhere ? null : describedPages;
    if (described !== null && pages.whole < described) {
      added.push(movieNotice("tiffCutOff", pages.whole, described));
    } else if (report?.damaged) added.push(movieNotice("tiffListDamaged", pages.count));
    if (described !== null && pages.count > described) {
      added.push(movieNotice("tiffMorePages", pages.count - described));
    }
    if (report !== null && report.firstOther !== null) {
      added.push(movieNotice("tiffPageDiffers", report.firstOther + 1));
    }
    if (report !== null && report.firstCut !== null) {
      added.push(movieNotice("tiffPageCut", report.firstCut + 1));
    }
    if (report !== null && report.leftOut > 0) added.push(movieNotice("tiffLeftOut", report.leftOut));
    this.#notices = [...this.#notices, ...added];
  }

  #tell(): void {
    for (const listener of [...this.#listeners]) listener();
  }
}

/** True where rows of the file are those of a frame, but for the order of bytes and bits that are turned. */
function isDirect(layout: PageLayout, { channels, bits, range, palette }: Conversion): boolean {
  const same = layout.bits === bits && layout.samplesPerPixel === channels;
  return same && range === null && palette === null;
}

/** Turns bits of each value, in place. */
function turn(bytes: Buffer, { turned, bits }: Conversion): void {
  if (turned === 0) return;
  if (bits === 8) {
    for (let k = 0; k < bytes.length; k++) bytes[k] ^= turned;
    return;
  }
  const [low, high] = [turned & 0xff, turned >> 8];
  for (let k = 0; k < bytes.length; k += 2) {
    bytes[k] ^= low;
    bytes[k + 1] ^= high;
  }
}
