/** What is said of the values under the pointer and at the pins, in English; part of the catalogue in en.ts. */
export const probeEn = {
  label: "Values under the pointer",
  hint: "Point at the picture to read its motion; click to pin a probe",
  placeNote: "Pixel of the movie under the pointer, counted from the top left corner of the picture, from 0",
  uNote: "Motion to the right until the next frame, in pixels of the movie",
  vNote: "Motion down until the next frame, in pixels of the movie",
  speed: "Speed",
  speedNote: "Length of the motion, in pixels of the movie per frame",
  angle: "Angle",
  angleNote: "Direction of the motion: 0° is right, 90° down, 180° left, 270° up",
  reliability: "Reliability",
  reliable: "reliable",
  notReliable: "not reliable",
  reliabilityNote: (minimum: string) =>
    `How far the motion can be believed, from 0 to 1; below the minimum of ${minimum} it is not reliable`,
  coarse: (pixels: number) => `coarse motion (1/${pixels})`,
  coarseNote:
    "Computed of smaller frames while the playhead moves; where it rests, all of the motion is there, and its values",
  noFlow: "no flow here",
  noFlowNote: "The last frame has no next one to compare with, and some pixels have no known motion",
  unreadable: "could not be read",
  legendMeans: "This colour is",
  frameMemory: "Frames in memory",

  marks: "Pinned probes",
  pinAt: (number: number, x: number, y: number) => `Probe ${number} at ${x}, ${y}`,

  title: "Probes",
  tableLabel: "Motion at the pinned probes",
  unitNote: "u, v and speed in px/frame",
  none: "Click on the picture to pin a probe there: its motion is shown here for every frame. P pins the place under the pointer.",
  number: "No.",
  columnX: (number: number) => `x of probe ${number}`,
  columnY: (number: number) => `y of probe ${number}`,
  remove: (number: number) => `Delete probe ${number}`,
  copy: "Copy table",
  copyNote: "The table as text with tabs, for spreadsheets, with all digits, side and method",
  clear: "Clear",
  clearNote: "Deletes all probes",
};

export type ProbeTexts = typeof probeEn;
