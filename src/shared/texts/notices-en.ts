import { pictureNoticesEn } from "./picture-notices-en";
import { rawNoticesEn } from "./raw-en";
import { recorderNoticesEn } from "./recorders-en";
import { tiffNoticesEn } from "./tiff-en";

/** What is worth knowing of a movie without stopping the work, in English; part of the catalogue in en.ts. */
export const noticesEn = {
  ...recorderNoticesEn,
  ...rawNoticesEn,
  frameRateVaries: "The frame rate varies; every frame keeps its own presentation time.",
  timesUnknown:
    "The file does not say when each frame is shown, so jumps decode from the start and take longer.",
  tracks: (count: number, shown: number) => `The file holds ${count} video tracks; number ${shown} is shown.`,
  interlaced: "The movie is interlaced; deinterlacing rebuilds whole frames from its fields.",
  interlacedAndTurned: "The movie is interlaced and turned; both fields are shown as one frame.",
  highDynamicRange:
    "The movie has a high dynamic range; it is tone-mapped to a standard one for display and export.",
  grown: "The file has grown since it was opened; open it again to see what was added.",
  singleFrame: "The movie has a single frame, so there is no motion to measure.",
  rateAssumed: (rate: number) =>
    `Frames from images have no times of their own; ${rate} frames/s are assumed.`,
  pageRateAssumed: (rate: number) => `The file says nothing of time; ${rate} frames/s are assumed.`,
  ...tiffNoticesEn,
  ...pictureNoticesEn,
};

export type NoticesTexts = typeof noticesEn;
