/** Which pixels the figures on the motion are over, in English; part of the catalogue in en.ts. */
export const figuresEn = {
  /** Of the frame on the screen. */
  ofReliable: (share: string, count: string) => `Of ${share} % reliable pixels (${count})`,
  ofAll: (count: string) => `Of all pixels (${count})`,
  nothingReliable: (threshold: string) =>
    `No pixel reaches a reliability of ${threshold} here, so there is nothing to count.`,
  reliableNote: (threshold: string) =>
    `Figures are over the pixels of reliability ${threshold} and more: those that are drawn. Minimum reliability, under View, sets that`,
  allPixels: "All pixels",
  allPixelsNote:
    "Count the figures over all pixels, also where the motion cannot be relied on; the graphs of the timeline too, once it is analysed again",
  /** Of an analysis. */
  over: { reliable: (threshold: string) => `of reliability ≥ ${threshold}`, all: "of all pixels" },
  noneReliable: "no pixel is reliable",
  overNote: "The pixels that these figures and the graphs are over, as they were analysed",
  /** The graphs are of other pixels than the settings ask for. */
  outdated: {
    reliable: (graph: string, threshold: string) => `Graphs ${graph}; analyse again for ≥ ${threshold}`,
    all: (graph: string) => `Graphs ${graph}; analyse again for all pixels`,
  },
  outdatedNote: (graph: string) =>
    `The movie was analysed with figures ${graph}. With the present settings it has not been: what was found stays until it is analysed again`,
  /** In the dialog of the table. */
  table: {
    reliable: (threshold: string) => `Figures are over pixels of reliability ${threshold} and more.`,
    all: (threshold: string) =>
      `Figures are over all pixels; those of reliability ${threshold} and more count as reliable.`,
  },
  p999Speed: "99.9th percentile",
  p999SpeedTitle: "999 of 1000 pixels are slower",
  noDirections: "Directions of motion: no pixel is reliable",
};

/** The shape of this part of the catalogue. */
export type FiguresTexts = typeof figuresEn;
