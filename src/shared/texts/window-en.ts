/** What the window says of leaving it and of the sound of a movie, in English; part of the catalogue in en.ts. */
export const windowEn = {
  leaving: {
    title: "An export is under way",
    done: (percent: number) => `An export is under way: ${percent} %.`,
    consequence: "If it is stopped, its unfinished file is removed.",
    stop: { close: "Stop it and close", quit: "Stop it and quit" },
    keep: "Keep exporting",
  },
};

export type WindowTexts = typeof windowEn;
