/** Marks that are laid over a recording to measure it, in English; part of the catalogue in en.ts. */
export const marksEn = {
  /** What an error about keeping them is about. */
  subject: "Measurement marks",
};

/** The shape of this part of the catalogue. */
export type MarksTexts = typeof marksEn;
