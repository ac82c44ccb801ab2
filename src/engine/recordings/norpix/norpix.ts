import { failure } from "../../../shared/errors";
import { type MovieNotice, movieNotice } from "../../../shared/movie";
import { fixedFrames } from "../paged/fixed-frames";
import { checkPageSize } from "../paged/page-limits";
import type { OpenPagesOptions, PagedFile, PagedFormat, PageTiming } from "../paged/paged-file";
import { openPages, type RandomFile } from "../paged/random-file";
import { type PagesNews, ReadPages } from "../paged/read-pages";
import { blueFirst } from "../paged/sample-order";
import { isNorpix, type NorpixHeader, type NorpixPixels, readNorpixHeader } from "./header";
import { StampedTimes, stampMicroseconds } from "./stamps";

const KIND = "Norpix";
const HEADER_BYTES = 1024;
/** Stamps that are read before a recording opens, and then at a time before that is told. Each lies behind its frame, so reading it is a seek. */
const FIRST_STAMPS = 64;
const STAMPS_AT_A_TIME = 256;

const UNPACK: Readonly<Record<NorpixPixels, ((bytes: Uint8Array, target: Uint8Array) => void) | null>> = {
  grey: null,
  mosaic: null,
  rgb: null,
  bgr: (bytes, target) => blueFirst(bytes, target, 3),
  bgrx: (bytes, target) => blueFirst(bytes, target, 4),
};

/** Sequences of StreamPix, uncompressed, each frame with the time at which it was taken. */
export const norpixFormat: PagedFormat = {
  name: KIND,
  extensions: ["seq"],
  recognises: isNorpix,
  open: (path: string, { signal }: OpenPagesOptions): Promise<PagedFile> =>
    openPages(KIND, path, signal, (file) => openNorpix(file, signal)),
};

async function openNorpix(file: RandomFile, signal: AbortSignal | undefined): Promise<PagedFile> {
  const header = readNorpixHeader(await file.bytes(0, HEADER_BYTES), file.size);
  const { width, height, bits, depth, imageBytes, stride, start, stated, pixels } = header;
  const channels = pixels === "grey" || pixels === "mosaic" ? 1 : 3;
  checkPageSize(KIND, width, height, { channels, bits });
  // The last frame may lack what fills it up.
  const there = Math.max(0, Math.floor((file.size - start + stride - imageBytes) / stride));
  const frames = stated > 0 ? Math.min(stated, there) : there;
  if (frames === 0) throw failure("recordingWithoutFrames", KIND);
  const stamps = header.stamped ? new StampedTimes(frames, header.framesPerSecond) : null;
  const first = Math.min(frames, FIRST_STAMPS);
  const usable = stamps !== null && (await readStamps(file, header, stamps, 0, first));
  const notices: MovieNotice[] = [
    ...(there < stated ? [movieNotice("recordingCutOff", there, stated)] : []),
    ...(stated > 0 && there > stated ? [movieNotice("recordingMoreFrames", stated, there)] : []),
    ...(pixels === "mosaic" ? [movieNotice("recordingMosaic")] : []),
  ];
  const facts = {
    ...{ path: file.path, width, height, samples: { channels, bits, depth } as const },
    codec: `Norpix, ${depth} bits`,
  };
  const unpack = UNPACK[pixels];
  const reader = fixedFrames({
    file,
    frameBytes: imageBytes,
    offset: (page) => start + page * stride,
    unpack,
  });
  if (!usable || !stamps) {
    const timing: PageTiming =
      header.framesPerSecond === null
        ? { kind: "unknown" }
        : { kind: "rate", framesPerSecond: header.framesPerSecond };
    if (stamps && timing.kind === "rate") {
      notices.push(movieNotice("recordingStampsUnusable", timing.framesPerSecond));
    }
    return new ReadPages({ ...facts, pageCount: frames, timing, notices }, reader);
  }
  if (first === frames) notices.push(...stamps.notices());
  const list = async (tell: (news: PagesNews) => void, stopped: () => boolean): Promise<void> => {
    for (let from = first; from < frames && !stopped() && !signal?.aborted; ) {
      const to = Math.min(frames, from + STAMPS_AT_A_TIME);
      await readStamps(file, header, stamps, from, to);
      from = to;
      tell({
        pageCount: to,
        timing: stamps.timing,
        notices: to === frames ? stamps.notices() : [],
      });
    }
  };
  return new ReadPages({ ...facts, pageCount: first, timing: stamps.timing, notices }, reader, list);
}

/** Reads the stamps of some frames. False where they do not rise for the most part: then there are none, whatever lies there. */
async function readStamps(
  file: RandomFile,
  { start, stride, imageBytes, microseconds }: NorpixHeader,
  stamps: StampedTimes,
  from: number,
  to: number,
): Promise<boolean> {
  const before = stamps.repaired;
  const bytes = new Uint8Array(8);
  for (let frame = from; frame < to; frame++) {
    // The last one of a file that is still being written may be missing, and a disk go away.
    const read = await file.readSome(bytes, start + frame * stride + imageBytes).catch(() => 0);
    stamps.add(read === bytes.length ? stampMicroseconds(bytes, microseconds) : null);
  }
  return stamps.repaired - before <= (to - from) / 4;
}
