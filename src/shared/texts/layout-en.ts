/** What the window's layout says in English: folds, the bar at the top, places to go to; part of the catalogue in en.ts. */
export const layoutEn = {
  cost: "Cost",
  costNote: "Time to decode, compute and draw this frame, and the memory that computing its motion held",
  noCost: "No frame yet",
  costSentence: (cost: { decode: string; flow: string | null; draw: string; bytes: string }) =>
    [
      `Decode ${cost.decode}`,
      cost.flow === null ? "no flow" : `flow ${cost.flow}`,
      `draw ${cost.draw}`,
      cost.bytes,
    ].join(" · "),
};

/** The shape of this part of the catalogue. */
export type LayoutTexts = typeof layoutEn;
