import { projectNotesEn } from "./project-en";

/** What the picture and its controls say in English; part of the catalogue in en.ts. */
export const canvasEn = {
  zoom: "Zoom",
  zoomLevel: "Zoom level",
  percent: (percent: number) => `${percent} %`,
  levelNote:
    "Screen pixels for a movie pixel. The wheel zooms at the pointer, with Shift it moves the picture sideways, with Alt up and down; drag with the mouse to move it; double-click switches between the whole picture and one to one",
  fit: "Fit",
  fitName: "Fit picture",
  fitNote: "Show the whole picture (0)",
  oneToOne: "1:1",
  oneToOneNote: "One screen pixel for each movie pixel (1)",
  zoomIn: "Zoom in",
  zoomInNote: "Zoom in (+)",
  zoomOut: "Zoom out",
  zoomOutNote: "Zoom out (−)",
  pictureOnlyNote: "Show nothing but the picture, on the full screen",
  /** What is said on the picture in passing. */
  notes: {
    ...projectNotesEn,
    pictureCopied: "Picture copied",
    pictureNotCopied: "The picture could not be copied; click on the window and try again.",
    pictureOnly: "Only the picture is shown; Esc or F brings the panels back.",
    panelsBack: "The panels are back.",
    onionCovered: "The map hides most of both frames; C takes it away.",
    fitGivenUp: "The scale was not fitted: another frame came meanwhile. Pause, then fit it again.",
    bookmarkSet: (name: string) => `${name} set`,
    bookmarkDeleted: (name: string) => `${name} deleted; undo brings it back`,
    bookmarksFull: (most: number) => `There are ${most} bookmarks, which is the most.`,
    pixelSizeFromFile: (size: string) => `Pixel size from the file: ${size}`,
    probesFull: "Eight probes are pinned, which is the most; delete one to pin another.",
  },
};

export type CanvasTexts = typeof canvasEn;
