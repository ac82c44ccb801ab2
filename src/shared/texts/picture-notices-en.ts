/** What is worth knowing of numbered pictures, raw streams and rates, in English; part of the catalogue in notices-en.ts. */
export const pictureNoticesEn = {
  picturesByNumber: (first: string, last: string, step: number) =>
    `The pictures are in the order of their numbers, from ${first} to ${last}${step === 1 ? "" : `, in steps of ${step}`}.`,
  picturesWithGaps: (first: string, last: string, step: number, missing: number) =>
    `The pictures are in the order of their numbers, from ${first} to ${last}${step === 1 ? "" : `, in steps of ${step}`}; ` +
    (missing === 1
      ? "one number is missing, and its frame is marked."
      : `${missing} numbers are missing, and their frames are marked.`),
  picturesInOrder: (first: string, last: string) =>
    `The pictures are in the order of their numbers, from ${first} to ${last}; these rise unevenly, and equal times between frames are assumed.`,
  picturesByTime: (first: string, last: string) =>
    `The pictures are in the order of the clock times in their names, from ${first} to ${last}.`,
  timesFromNames: "The times of the frames are the clock times in the names of the pictures.",
  picturesInPairs: (pairs: number, first: string, second: string) =>
    `The pictures are ${pairs === 1 ? "a pair" : `${pairs} pairs`} of a double-frame camera: ${first} goes with ${second}${pairs === 1 ? "" : ", and so on"}.`,
  picturesEmpty: (count: number, first: string) =>
    count === 1
      ? `${first} is empty; its frame is marked.`
      : `${count} pictures are empty, the first of them ${first}; their frames are marked.`,
  onlyFileOfFolder: (name: string) => `The folder holds ${name}, which is shown.`,
  rawRateAssumed: (rate: number) => `A raw stream has no times of its own; ${rate} frames/s are assumed.`,
  timesTooCoarse: (rate: number) =>
    `The timestamps of this file are too coarse for its frames; ${rate} frames/s are assumed until the frame rate is stated.`,
  captureRate: (captured: number, stored: number) =>
    `Times are those of the capture at ${captured} frames/s; the file plays at ${stored} frames/s.`,
  sizeChanges: (frame: number, width: number, height: number) =>
    `From frame ${frame} on the size of the pictures is another one, ${width} × ${height}; they are scaled to the size of the first.`,
  picturesByName: (first: string, last: string) =>
    `The pictures are in the alphabetical order of their names, from ${first} to ${last}.`,
  picturesBefore: (first: string) =>
    `The pictures before ${first} are left out, for too many numbers are missing there.`,
  picturesAfter: (last: string) => `The pictures stop after ${last}, for too many numbers are missing there.`,
};
