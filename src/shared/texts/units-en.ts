/** What is said of the size of pixels, of axes and of units, in English; part of the catalogue in en.ts. */
export const unitsEn = {
  title: "Units and axes",
  pixelSize: "Pixel size",
  pixelSizeNote:
    "How high a pixel is in the world, with its unit (nm, µm, mm, cm, m, km): motions are then said in that per second; empty is pixels",
  pixelSizeExample: "such as 0.02 mm",
  pixelSizeWrong: "Give a number above 0 with nm, µm, mm, cm, m or km, such as 0.02 mm.",
  fromFile: (size: string) => `From the file: ${size}`,
  fromFileNote: "Takes the size of a pixel that the file states",
  isFromFile: "As the file states it.",
  saidInPixels: "Say it in px/frame",
  saidInPixelsNote: "Says motions and places in pixels for now; the size of a pixel is kept",
  yUp: "y upwards",
  yUpNote: "Counts y, and v with it, upwards as one sees it; otherwise downwards, as rows do",
  axes: "Axes",
  axesNote: "Where the axes start on the picture, and how they are turned",
  axesAre: (x: number, y: number, turn: number) =>
    `from pixel ${x}, ${y}${turn === 0 ? "" : `, turned by ${turn}°`}`,
  originX: "Origin x",
  originY: "Origin y",
  originNote: "Column and row of the pixel where the axes start, counted from 0 at the top left",
  turn: "Turn of the axes",
  turnNote: "Degrees by which the x axis is turned counter-clockwise from the rows of the picture",
  reset: "Reset",
  resetNote: "Back to pixels, x right and y down from the first one",
  oneStep: (speed: string) => `1 px/frame is ${speed}`,
  typical: (time: string) =>
    `Frames are unevenly spaced: motions go by the time of their own pair, scales by ${time}, which most take.`,
  assumedRate: (rate: string) =>
    `The file has no times: ${rate} frames/s is assumed. State the frame rate under Method, or what is said per second is a guess.`,
  notSquare: "Pixels are not square: speeds of whole frames and of colours stay in px/frame.",
  unknownTime: "The time between the frames is not known: motions are said per frame.",
  sinceReference: "Motions since a reference are lengths, not speeds.",
  scaleBar: "Scale bar",
  scaleBarNote:
    "A bar of a round length on the picture, and on what is saved of it, where the size of a pixel is known",
  meanUTitle: "Mean velocity along the x axis",
  meanVTitle: "Mean velocity along the y axis",
  meanSpeedTitle: "Mean speed of the pixels that count",
  uNote: "Motion along the x axis",
  vNote: "Motion along the y axis",
  speedNote: "Length of the motion",
  angleNote: "Direction of the motion, from the x axis towards the y axis",
  placeNote: "Place along the axes",
  pixelNote: (x: number, y: number) =>
    `Pixel ${x}, ${y} of the movie, counted from the top left corner, from 0`,
  /** For those who do not see the legend. */
  scalesIn: (unit: string) => `scales in ${unit}`,
  /** Beside the title of the probes. */
  aside: (speed: string) => `u, v and speed in ${speed}`,
  place: "at",
  gradientNote: "The change of motion that has the full colour",
};

/** The shape of this part of the catalogue. */
export type UnitsTexts = typeof unitsEn;
