import type { PagedFormat } from "../paged/paged-file";
import { parseHeader } from "./directory";
import { openTiff, summariseTiff } from "./open-tiff";

/** TIFF and BigTIFF files of any number of pages, as ImageJ, OME and others write them. */
export const tiffFormat: PagedFormat = {
  name: "TIFF",
  extensions: ["tif", "tiff", "btf", "tf8"],
  recognises: (head) => parseHeader(head) !== null,
  holdsRecording: async (path) => (await summariseTiff(path)).severalPages,
  open: openTiff,
};
