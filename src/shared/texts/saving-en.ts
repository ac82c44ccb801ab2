/** What the dialogs say about the size and the speed of what is saved; part of the catalogue in en.ts. */
export const savingEn = {
  size: "Size",
  sizeNote: "The overlay is drawn at this size, so that arrows and legend are sharp",
  autoSize: (size: string, factor: number) =>
    factor === 1 ? `Automatic: ${size}` : `Automatic: ${size}, ${factor} times as large`,
  /** Why a video of a small movie is larger than it. */
  enlarged: (factor: number) =>
    `The movie is small: ${factor} times as large there is room for arrows and legend, and the footage is interpolated (bicubically).`,
  movieSize: (size: string) => `The movie’s: ${size}`,
  displayedSize: (size: string) => `As displayed: ${size}`,
  half: (size: string) => `Half: ${size}`,
  times: (factor: number, size: string) => (factor === 2 ? `Twice: ${size}` : `${factor} times: ${size}`),
  lines: (lines: number, size: string) => `${lines}p: ${size}`,
  width: "A width…",
  widthField: "Width in pixels",
  tooLarge: (size: string) =>
    `H.264 cannot hold a video of ${size}: at most 16384 pixels a side, and about 268 million in all. Choose a smaller size.`,

  pictureTitle: "Save picture",
  preview: (frame: number) => `The picture of frame ${frame} as it will be saved`,
  making: "Drawing…",
  onScreen: (size: string) => `As on the screen: ${size}`,
  onScreenOnly:
    "Two sides, and the next frame over this one, are in a picture as on the screen only; this is side A.",
  probes: "Probes",
  probesNote: "Marks the pinned probes with their numbers",
  noProbes: "No probe is pinned; P pins one",
  list: "List of their motions",
  listNote: "Writes place, speed and direction of every probe at the top left",
  save: "Save…",
  saved: (name: string) => `${name} is saved.`,

  speed: "Speed",
  speedNote: "Slow motion shows each frame several times; none is invented",
  normalSpeed: "1× (as taken)",
  /** What slow motion makes of a video. */
  slowMotion: (repeats: string, duration: string) => `${repeats}; the video lasts ${duration}.`,
  eachFrame: (repeats: number) =>
    repeats === 1 ? "Each frame once, but longer" : `Each frame ${repeats} times`,
  soundLeftOut: "left out: it does not go with slow motion",
  videoIs: (size: string) => `${size}, H.264 in MP4`,
};

export type SavingTexts = typeof savingEn;
