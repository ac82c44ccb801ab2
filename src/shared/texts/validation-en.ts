/** Texts of the motion of the camera, and of vectors that are checked. */
export const validationEn = {
  title: "Camera and validation",
  camera: "Camera motion",
  cameraNote:
    "Takes the motion out that most of the picture shares: of arrows, maps, figures, tables and exports",
  cameras: {
    none: "Left in",
    shift: "Shift out",
    similarity: "Shift, turn, zoom out",
    homography: "Homography out",
  },
  cameraLeftIn:
    "It stays in: each frame is compared with one several frames on, or with a reference. To take it out, compare with the next frame, the next new one, or in pairs.",
  cameraRemoved: "Camera removed",
  cameraRemovedTitle: (turn: string, zoom: string, axes: string) =>
    `The motion of the camera at the middle of the picture, ${axes}, that was taken out of this frame; it turned by ${turn} from x towards y and grew ${zoom} times`,
  cameraAxes: { pixels: "x right, y down", laid: "along the axes" },
  cameraUnknown: "unknown",
  cameraUnknownTitle:
    "Too few vectors are reliable to tell the motion of the camera: nothing of this frame counts",
  speedLimits: "Speed limits",
  speedLimitsNote:
    "Vectors outside a box of u and v are not valid; drag the box in the diagram, or type its sides. Limits are in px/frame, x right, y down",
  bounds: {
    minU: "u from",
    maxU: "u to",
    minV: "v from",
    maxV: "v to",
  },
  boundRefused: (axis: string) =>
    `“${axis} from” has to be less than “${axis} to”; the limits stay as they were.`,
  noneValid: "No vector is valid here: all fail the tests under Camera and validation.",
  scatter: (vectors: number) =>
    vectors === 0
      ? "u and v of the vectors of this frame: none"
      : `u (to the right) and v (down) of ${vectors} vectors of this frame; drag a box to set the speed limits`,
  scatterNone: "This frame has no vectors to show.",
  scatterLabel: "u and v in px/frame",
  wholeRange: "Fit to this frame",
  wholeRangeNote:
    "Sets the limits around the vectors of this frame, but for the farthest thousandth on each side",
  medianTest: "Normalised median test",
  medianTestNote:
    "Vectors that differ from their neighbours by more than these do from each other are not valid (Westerweel and Scarano 2005)",
  threshold: "Threshold",
  thresholdNote: "2 is usual; lower finds more, wrong and right",
  epsilon: "Fluctuation (px)",
  epsilonNote: "What motions fluctuate by where nothing is wrong: 0.1 px is usual",
  neighbourhood: "Neighbourhood",
  neighbourhoodNote: (spacing: number) =>
    `Vectors that a vector is compared with, ${spacing} px from one to the next; a larger one finds larger groups of wrong vectors`,
  neighbourhoods: { 3: "3 × 3 vectors", 5: "5 × 5 vectors" },
  forwardBackward: "Forward and backward",
  forwardBackwardNote:
    "Vectors whose way back leads somewhere else are not valid, as where something is hidden; takes twice the time",
  forwardBackwardLimit: "Limit (px)",
  replace: "Replace by neighbours",
  replaceNote:
    "The median of the valid neighbours takes the place of a vector that is not valid; it is drawn in blue and flagged in every file",
  reliabilityNote: (minimum: string) =>
    `Only vectors of at least ${minimum} reliability are checked; the others count nowhere.`,
  validShare: "Valid vectors",
  validShareTitle: (speed: number, median: number, back: number, replaced: number) =>
    `Of the reliable vectors of this frame. Not valid: ${speed} outside the speed limits, ${median} by the median test, ${back} forward and backward; ${replaced} were replaced`,
};

export type ValidationTexts = typeof validationEn;
