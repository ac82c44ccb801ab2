import { DEFAULT_ARROW_COLOUR, type OverlaySettings } from "./settings";

/** Ways of drawing for a kind of footage, or of paper. */
export const LOOKS = ["dark", "bright", "print"] as const;
export type Look = (typeof LOOKS)[number];

/** All that a look decides. What is drawn, and at which scales, is not of it. */
interface LookSettings {
  readonly footage: OverlaySettings["footage"];
  readonly arrows: Pick<OverlaySettings["arrows"], "colouring" | "colour" | "halo" | "opacity">;
  readonly linesOpacity: number;
  readonly mapOpacity: number;
}

const LOOK_SETTINGS: Readonly<Record<Look, LookSettings>> = {
  /** What nobody has changed: light arrows with dark rims. */
  dark: {
    footage: { brightness: 1, wash: 0 },
    arrows: { colouring: "plain", colour: DEFAULT_ARROW_COLOUR, halo: true, opacity: 1 },
    linesOpacity: 1,
    mapOpacity: 0.75,
  },
  /** Dark arrows with light rims, and colours that bright ground does not bleach. */
  bright: {
    footage: { brightness: 1, wash: 0 },
    arrows: { colouring: "plain", colour: "#14181f", halo: true, opacity: 1 },
    linesOpacity: 1,
    mapOpacity: 0.9,
  },
  /** Black arrows on footage that is nearly white: little ink, and no rims that smear. */
  print: {
    footage: { brightness: 1, wash: 0.65 },
    arrows: { colouring: "plain", colour: "#000000", halo: false, opacity: 1 },
    linesOpacity: 1,
    mapOpacity: 0.85,
  },
};

/** The settings as a look has them. */
export function withLook(overlay: OverlaySettings, look: Look): OverlaySettings {
  const { footage, arrows, linesOpacity, mapOpacity } = LOOK_SETTINGS[look];
  return {
    ...overlay,
    footage,
    arrows: { ...overlay.arrows, ...arrows },
    streamlines: { ...overlay.streamlines, opacity: linesOpacity },
    colour: { ...overlay.colour, opacity: mapOpacity },
  };
}

/** The look that settings are, if they are one. */
export function lookOf(overlay: OverlaySettings): Look | null {
  const { footage, arrows, streamlines, colour } = overlay;
  return (
    LOOKS.find((look) => {
      const wanted = LOOK_SETTINGS[look];
      return (
        footage.brightness === wanted.footage.brightness &&
        footage.wash === wanted.footage.wash &&
        arrows.colouring === wanted.arrows.colouring &&
        arrows.colour === wanted.arrows.colour &&
        arrows.halo === wanted.arrows.halo &&
        arrows.opacity === wanted.arrows.opacity &&
        streamlines.opacity === wanted.linesOpacity &&
        colour.opacity === wanted.mapOpacity
      );
    }) ?? null
  );
}
