import type { PagedFormat } from "./paged/paged-file";
import { RECORDER_FORMATS } from "./recorder-formats";
import { tiffFormat } from "./tiff/tiff-format";

export { pagedRecording } from "./paged/paged-recording";
export { rawFormat } from "./raw/raw";

/** Files that are read without ffmpeg, the more special ones first. Loaded only where a file may be one of them. */
export const PAGED_FORMATS: readonly PagedFormat[] = [tiffFormat, ...RECORDER_FORMATS];
