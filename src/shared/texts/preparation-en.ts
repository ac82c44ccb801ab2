/** What is said of what is done to frames before their flow; part of the catalogue in en.ts. */
export const preparationEn = {
  title: "Before the flow",
  titleNote:
    "What is done to the brightness of both frames before their motion is computed; the picture stays as it is. Analyses, exports and tables do the same",
  nothing: "nothing",
  stages: {
    flicker: {
      label: "Even out flicker",
      note: "Makes the light of the next frame that of this one: a gain that may change smoothly over the picture, and an offset. For lamps that flicker, exposures that change, rolling shutters",
    },
    background: {
      label: "Background",
      note: "Takes away what stands still: the least or the mean value of each pixel over 64 frames of the movie. For particles and animals before a fixed camera",
    },
    cap: {
      label: "Cap bright spots",
      note: "Nothing is brighter than the median of the frame and so many standard deviations: a few bright particles then do not outweigh the others",
    },
    clahe: {
      label: "Local contrast (CLAHE)",
      note: "Spreads the grey levels of each part of the frame over the whole range, within a limit. For uneven light and faint texture; strengthens noise too",
    },
    highpass: {
      label: "High pass",
      note: "Takes the mean around each pixel away: glows, shadows and gradients that move with the light go, fine texture stays",
    },
    smooth: {
      label: "Smooth",
      note: "Smooths by a Gaussian: less noise of the camera, and less fine detail",
    },
  },
  backgroundKinds: { off: "Off", min: "Minimum", mean: "Mean" },
  markedRange: "Over the marked range only",
  markedRangeNote: "Makes the background of the frames of the marked range, in place of the whole movie",
  noMarkedRange: "Mark a range below the picture first",
  overFrames: (first: number, last: number) => `Over frames ${first}–${last}`,
  making: (done: number, total: number) => `Background: frame ${done} of ${total}`,
  cap: "Standard deviations",
  tiles: "Tiles across",
  clip: "Contrast limit",
  sigma: "Width (σ)",
  capNote: "How far above the median it is cut",
  tilesNote: "How many parts the longer side has: more follow smaller changes of the light",
  clipNote: "How often a grey level counts at most, by the mean: contrast grows up to about so many times",
  highpassNote: "Standard deviation of the Gaussian mean: larger than what moves",
  smoothNote: "Standard deviation of the Gaussian",
  show: "Show the prepared picture",
  showNote: "Shows the brightness that the motion is computed of, in place of the picture",
  stage: { label: "Prepare", title: "What is done to both frames before" },
};

/** The shape of this part of the catalogue. */
export type PreparationTexts = typeof preparationEn;
