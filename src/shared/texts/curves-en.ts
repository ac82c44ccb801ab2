/** What the motion at probes over time is called in English; part of the catalogue in en.ts. */
export const curvesEn = {
  title: "Over time",
  about: "The motion at the probes over the analysed frames is drawn as curves on the timeline.",
  analyseFirst: "Analyse the movie to see the motion at the probes over time as curves on the timeline.",
  quantity: "Curves of",
  quantities: { u: "u", v: "v", speed: "speed" },
  quantityNames: { u: "u, to the right", v: "v, down", speed: "Speed" },
  reading: (done: number, total: number) => `Reading the probes: ${done} of ${total} frames`,
  stop: "Stop",
  valueTitle: (number: number) => `Motion at probe ${number} in this frame`,
  unreliable: (number: number) => `Motion at probe ${number} in this frame; it is not reliable`,
  subject: "The probes over time",
  save: "Values as CSV…",
  saveTitle: "Saves the motion at the probes in every frame of a range, for spreadsheets",
  dialogTitle: "Probe values as CSV",
  dialogAbout:
    "A line for each frame with its time in seconds, and for each probe its place, u, v, speed, direction and reliability. What has not been read yet is read first.",
  marked: (start: number, end: number) => `The marked range, frames ${start} to ${end}`,
  whole: (frames: string) => `The whole movie, ${frames}`,
  start: "Save…",
  written: (file: string, frames: string) => `Saved ${frames} to ${file}.`,
};

/** The shape of this part of the catalogue. */
export type CurvesTexts = typeof curvesEn;
