/** Commands of the panels by name, and other words for them; part of the catalogue in en.ts. */
export const panelCommandsEn = {
  "show-flow": "Panel: Flow",
  "show-view": "Panel: View",
  "show-measure": "Panel: Measure",
  "toggle-cost": "What the frame cost",
  "toggle-halo": "Rim of arrows and lines",
  "fit-colours": "Fit the scale of the map to this frame",
  "lock-colours": "Lock the scale of speeds",
  "fit-arrows": "Fit the arrows to this frame",
  "lock-arrows": "Lock the scale of arrows",
  "map-denser": "Map: more opaque",
  "map-sheerer": "Map: less opaque",
  "toggle-fading": "Direction colours: opacity follows speed",
  "footage-brighter": "Footage: brighter",
  "footage-darker": "Footage: darker",
};

export const panelKeywordsEn = {
  "show-flow": "inspector tab method settings",
  "show-view": "inspector tab layers arrows settings",
  "show-measure": "inspector tab probes values",
  "toggle-cost": "time memory decode draw bytes milliseconds performance",
  "toggle-halo": "outline shadow border contrast edge hide",
  "fit-colours": "range colours colors automatic maximum",
  "lock-colours": "fix keep range colours colors constant",
  "fit-arrows": "length size scale automatic vectors quiver",
  "lock-arrows": "fix keep length size scale vectors quiver constant",
  "map-denser": "opacity transparency alpha colours colors hide footage",
  "map-sheerer": "opacity transparency alpha colours colors transparent",
  "toggle-fading": "white fog classic wheel middlebury transparent still",
  "footage-brighter": "brightness light",
  "footage-darker": "brightness dim hide black",
};
