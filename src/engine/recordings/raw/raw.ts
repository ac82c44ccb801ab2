import { failure } from "../../../shared/errors";
import { movieNotice } from "../../../shared/movie";
import { RAW_EXTENSIONS, type RawLayout, rawFrameBytes, rawFrameCount } from "../../../shared/raw-layout";
import { fixedFrames } from "../paged/fixed-frames";
import type { OpenPagesOptions, PagedFile, PagedFormat } from "../paged/paged-file";
import { openPages } from "../paged/random-file";
import { ReadPages } from "../paged/read-pages";
import { swapPairs } from "../paged/sample-order";
import { checkRawLayout } from "./check-layout";

const KIND = "raw";

/**
 * Opens a recording without a header, of any name.
 *
 * @throws KinoflowError `invalid-argument` where the layout makes no sense or the file has no room for one frame of it
 */
function openRaw(path: string, layout: RawLayout, signal?: AbortSignal): Promise<PagedFile> {
  checkRawLayout(layout);
  return openPages(KIND, path, signal, async (file) => {
    const frameBytes = rawFrameBytes(layout);
    const { headerBytes, gapBytes, bits, depth, channels, framesPerSecond, width, height } = layout;
    const pageCount = rawFrameCount(layout, file.size);
    if (pageCount === 0) throw failure("rawLayoutTooLarge", headerBytes + frameBytes, file.size);
    const stride = frameBytes + gapBytes;
    const left = file.size - headerBytes - (pageCount * stride - gapBytes);
    const swapped = bits === 16 && layout.byteOrder === "big";
    return new ReadPages(
      {
        ...{ path, width, height, pageCount, samples: { channels, bits, depth } },
        codec: `raw, ${depth} bits`,
        timing: framesPerSecond === null ? { kind: "unknown" } : { kind: "rate", framesPerSecond },
        // A gap behind the last frame is no rest.
        notices: left > 0 && left !== gapBytes ? [movieNotice("recordingBytesLeft", left)] : [],
      },
      fixedFrames({
        file,
        frameBytes,
        offset: (page) => headerBytes + page * stride,
        unpack: swapped ? swapPairs : null,
      }),
    );
  });
}

/** Recordings without a header. Nothing in them tells what they are, so a person has to, and give a layout. */
export const rawFormat: PagedFormat = {
  name: KIND,
  extensions: RAW_EXTENSIONS,
  recognises: () => false,
  async open(path: string, { raw, signal }: OpenPagesOptions): Promise<PagedFile> {
    if (!raw) throw failure("rawLayoutNeeded");
    return openRaw(path, raw, signal);
  },
};
