/** What is said of recordings of cameras and instruments, in English; part of the catalogues of notices and failures. */

/** Joins the notices. */
export const recorderNoticesEn = {
  recordingCutOff: (there: number, stated: number) =>
    `The file is cut off or still being written: ${there} of the ${stated} frames that it announces are there.`,
  recordingCut: (there: number) =>
    `The file is cut off or still being written; the ${there} frames that are whole are shown.`,
  recordingMoreFrames: (stated: number, there: number) =>
    `The file says that it has ${stated} frames, but ${there} are there; only those that it states are shown.`,
  recordingBytesLeft: (bytes: number) =>
    `The last ${bytes} bytes of the file make no whole frame and are left out.`,
  recordingOtherPictures: (count: number) =>
    `The file holds ${count} pictures one after the other; only the first one is shown.`,
  recordingRange: (from: number, to: number) =>
    `Values from ${from} to ${to} are shown as black to white, in all frames alike.`,
  recordingOffset: (offset: number) => `Some values are below zero; ${offset} is added to all of them.`,
  recordingMosaic:
    "The colours of this camera lie side by side as a mosaic; it is shown in grey, as it was recorded.",
  recordingStampsDiffer: (stated: number, stamped: number) =>
    `The file states ${stated} frames/s, but its time stamps say ${stamped}; each frame has the time of its stamp.`,
  recordingStampsUnusable: (rate: number) =>
    `The time stamps of this recording do not rise; the ${rate} frames/s that it states are used.`,
  recordingStampsRepaired: (count: number) =>
    `${count} time stamps of this recording do not rise; their frames have times made up from the frame rate.`,
  recordingDelaysMissing: (count: number) =>
    `${count} frames are shown for no time, as the file has it; they get 0.1 s, as in a browser.`,
};

/** Joins the failures. */
export const recorderFailuresEn = {
  recordingDamaged: (kind: string) =>
    `This ${kind} file is damaged at its start, or cut off there; choose another file.`,
  recordingWithoutFrames: (kind: string) =>
    `This ${kind} file holds no whole frame: it is cut off, or still being written. Try again later, or choose another file.`,
  recordingWithoutPictures: (kind: string) => `This ${kind} file holds no pictures; choose another file.`,
  recordingSize: (kind: string, width: number, height: number) =>
    `This ${kind} file speaks of frames of ${width} x ${height} pixels, which cannot be shown; it is probably damaged.`,
  recordingPacking: (kind: string, packing: string) =>
    `This ${kind} file is packed as ${packing}, which Kinoflow does not read; save it uncompressed with the program that wrote it.`,
  recordingSamples: (kind: string, samples: string) =>
    `This ${kind} file has pixels that Kinoflow does not read (${samples}); save it as 8-bit or 16-bit grey with the program that wrote it.`,
  rawLayoutNeeded:
    "This file does not say what it is; if it is a raw recording, state width, height and bits of its frames (in the app with Open as raw…, on the command line with --raw).",
  rawLayoutSize: "Width and height of a raw recording are whole numbers from 1 to 65535.",
  rawLayoutDepth: (bits: number) => `The depth of these samples is a whole number from 1 to ${bits} bits.`,
  rawLayoutBytes: "Header and gaps of a raw recording are whole numbers of bytes, 0 or more.",
  rawLayoutRate: "The frame rate of a raw recording is greater than 0, and at most 1000000000 frames/s.",
  rawLayoutTooLarge: (needed: number, there: number) =>
    `One frame of this layout ends at byte ${needed}, but the file has only ${there}; check width, height, bits and header.`,
};
