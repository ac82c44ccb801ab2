/** What reliability means, and the threshold below which nothing is drawn. */
export const reliabilityEn = {
  note: "Balanced and the like: the share of vectors like this one that were within 1 px of the truth, on test pairs whose motion is known. Methods at a single scale: how well the texture tells the motion",
  threshold: "Minimum reliability",
  thresholdNote:
    "What is less reliable than this has neither arrow nor line nor colour, and does not count in the figures; 0 shows all",
  automatic: "Auto",
  automaticNote: (value: string) =>
    `${value} with this method: from there on vectors are more likely right than wrong. A number set by hand stays, for the next movies too`,
};

export type ReliabilityTexts = typeof reliabilityEn;
