/** What is measured of a movie and suggested for its flow, in English; part of the catalogue in panels-en.ts. */
export const suggestionEn = {
  label: "Suggested method and parameters",
  measured: "Measured",
  pairs: (count: number) =>
    count === 1 ? "on 1 pair of frames" : `on ${count} pairs of frames spread over the movie`,
  motion: "Motion",
  motionIs: (p95: string, most: string) =>
    `95 % of the reliable pixels below ${p95} px/frame, the fastest ${most}`,
  still: "hardly any",
  noise: "Noise",
  noiseIs: (noise: string) => `${noise} of 255 grey levels`,
  reliable: "Reliable",
  reliableIs: (percent: string) => `${percent} % of the picture`,

  change: "Would change",
  nothing: "Nothing: what is set is what is suggested.",
  method: "Method",
  radius: "Window radius",
  side: "Smallest side",
  fromTo: (from: string, to: string) => `${from} → ${to}`,
  pixels: (pixels: number) => `${pixels} px`,

  why: "Why",
  reasons: {
    still: "Where hardly anything moves, the usual method does.",
    singleScale: "Motions within a pixel or so need a single scale only, which is quicker.",
    fast: "Motions of up to two pixels are found at half the size: the quickest preset does.",
    balanced: "Motions of more than two pixels, or much noise, need several scales.",
    accurate: "Motions of more than 16 pixels are easily lost: this preset searches farthest.",
    noisy: "A larger window averages the noise.",
    bare: "Much of the picture is not reliable: a larger window reaches to where there is texture.",
    levels: (levels: number) => `${levels} pyramid levels bring fast motions down to about a pixel.`,
  },

  apply: "Apply",
  applyNote: "Sets what is suggested; Undo takes it back",
  applied: "Applied.",
  undo: "Undo this",
};

export type SuggestionTexts = typeof suggestionEn;
