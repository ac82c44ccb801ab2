/** What the window says of leaving it and of the sound of a movie, in English; part of the catalogue in en.ts. */
export const windowEn = {
  leaving: {
    title: "An export is under way",
    done: (percent: number) => `It is ${percent} % done.`,
    consequence: "If it is stopped, its unfinished file is removed.",
    stop: { close: "Stop it and close", quit: "Stop it and quit" },
    keep: "Keep exporting",
  },
  sound: {
    sound: "Sound",
    soundNote: "Plays the sound with the picture",
    normalOnly: "Sound is played at 1× forwards only; at this speed the movie is silent",
    volume: "Volume",
    silent: "Without sound",
  },
};

export type WindowTexts = typeof windowEn;
