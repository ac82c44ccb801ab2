import { setTimeout as wait } from "node:timers/promises";
import { failure, throwIfCancelled } from "../../../shared/errors";
import { movieNotice } from "../../../shared/movie";
import type { OpenPagesOptions, PixelSize } from "../paged/paged-file";
import { type Colours, coloursOf, conversionOf, samplesOf } from "./colours";
import { type Directory, DirectoryReader, parseHeader, type TiffHeader } from "./directory";
import { FileBytes } from "./file-bytes";
import { readOmeXml } from "./ome-xml";
import { type ChainStart, PageChain } from "./page-chain";
import { type PageLayout, plainBytes, plainPlace } from "./page-layout";
import { ContiguousPages, type PageTable } from "./page-table";
import { NOTHING_RECORDED, type Recorded, type Series } from "./recorded";
import type { ValueRange } from "./sample-rows";
import { type Selection, selectFrames } from "./selection";
import { Tag } from "./tags";
import { type Resolution, readImageJ, readShape } from "./text-descriptions";
import { TiffFile } from "./tiff-file";
import { rangeOf, sampleValues } from "./value-range";

/** Longer descriptions are cut off. */
const MOST_TEXT = 32 * 2 ** 20;
/** How long opening waits for the list of pages, which is completed behind it. */
const LISTING_MS = 250;
/** Pages whose values are looked at for their range. */
const PAGES_FOR_RANGE = 8;
/** Pixels that are longer in one direction by more than this are a mistake in the file. */
const MOST_ASPECT = 10;

/** The start of a file, and its pages as far as they are known. */
interface Start extends ChainStart {
  readonly file: FileBytes;
  readonly header: TiffHeader;
  readonly chain: PageChain;
}

/** Whether a file has several pages, and whether they can be read. */
export interface TiffSummary {
  /** False for a single picture. */
  readonly severalPages: boolean;
  /** Why its pages cannot be read; null where they can. */
  readonly refusal: unknown;
}

/** Opens a TIFF file; see PagedFormat.open. */
export async function openTiff(path: string, options: OpenPagesOptions): Promise<TiffFile> {
  throwIfCancelled(options.signal);
  const file = await FileBytes.open(path);
  try {
    return await openPages(await startOf(file), path, options);
  } catch (error) {
    await file.close();
    throw error;
  }
}

/** Looks at the first pages of a TIFF file, without opening it. */
export async function summariseTiff(path: string): Promise<TiffSummary> {
  const file = await FileBytes.open(path);
  let chain: PageChain | null = null;
  try {
    const begun = await beginChain(file);
    chain = begun.chain;
    const start: Start = { file, ...begun, ...(await chain.start()) };
    const several = contiguousPages(start, await recordedBy(start, path)) !== null;
    while (!several && !chain.ended && chain.pages.count < 2) await chain.proceed(start.layout);
    return { severalPages: several || chain.pages.count > 1, refusal: null };
  } catch (refusal) {
    return { severalPages: (chain?.pages.count ?? 0) > 1, refusal };
  } finally {
    await file.close();
  }
}

async function beginChain(file: FileBytes) {
  const header = parseHeader(await file.read(0, 16));
  if (header === null) throw failure("tiffDamaged");
  const reader = new DirectoryReader(file, header);
  return { header, chain: new PageChain(reader, header.firstDirectory, file.size) };
}

async function startOf(file: FileBytes): Promise<Start> {
  const begun = await beginChain(file);
  return { file, ...begun, ...(await begun.chain.start()) };
}

async function openPages(start: Start, path: string, options: OpenPagesOptions): Promise<TiffFile> {
  const { file, header, chain, first, layout } = start;
  const recorded = await recordedBy(start, path);
  const { significantBits } = recorded.series[0];
  const colours = await coloursOf(layout, first, { program: recorded.program, significantBits });
  const selection = selectFrames(recorded, colours.choices.length, options.track);
  const contiguous = contiguousPages(start, recorded);
  const resolution = await resolutionOf(first);
  const resolved = selection.series.pixelSize === null ? await sizeByResolution(first, resolution) : null;
  const opened = new TiffFile({
    ...{ path, file, header, layout, selection },
    pages: contiguous ?? chain.pages,
    chain: contiguous === null ? chain : null,
    samples: samplesOf(colours),
    pixelSize: selection.series.pixelSize ?? resolved,
    pixelAspect: aspectOf(selection.series.pixelSize, resolution),
    notices: [
      ...selection.notices,
      ...saidBy(recorded, selection),
      ...(resolved === null ? [] : [movieNotice("tiffResolution", rounded(resolved.x), rounded(resolved.y))]),
      ...colours.notices,
    ],
  });
  try {
    await patiently(opened.listed, options.signal);
    await setConversion(opened, start, colours, selection, recorded);
    throwIfCancelled(options.signal);
    return opened;
  } catch (error) {
    await opened.close();
    throw error;
  }
}

/** What the first directory says of the recording. */
async function recordedBy({ first, layout }: ChainStart, path: string): Promise<Recorded> {
  let text: string;
  try {
    text = await first.text(Tag.imageDescription, MOST_TEXT);
  } catch {
    return { ...NOTHING_RECORDED, unclear: true };
  }
  const { width, height, samplesPerPixel } = layout;
  return (
    readImageJ(text, await resolutionOf(first)) ??
    readShape(text, width * height * samplesPerPixel) ??
    readOmeXml(text, path) ??
    NOTHING_RECORDED
  );
}

/** Pages behind the first one that have no directories; null where there are none such. */
function contiguousPages({ file, chain, layout }: Start, recorded: Recorded): PageTable | null {
  const place = plainPlace(layout);
  // Where a file of ImageJ's is cut off its directories are lost, which it writes last; its pixels follow one another even so.
  const alone = chain.ended || (recorded.program === "ImageJ" && chain.cutOff);
  if (recorded.contiguousImages === null || !alone || place === null) return null;
  const bytes = plainBytes(layout);
  // One that the file ends in is a page, which cannot be read.
  const there = (file.size - place) / bytes;
  const [count, whole] = [Math.ceil(there), Math.floor(there)].map((n) =>
    Math.min(recorded.contiguousImages ?? 1, n),
  );
  return new ContiguousPages(place, bytes, count, whole);
}

async function resolutionOf(first: Directory): Promise<Resolution> {
  const number = (tag: number) => first.number(tag).catch(() => undefined);
  const [x, y] = [await number(Tag.xResolution), await number(Tag.yResolution)];
  return { x: x ?? Number.NaN, y: y ?? Number.NaN };
}

/** Micrometres of the units of resolution (tag 296). */
const RESOLUTION_UNITS: Readonly<Record<number, number>> = { 2: 25_400, 3: 10_000 };
/** Programs write resolutions of screens and printers into any picture; finer than so many micrometres a dot none of these is. */
const LEAST_PRINTED = 5;

/** The size of a pixel by the resolution of the file, where that is one of a microscope. */
async function sizeByResolution(first: Directory, { x, y }: Resolution): Promise<PixelSize | null> {
  const unit = RESOLUTION_UNITS[(await first.number(Tag.resolutionUnit).catch(() => undefined)) ?? 0];
  if (unit === undefined || !(x > 0 && y > 0)) return null;
  const size = { x: unit / x, y: unit / y };
  return size.x > 0 && size.x < LEAST_PRINTED && size.y > 0 && size.y < LEAST_PRINTED ? size : null;
}

function aspectOf(pixelSize: Series["pixelSize"], resolution: Resolution): number {
  const aspect = pixelSize === null ? resolution.y / resolution.x : pixelSize.x / pixelSize.y;
  return aspect >= 1 / MOST_ASPECT && aspect <= MOST_ASPECT ? aspect : 1;
}

/** What was taken over from a description. */
function saidBy({ program }: Recorded, { timing, series }: Selection) {
  const notices = [];
  if (timing.kind === "rate")
    notices.push(movieNotice("tiffInterval", program, rounded(1 / timing.framesPerSecond)));
  if (timing.kind === "times") notices.push(movieNotice("tiffTimes", program));
  if (series.pixelSize !== null) {
    notices.push(
      movieNotice("tiffPixelSize", program, rounded(series.pixelSize.x), rounded(series.pixelSize.y)),
    );
  }
  return notices;
}

async function setConversion(
  opened: TiffFile,
  { file, header }: Start,
  colours: Colours,
  selection: Selection,
  { shownRange }: Recorded,
): Promise<void> {
  const { sample, pageOf } = selection;
  if (!colours.ranged) {
    opened.convert(conversionOf(colours, sample, null), []);
    return;
  }
  const samples = colours.choices[sample];
  const values: number[] = [];
  const frames = opened.pageCount;
  const looked = Math.min(frames, PAGES_FOR_RANGE);
  for (let k = 0; k < looked; k++) {
    const page = pageOf(Math.floor((k * (frames - 1)) / Math.max(1, looked - 1)));
    const found = await valuesOf(page);
    for (const value of found) values.push(value);
  }
  const range: ValueRange = rangeOf(Float64Array.from(values), shownRange);
  const notice = movieNotice("tiffRange", rounded(range.low), rounded(range.high));
  opened.convert(conversionOf(colours, sample, range), [notice]);

  async function valuesOf(page: number): Promise<Float64Array> {
    try {
      const layout: PageLayout = await opened.layoutOf(page);
      return await sampleValues(file, layout, samples, header.littleEndian);
    } catch {
      // A page that cannot be read says nothing of the others.
      return new Float64Array(0);
    }
  }
}

/** Waits for `work`, but not for long. */
async function patiently(work: Promise<void>, signal: AbortSignal | undefined): Promise<void> {
  const over = new AbortController();
  const patience = wait(LISTING_MS, undefined, { signal: over.signal }).catch(() => undefined);
  const cancelled = new Promise<void>((resolve) => {
    signal?.addEventListener("abort", () => resolve(), { once: true, signal: over.signal });
  });
  await Promise.race([work, patience, cancelled]);
  over.abort();
}

function rounded(value: number): number {
  return Number(value.toPrecision(6));
}
