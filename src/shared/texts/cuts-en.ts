/** What is said of cuts in English; part of the catalogue in en.ts. */
export const cutsEn = {
  /** Names what a problem is about. */
  subject: "Cut marks",
  /** In place of figures. */
  noFigures: "cut: no motion",
  noFiguresTitle: "The next frame shows another scene: nothing moves from the one to the other",
  mark: "Mark a cut after this frame",
  remove: "Remove the cut here",
  /** Menu of the timeline. */
  menu: "Cuts",
  markAfter: (frame: number) => `Mark a cut after frame ${frame}`,
  removeAt: (cut: number) => `Remove the cut before frame ${cut}`,
  found: (count: number) => (count === 1 ? "1 scene cut found" : `${count} scene cuts found`),
  set: (count: number) => `${count} set by hand`,
};

/** The shape of this part of the catalogue. */
export type CutsTexts = typeof cutsEn;
