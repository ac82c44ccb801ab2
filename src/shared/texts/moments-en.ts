/** What is said of the fastest moments of a movie in English; part of the catalogue in en.ts. */
export const momentsEn = {
  fastest: "Go to the fastest frame",
  next: "Next peak of speed",
  previous: "Previous peak of speed",
  pin: "Pin the fastest pixel",
  fastestTitle:
    "Go to the fastest frame: the one with the greatest 99.9th percentile of speed of all analysed frames, as the column p999_speed of the table has it; cuts do not count",
  nextTitle:
    "Next peak of speed: where the 99.9th percentile stands out from what is around it by a tenth of the greatest or more",
  previousTitle:
    "Previous peak of speed: where the 99.9th percentile stands out from what is around it by a tenth of the greatest or more",
  controls: "Fast moments",
  /** In the graph's readout, where "95th percentile" stands before it. */
  p999: "99.9th",
  p999Title: "99.9th percentile of speed: one pixel in a thousand is faster; dotted line",
  place: "Fastest pixel",
  placeTitle: "Where the maximum speed is: brings that pixel into view and pins a probe to it",
  at: (x: number, y: number) => `x ${x}, y ${y}`,
};

/** The shape of this part of the catalogue. */
export type MomentsTexts = typeof momentsEn;
