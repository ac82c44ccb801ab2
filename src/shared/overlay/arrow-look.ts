import { BT709 } from "../colour/luma-shares";
import { colourIndex, colourMapOf } from "../colour-maps/colour-map";
import { flowColour } from "./colour-wheel";
import type { ArrowColouring, OverlaySettings } from "./settings";
import type { Colour } from "./surface";

/**
 * The rim of light arrows and lines. Their fill is opaque on purpose: the canvas strokes the halo along the outline only,
 * and what lies under the fill must not tell.
 */
export const HALO: Colour = { r: 0, g: 0, b: 0, alpha: 0.6 };

/** The rim of dark ones, which a dark one would make fat rather than keep apart from the picture. */
export const LIGHT_HALO: Colour = { r: 255, g: 255, b: 255, alpha: 0.75 };

/** Of 255: what is darker, by its luma, asks for a light rim. */
const DARK_LUMA = 96;

export function isDark({ r, g, b }: Colour): boolean {
  return BT709.red * r + (1 - BT709.red - BT709.blue) * g + BT709.blue * b < DARK_LUMA;
}

/** The rim that keeps shapes of a colour apart from any picture. */
export function haloOf(fill: Colour): Colour {
  return isDark(fill) ? LIGHT_HALO : HALO;
}

/** How arrows look, apart from their shape. */
export interface ArrowLook {
  readonly colouring: ArrowColouring;
  /** Of `plain` arrows. */
  readonly fill: Colour;
  /** The speed of the full colour, px/frame, of the other ones. */
  readonly maxSpeed: number;
  /** Of the rim; null where there is none. */
  readonly halo: Colour | null;
}

export function arrowLook({ arrows, colour }: OverlaySettings): ArrowLook {
  const { colouring, halo } = arrows;
  const fill = parseColour(arrows.colour);
  // Arrows of many colours are light among them.
  const rim = colouring === "plain" ? haloOf(fill) : HALO;
  return { colouring, fill, maxSpeed: colour.maxSpeed, halo: halo ? rim : null };
}

/** An opaque colour from "#rrggbb". Throws RangeError for anything else. */
export function parseColour(text: string): Colour {
  if (!/^#[0-9a-f]{6}$/i.test(text)) throw new RangeError(`"${text}" is no colour like #rrggbb.`);
  const code = Number.parseInt(text.slice(1), 16);
  return { r: code >> 16, g: (code >> 8) & 255, b: code & 255, alpha: 1 };
}

/** The colour of an arrow that shows the motion (u, v), px/frame. */
export function arrowColour({ colouring, fill, maxSpeed }: ArrowLook, u: number, v: number): Colour {
  if (colouring === "plain") return fill;
  if (colouring === "direction") {
    flowColour(u, v, maxSpeed, rgb, 0);
    return { r: rgb[0], g: rgb[1], b: rgb[2], alpha: 1 };
  }
  const map = colourMapOf("speed");
  const at = 3 * colourIndex(map, Math.sqrt(u * u + v * v), maxSpeed);
  return { r: map.colours[at], g: map.colours[at + 1], b: map.colours[at + 2], alpha: 1 };
}

const rgb = new Uint8Array(3);
