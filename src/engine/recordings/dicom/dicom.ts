import { failure } from "../../../shared/errors";
import { type MovieNotice, movieNotice } from "../../../shared/movie";
import { fixedFrames } from "../paged/fixed-frames";
import { checkPageSize } from "../paged/page-limits";
import type { OpenPagesOptions, PagedFile, PagedFormat } from "../paged/paged-file";
import { DamagedFile, openPages, type RandomFile } from "../paged/random-file";
import { type PageReader, pageBytes, ReadPages } from "../paged/read-pages";
import { BatchedPages } from "../stills/batched-pages";
import { extendedTable, type Fragment, frameBytes, framesOfFragments, listFragments } from "./fragments";
import { type DicomHeader, isDicom, readDicomHeader } from "./header";
import { type FrameUnpacker, frameUnpacker, pictureStart } from "./packed-frames";
import { type DicomPixels, KIND, readPixels, storedBytes } from "./pixels";
import { numbers, TAG } from "./tags";
import { dicomPixelAspect, dicomPixelSize, dicomTiming } from "./timing";
import { pageSamples, unpacker } from "./unpack";

/** Cine loops and pictures of DICOM files. */
export const dicomFormat: PagedFormat = {
  name: KIND,
  extensions: ["dcm", "dicom"],
  recognises: isDicom,
  open: (path: string, options: OpenPagesOptions): Promise<PagedFile> =>
    openPages(KIND, path, options.signal, (file) => openDicom(file, options)),
};

async function openDicom(file: RandomFile, options: OpenPagesOptions): Promise<PagedFile> {
  const header = await readDicomHeader(file);
  const { elements, pixels: place, syntax } = header;
  if (syntax.packing === null) throw failure("recordingPacking", KIND, syntax.name);
  if (elements.has(TAG.floatPixels) || elements.has(TAG.doublePixels)) {
    throw failure("recordingSamples", KIND, "floats");
  }
  if (!place) throw failure("recordingWithoutPictures", KIND);
  const described = readPixels(elements);
  const [count] = numbers(elements, TAG.frames);
  const stated = Number.isInteger(count) && count > 0 ? count : null;
  const found =
    place.length === null
      ? await packedFrames(file, header, place.offset, described, stated, options)
      : plainFrames(file, header, { offset: place.offset, length: place.length }, described, stated);
  const pixelSize = dicomPixelSize(elements);
  const { width, height } = found.pixels;
  return new ReadPages(
    {
      ...{ path: file.path, width, height, pixelSize, samples: pageSamples(found.pixels) },
      pixelAspect: dicomPixelAspect(elements, pixelSize),
      codec: `DICOM, ${syntax.name}`,
      pageCount: found.frames,
      timing: dicomTiming(elements, found.frames),
      notices: found.notices,
    },
    found.reader,
  );
}

interface FoundFrames {
  readonly frames: number;
  readonly pixels: DicomPixels;
  readonly notices: readonly MovieNotice[];
  readonly reader: PageReader;
}

/** Frames one after the other, without packing. */
function plainFrames(
  file: RandomFile,
  { written, syntax }: DicomHeader,
  place: Fragment,
  described: DicomPixels,
  stated: number | null,
): FoundFrames {
  if (syntax.packing !== "none") throw new DamagedFile("Packed pixels have a length.");
  // Some say that two pixels share their colours where none do.
  const whole: DicomPixels = { ...described, photometric: "ybr" };
  const isWhole = described.photometric === "ybr-422" && place.length >= storedBytes(whole) * (stated ?? 1);
  const pixels = isWhole ? whole : described;
  const bytes = storedBytes(pixels);
  const there = Math.floor(Math.min(place.length, file.size - place.offset) / bytes);
  const frames = Math.min(there, stated ?? 1);
  if (frames < 1) throw failure("recordingWithoutFrames", KIND);
  return {
    ...{ frames, pixels, notices: countNotices(there, stated ?? 1) },
    reader: fixedFrames({
      ...{ file, frameBytes: bytes, offset: (page) => place.offset + page * bytes },
      unpack: unpacker(pixels, written.littleEndian),
    }),
  };
}

/** Frames in fragments, each packed by itself. */
async function packedFrames(
  file: RandomFile,
  { elements, syntax }: DicomHeader,
  offset: number,
  described: DicomPixels,
  stated: number | null,
  { ffmpeg, signal }: OpenPagesOptions,
): Promise<FoundFrames> {
  const { packing } = syntax;
  if (packing === null || packing === "none") throw new DamagedFile("Pixels without packing have no length.");
  const fragments = await listFragments(file, offset, signal);
  const extended = extendedTable(elements.get(TAG.offsetTable));
  const table = extended.length > 0 ? extended : fragments.table;
  const all = await framesOfFragments(file, { ...fragments, table }, stated, pictureStart(packing));
  const frames = Math.min(all.length, stated ?? all.length);
  if (frames < 1) throw failure("recordingWithoutFrames", KIND);
  const closing = new AbortController();
  const unpack = await firstUnpacker(file, all.slice(0, frames), (frame) =>
    frameUnpacker(packing, described, frame, ffmpeg, closing.signal),
  );
  const { width, height } = unpack.pixels;
  const samples = pageSamples(unpack.pixels);
  checkPageSize(KIND, width, height, samples);
  return {
    ...{ frames, pixels: unpack.pixels, notices: countNotices(all.length, stated ?? frames) },
    reader: new BatchedPages({
      pageCount: frames,
      pageBytes: pageBytes({ width, height, samples }),
      unpack: (from, to) => unpackFrames(file, all.slice(from, to), unpack),
      close: () => {
        closing.abort();
        return file.close();
      },
    }),
  };
}

/** Frames that are looked at for one that tells what they are like. */
const LOOKED_AT = 16;

/** The unpacker for frames like the first one that makes sense. */
async function firstUnpacker(
  file: RandomFile,
  frames: readonly (readonly Fragment[])[],
  make: (frame: Uint8Array) => FrameUnpacker,
): Promise<FrameUnpacker> {
  let damage: unknown;
  for (const fragments of frames.slice(0, LOOKED_AT)) {
    try {
      return make(await frameBytes(file, fragments));
    } catch (error) {
      if (!(error instanceof DamagedFile)) throw error;
      damage = error;
    }
  }
  throw damage;
}

async function unpackFrames(
  file: RandomFile,
  frames: readonly (readonly Fragment[])[],
  { pixels, unpack }: FrameUnpacker,
): Promise<readonly (Uint8Array | null)[]> {
  const packed: Uint8Array[] = [];
  for (const fragments of frames) {
    // A frame that cannot be read is none that can be unpacked; those beside it are.
    const bytes = await frameBytes(file, fragments).catch(() => new Uint8Array(0));
    packed.push(bytes);
  }
  const arrange = unpacker(pixels, true);
  const bytes = pageBytes({ ...pixels, samples: pageSamples(pixels) });
  return (await unpack(packed)).map((stored) => {
    if (stored === null || arrange === null) return stored;
    const samples = new Uint8Array(bytes);
    arrange(stored, samples);
    return samples;
  });
}

function countNotices(there: number, stated: number): readonly MovieNotice[] {
  if (there < stated) return [movieNotice("recordingCutOff", there, stated)];
  return there > stated ? [movieNotice("recordingMoreFrames", stated, there)] : [];
}
