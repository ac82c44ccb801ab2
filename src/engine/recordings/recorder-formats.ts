import { dicomFormat } from "./dicom/dicom";
import { fitsFormat } from "./fits/fits";
import { norpixFormat } from "./norpix/norpix";
import type { PagedFormat } from "./paged/paged-file";
import { pfmFormat } from "./pfm/pfm";
import { webpFormat } from "./webp/webp";

/** Recordings of cameras and instruments that say what they are. (Raw ones do not: their layout has to be given first.) */
export const RECORDER_FORMATS: readonly PagedFormat[] = [
  dicomFormat,
  norpixFormat,
  fitsFormat,
  webpFormat,
  pfmFormat,
];
