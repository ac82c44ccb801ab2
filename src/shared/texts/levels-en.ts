/** What is said of grey values and the levels they are shown through, in English; part of the catalogue in en.ts. */
export const levelsEn = {
  title: "Levels",
  note: "What is shown of the recorded grey values; the flow is of the values themselves",
  black: "Black point",
  blackNote: "The recorded value that is shown black, as all below it",
  white: "White point",
  whiteNote: "The recorded value that is shown white, as all above it",
  gamma: "Gamma",
  gammaNote: "Above 1 it lightens what is dark, below 1 it darkens that",
  fit: "Auto",
  fitName: "Auto levels",
  fitNote:
    "From the darkest to the brightest values of the whole recording, but for a thousandth of the pixels at either end",
  whole: "Whole range",
  wholeNote: (most: number) => `All values that there can be, from 0 to ${most}`,
  histogram: (from: number, to: number) =>
    `How often the grey values from ${from} to ${to} are in the recording`,
  measuring: "The grey values are being measured…",
  prepared: "The picture is shown as it was prepared: levels are of the picture as it was recorded.",
  bits: (depth: number) => `${depth} bits`,
  grey: (depth: number) => `${depth} bits, grey`,
  value: "value",
  valueNote: (depth: number) => `Grey value of this pixel as it was recorded, of ${depth} bits`,
  luma: "luma",
  lumaNote: (depth: number) => `Luma of this pixel as it was recorded, of ${depth} bits`,
};

export const levelsCommandsEn = {
  "levels-fit": "Levels: automatic",
  "levels-whole": "Levels: whole range",
};

export const levelsKeywordsEn = {
  "levels-fit": "contrast brightness window stretch histogram black white point percentile grey gray dark",
  "levels-whole": "contrast brightness window reset black white point grey gray bits",
};

export type LevelsTexts = typeof levelsEn;
