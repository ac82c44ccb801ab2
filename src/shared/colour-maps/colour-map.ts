import type { MapKind } from "../overlay/settings";
import { coolWarm } from "./cool-warm";
import { INFERNO, VIRIDIS } from "./tables";

/** Colours of numbers. */
export interface ColourMap {
  /** The name that it was published under. */
  readonly name: string;
  /** Diverging maps go from -limit over 0, which is grey, to limit; the others from 0 to limit. */
  readonly diverging: boolean;
  /** R, G, B in 0..255 of evenly spaced values, three a colour; the first and the last one are those of the limits. */
  readonly colours: Uint8Array;
}

/** The maps of everything but directions, which have a wheel. */
export type ScalarMapKind = Exclude<MapKind, "direction">;

/** An odd number, so that zero has a colour of its own. */
const DIVERGING_COLOURS = 257;

const viridis: ColourMap = { name: "viridis", diverging: false, colours: fromTable(VIRIDIS) };
const inferno: ColourMap = { name: "inferno", diverging: false, colours: fromTable(INFERNO) };
const coolWarmMap: ColourMap = { name: "cool to warm", diverging: true, colours: divergingColours() };

const MAPS: Readonly<Record<ScalarMapKind, ColourMap>> = {
  speed: inferno,
  divergence: coolWarmMap,
  vorticity: coolWarmMap,
  shear: viridis,
  reliability: viridis,
  difference: coolWarmMap,
  uncertainty: inferno,
  "forward-backward": inferno,
};

export function colourMapOf(kind: ScalarMapKind): ColourMap {
  return MAPS[kind];
}

/** Which colour of the map a value has, from 0; a value beyond the limits has that of the limit. NaN has none: NaN. */
export function colourIndex({ diverging, colours }: ColourMap, value: number, limit: number): number {
  const last = colours.length / 3 - 1;
  const position = diverging ? (value / limit + 1) / 2 : value / limit;
  return Math.round(Math.min(1, Math.max(0, position)) * last);
}

function fromTable(lines: readonly string[]): Uint8Array {
  const digits = lines.join("");
  return Uint8Array.from({ length: digits.length / 2 }, (_, i) =>
    Number.parseInt(digits.slice(2 * i, 2 * i + 2), 16),
  );
}

function divergingColours(): Uint8Array {
  const colours = new Uint8Array(3 * DIVERGING_COLOURS);
  const middle = (DIVERGING_COLOURS - 1) / 2;
  for (let i = 0; i < DIVERGING_COLOURS; i++) {
    const rgb = coolWarm((i - middle) / middle);
    for (let channel = 0; channel < 3; channel++) colours[3 * i + channel] = Math.round(255 * rgb[channel]);
  }
  return colours;
}
