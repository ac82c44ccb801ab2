import { rateControlWordsEn } from "./rates-en";
import { rawControlWordsEn } from "./raw-en";
/** What the window's layout says in English: folds, the bar at the top, places to go to; part of the catalogue in en.ts. */
export const layoutEn = {
  cost: "Cost",
  costNote: "Time to decode, compute and draw this frame, and the memory that computing its motion held",
  noCost: "No frame yet",
  costSentence: (cost: { decode: string; flow: string | null; draw: string; bytes: string }) =>
    [
      `Decode ${cost.decode}`,
      cost.flow === null ? "no flow" : `flow ${cost.flow}`,
      `draw ${cost.draw}`,
      cost.bytes,
    ].join(" · "),
  /** Controls by other names than those in their panels, where these are too short away from there. */
  fading: "Opacity follows speed",
  fadingNote:
    "Direction colours let the footage through where it is slow; off, they are the published wheel, white where nothing moves",
  mapOpacity: "Map opacity",
  frameMemory: "Memory for frames",
  denseParameters: "Advanced parameters of the method",
  /** Where the palette goes to, beside a control's name. */
  inPanel: { flow: "Go to Flow", view: "Go to View", measure: "Go to Measure", window: "Go to" },
  /** Other words that people look for a control by. */
  controlWords: {
    map: "layer colours colors heat hide footage overlay",
    "toolbar-method": "algorithm preset flow",
    look: "style preset theme dark bright print paper colours colors",
    "arrow-spacing": "grid density distance dense sparse vectors quiver",
    "arrow-scale": "length size magnify vectors quiver fit auto",
    "arrow-lock": "fix keep length size vectors quiver constant",
    "minimum-speed": "threshold hide slow still mask noise cut off",
    "arrow-colouring": "color vectors hue",
    "arrow-colour": "color vectors paint",
    "arrow-opacity": "transparency alpha hide vectors",
    "arrow-halo": "halo outline shadow border contrast edge",
    "line-spacing": "streamlines density distance",
    "line-opacity": "streamlines transparency alpha hide",
    "map-opacity": "transparency alpha hide footage blend colours colors",
    "map-fading": "white fog classic wheel middlebury direction transparent still",
    "map-limit": "range maximum colour bar color scale saturation fit",
    "map-lock": "fix keep scale range colours colors constant",
    levels: "contrast brightness window histogram stretch black white point grey gray exposure",
    "black-point": "levels contrast brightness window minimum dark",
    "white-point": "levels contrast brightness window maximum bright",
    gamma: "levels contrast brightness midtones curve",
    brightness: "dim darken light footage hide black exposure",
    wash: "lighten white veil fade print paper footage",
    onion: "onion skin ghost blend overlay",
    "onion-opacity": "onion skin ghost transparency alpha blend",
    "minimum-reliability":
      "threshold hide mask wall noise confidence quality texture filter outliers background",
    legend: "scale key hide colour bar reference arrow",
    "scale-bar": "ruler length mm micrometre",
    split: "divider side by side a b",
    method: "algorithm lucas-kanade implementation",
    pairing: "step skip frames PIV double pulse reference repeats duplicates interval",
    preset: "fast balanced accurate quality",
    "window-radius": "kernel size neighbourhood",
    "dense-parameters": "pyramid levels iterations smoothness",
    preparation: "preprocess preprocessing filter stage",
    "prepare-flicker": "lamp light brightness exposure gain constancy 50 hz 100 hz",
    "prepare-background": "subtract subtraction still camera particles piv",
    "prepare-cap": "intensity capping particles bright piv",
    "prepare-clahe": "histogram equalisation equalization",
    "prepare-highpass": "filter gradient unsharp",
    "prepare-smooth": "gaussian blur denoise noise",
    "prepare-show": "see look prepared filtered debug",
    "video-track": "stream camera angle",
    deinterlace: "fields interlaced comb",
    ...rateControlWordsEn,
    ...rawControlWordsEn,
    "own-presets": "save settings keep name",
    probes: "measure values table points pin",
    calibration: "calibration units scale axes origin mm metre pixel size y up",
    "frame-memory": "cache ram budget",
  },
};

/** The shape of this part of the catalogue. */
export type LayoutTexts = typeof layoutEn;
