/** Texts of which frames are compared. */
export const pairingEn = {
  label: "Compare with",
  name: "Frame to compare with",
  note: "Which frame the flow of a frame leads to; it is the recording's own, and stays as it is from method to method",
  choices: {
    next: "Next frame",
    step: "n frames on",
    new: "Next new frame",
    pairs: "Pairs (0–1, 2–3, …)",
    reference: "Reference frame",
  },
  notes: {
    next: "The motion from each frame to the next one",
    step: "For slow motion: the motion to a frame farther on, divided by the number of frames",
    new: "Leaves out frames that show the same picture again: the motion leads to the next one that is new",
    pairs: "For double exposures, as PIV has them: frames 0 and 1 belong together, 2 and 3, and so on",
    reference: "For deformation: how far what is seen here has moved since the reference frame",
  },
  /** After the method, where exports and tables say how their motion is computed. */
  described: {
    step: (step: number) => `each frame with the one ${step} frames on`,
    new: "each frame with the next new one",
    pairs: (pulse: number | null) =>
      pulse === null ? "pairs of frames" : `pairs of frames, ${pulse} µs apart`,
    reference: (frame: number) => `each frame with frame ${frame}`,
  },
  step: "Frames on",
  pulse: "Pulse separation (µs)",
  pulseNote: "Time between the two frames of a pair, for tables; 0 takes the times of the frames",
  reference: "Reference frame",
  repeats: (repeated: number, pairs: number, every: number | null) =>
    every === null
      ? `${repeated} of ${pairs} pairs show the same picture twice.`
      : `Only one in ${every} frames is new: ${repeated} of ${pairs} pairs show the same picture twice.`,
  leaveOut: "Leave out repeats",
};

export type PairingTexts = typeof pairingEn;
