import type { MapKind } from "./settings";

/** Units that the legend has numbers of where all is in pixels, as they are in English. Those of the world are the same in all languages. */
export type LegendUnit = "" | "px/frame" | "1/frame" | "grey levels" | "px";

/** What a legend calls a map, and its numbers. */
export interface MapWords {
  readonly name: string;
  /** Empty for numbers without one. */
  readonly unit: LegendUnit;
}

export const MAP_WORDS: Readonly<Record<MapKind, MapWords>> = {
  direction: { name: "direction", unit: "px/frame" },
  speed: { name: "speed", unit: "px/frame" },
  divergence: { name: "divergence", unit: "1/frame" },
  vorticity: { name: "vorticity", unit: "1/frame" },
  shear: { name: "shear", unit: "1/frame" },
  reliability: { name: "reliability", unit: "" },
  difference: { name: "difference", unit: "grey levels" },
  uncertainty: { name: "uncertainty", unit: "px" },
  "forward-backward": { name: "fb error", unit: "px" },
};
