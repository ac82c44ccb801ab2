import { pairingEn } from "./pairing-en";
import { reliabilityEn } from "./reliability-en";
import { splitEn } from "./split-en";
import { suggestionEn } from "./suggestion-en";

/** What the toolbar and the inspector say in English; part of the catalogue in en.ts. */
export const panelsEn = {
  toolbar: {
    layers: "Layers",
    arrows: "Arrows",
    arrowsNote: "Motion as arrows from a grid of points",
    streamlines: "Streamlines",
    streamlinesNote: "Motion as lines that follow it, each in its direction",
    map: "Map",
    noMap: "No map",
    noMapNote: "Only the footage lies under arrows and lines",
    legend: "Legend",
    legendNote: "What arrows and colours mean, on the picture",
    open: "Open…",
    openNote: "Open another movie",
    method: "Method",
    export: "Export…",
    exportNote: "Export an overlay video",
    inspector: "Inspector",
    inspectorNote: "Show or hide the inspector",
  },

  /** The maps that the colour layer can show, with a sentence each. */
  maps: {
    direction: {
      name: "Direction colours",
      note: "Hue for the direction of the motion, strength for its speed",
    },
    speed: { name: "Speed", note: "How far each pixel moves until the next frame" },
    divergence: {
      name: "Divergence",
      note: "Where the motion spreads out (above zero) or contracts (below)",
    },
    vorticity: {
      name: "Vorticity",
      note: "Where the motion turns: clockwise on the screen above zero, counter-clockwise below",
    },
    shear: {
      name: "Shear",
      note: "How fast the picture is sheared: zero where it moves, turns or scales as a whole",
    },
    reliability: {
      name: "Reliability",
      note: reliabilityEn.note,
    },
    difference: {
      name: "Difference",
      note: "What the motion does not explain: this frame minus the next one moved back by the flow",
    },
    uncertainty: {
      name: "Uncertainty",
      note: "How far the motion may be from the truth, in pixels: 68 of 100 are nearer",
    },
    "forward-backward": {
      name: "Forward-backward",
      note: "How far the motion to the next frame and then the motion back lead from where they began; takes twice the time",
    },
  },

  /** A and B beside each other, and the next frame over this one. */
  split: splitEn,

  inspector: {
    label: "Inspector",
    tabs: "Settings",
    flow: "Flow",
    view: "View",
    measure: "Measure",
    undo: "Undo",
    redo: "Redo",
    reset: "Reset to defaults",
    resetNote: "Flow and view as for a movie of this size that nobody has touched",
  },

  view: {
    arrows: "Arrows",
    streamlines: "Streamlines",
    map: "Map",
    picture: "Picture",
    spacing: "Arrow spacing",
    scale: "Arrow scale",
    autoScale: "Auto",
    minimumSpeed: "Minimum speed",
    colouring: "Arrow colours",
    colourings: { plain: "One colour", speed: "By speed", direction: "By direction" },
    colouringNotes: {
      plain: "All arrows have the colour chosen below",
      speed: "Arrows have the colour of their speed on the scale of the map of speeds",
      direction: "Arrows have the colour of their direction in the wheel",
    },
    colour: "Colour of arrows",
    colourNote: "The colour of arrows that have one colour",
    halo: "Rim",
    haloNote: "Keeps arrows apart from the picture: dark around light ones, light around dark ones",
    arrowOpacity: "Arrow opacity",
    arrowOpacityNote: "How much arrows hide what lies under them, on the screen and in exports",
    streamlineOpacity: "Line opacity",
    streamlineOpacityNote: "How much lines hide what lies under them, on the screen and in exports",
    streamlineSpacing: "Line spacing",
    streamlineSpacingNote: "How far neighbouring lines are kept apart, in pixels of the movie",
    opacity: "Opacity",
    opacityNote: "How much the map hides the footage",
    limit: "Full colour at",
    limitNotes: {
      speed:
        "The speed that has the full colour; it stays the same from frame to frame, so that colours can be compared",
      gradient: "The change of motion over a pixel that has the full colour",
      difference: "The difference in grey levels that has the full colour",
      uncertainty: "The uncertainty in pixels that has the full colour",
      forwardBackward: "The error in pixels that has the full colour",
    },
    pixels: "px",
    gradientUnit: "1/frame",
    greyLevels: "levels",
    speedUnit: "px/frame",
    fit: "Fit",
    fitNote: "Fit the scale to this frame: 95 of 100 of its values are within the full colour",
    fitSubject: "Scale of the map",
    reliabilityHasNoLimit: "Reliability is shown from 0 to 1.",
    lock: "Lock the scale",
    lockNote: "Keeps the scale of speeds as it is, for the next movies too",
    brightness: "Footage brightness",
    brightnessNote: "Dims the footage under the overlay, on the screen and in exports",
    minimumReliability: reliabilityEn.threshold,
    legend: "Legend on the picture",
  },

  flow: {
    title: "Method",
    method: "Flow method",
    methodLabel: "Method",
    methodNote:
      "What computes the motion; coarse to fine for motions up to tens of pixels, the others for a pixel or two",
    preset: "Preset",
    custom: "Custom",
    customFrom: (preset: string) => `Custom, from ${preset}`,
    radius: "Window radius",
    radiusNote: (window: string) =>
      `The motion of a pixel is the one that best explains the ${window} around it: small windows keep detail, large ones are calmer`,
    suggest: "Suggest",
    suggestNote:
      "Measures some pairs spread over the movie, and says which method, window and pyramid would suit them; nothing changes until you apply it",
    measuring: "Measuring…",
  },

  pairing: pairingEn,

  suggestion: suggestionEn,

  presets: {
    title: "My presets",
    none: "Flow and view can be kept under a name, also for the next start.",
    name: "Preset name",
    save: "Save",
    overwrite: "Overwrite",
    apply: (name: string) => `Use preset ${name}`,
    rename: (name: string) => `Rename preset ${name}`,
    remove: (name: string) => `Delete preset ${name}`,
    newName: (name: string) => `New name of preset ${name}`,
    taken: (name: string) => `There is a preset named ${name} already; choose another name.`,
    full: (count: number) => `There are ${count} presets, and no more can be kept; delete one first.`,
    saved: (name: string) => `${name} is saved.`,
    overwritten: (name: string) => `${name} is overwritten.`,
    subject: "Presets",
  },

  frame: {
    copy: "Copy as JSON",
    copyNote: "Figures of this frame with everything that they depend on: parameters, movie and versions",
    copied: "Copied",
    couldNotCopy: "Could not copy",
  },
};

/** The shape of this part of the catalogue. */
export type PanelsTexts = typeof panelsEn;
