import { panelKeywordsEn } from "./panel-commands-en";

/** Other words that people look for a command by, in English; part of the catalogue in en.ts. */
export const keywordsEn = {
  open: "load import movie video file",
  export: "save render mp4 video",
  "export-table": "table spreadsheet save figures",
  "copy-picture": "screenshot snapshot clipboard image",
  settings: "preferences options threads memory ffmpeg",
  shortcuts: "help keys hotkeys",
  "toggle-arrows": "vectors quiver",
  "toggle-colours": "map heat colors",
  "toggle-streamlines": "lines trajectories",
  "toggle-legend": "scale key",
  "toggle-onion": "onion skin blend overlay ghost",
  "toggle-split": "divider side by side",
  "map-none": "off hide",
  "map-direction": "hue colour wheel",
  "map-speed": "magnitude velocity heat",
  "map-divergence": "expansion sources sinks",
  "map-vorticity": "curl rotation swirl",
  "map-shear": "strain deformation",
  "map-reliability": "confidence quality",
  "map-difference": "residual error",
  "pin-probe": "measure value point",
  undo: "flow view probes back",
  redo: "flow view probes again",
  reset: "original start over",
  "toggle-all-pixels": "statistics mean percentile unreliable noise",
  suggest: "automatic recommend tune",
  "method-fast": "preset quick",
  "method-balanced": "preset standard default",
  "method-accurate": "preset best quality",
  "analysis-run": "compute whole statistics graph",
  benchmark: "performance timing naive streaming summed-area",
  "theme-dark": "night mode appearance",
  "theme-light": "day mode appearance",
  about: "version licence",
  ...panelKeywordsEn,
};

/** The shape of this part of the catalogue. */
export type KeywordsTexts = typeof keywordsEn;
