import { failure } from "../../../shared/errors";
import { movieNotice } from "../../../shared/movie";
import type { OpenPagesOptions, PagedFile, PagedFormat } from "../paged/paged-file";
import { openPages, type RandomFile } from "../paged/random-file";
import { ReadPages } from "../paged/read-pages";
import { fillNumbers } from "../paged/sample-order";
import { mapToSamples, RangeFinder, rangeNotice, usualRange } from "../paged/value-range";
import { decodePfm, isPfm, type PfmPicture, pfmBytes, readPfmHeader } from "./pfm-picture";

const KIND = "PFM";
const HEAD_BYTES = 512;

/** A picture of floats: a recording of one page. (Numbered ones are decoded by {@link decodePfm}.) */
export const pfmFormat: PagedFormat = {
  name: KIND,
  extensions: ["pfm"],
  recognises: isPfm,
  open: (path: string, { signal }: OpenPagesOptions): Promise<PagedFile> =>
    openPages(KIND, path, signal, openPfm),
};

async function openPfm(file: RandomFile): Promise<PagedFile> {
  const header = readPfmHeader(await file.bytes(0, Math.min(HEAD_BYTES, file.size)));
  const end = header.start + pfmBytes(header);
  if (end > file.size) throw failure("recordingWithoutFrames", KIND);
  const load = async (): Promise<PfmPicture> => decodePfm(await file.bytes(0, end));
  const finder = new RangeFinder();
  finder.add((await load()).values);
  const range = usualRange(finder.range);
  const { width, height, channels } = header;
  return new ReadPages(
    {
      ...{ path: file.path, width, height, samples: { channels, bits: 16, depth: 16 } },
      codec: "PFM, 32-bit floats",
      pageCount: 1,
      timing: { kind: "unknown" },
      notices: [
        rangeNotice(range),
        ...(end < file.size ? [movieNotice("recordingBytesLeft", file.size - end)] : []),
      ],
    },
    {
      read: async (_page, target) => {
        const { values } = await load();
        fillNumbers(target, (numbers) => mapToSamples(values, range, numbers));
      },
      close: () => file.close(),
    },
  );
}
