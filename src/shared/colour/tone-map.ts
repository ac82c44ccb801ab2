import type { ColourDescription } from "../movie";
import { lightToPq, pqToLight } from "./transfer";

/**
 * Diffuse white of high dynamic range in cd/m² (ITU-R BT.2408), and the light that standard dynamic range's white stands
 * for. What is up to 88 cd/m² then keeps the brightness that it would have in a standard movie, diffuse white itself
 * gets about 90 % of the signal, and what is left is for highlights.
 */
export const DIFFUSE_WHITE = 203;
/** Light in cd/m² that becomes white: that of HLG's reference display, and what most PQ movies are made for. */
export const SOURCE_PEAK = 1000;
/** Exponent of a standard display (ITU-R BT.1886). */
const DISPLAY_GAMMA = 2.4;

const PEAK_SIGNAL = lightToPq(SOURCE_PEAK);
/** maxLum of BT.2390: the target's peak in PQ, where the source's peak is 1. */
const TARGET = lightToPq(DIFFUSE_WHITE) / PEAK_SIGNAL;
/** KS of BT.2390: where the curve leaves the diagonal. */
const KNEE = 1.5 * TARGET - 0.5;

/**
 * Brings light from 0 to {@link SOURCE_PEAK} cd/m² down to {@link DIFFUSE_WHITE} cd/m²: the EETF of Report ITU-R BT.2390,
 * section 5.4.1, a Hermite spline in PQ above a knee. Blacks stay as they are.
 */
export function compressLight(light: number): number {
  const signal = Math.min(lightToPq(light) / PEAK_SIGNAL, 1);
  if (signal <= KNEE) return light;
  const t = (signal - KNEE) / (1 - KNEE);
  const [t2, t3] = [t * t, t * t * t];
  const mapped = (2 * t3 - 3 * t2 + 1) * KNEE + (t3 - 2 * t2 + t) * (1 - KNEE) + (3 * t2 - 2 * t3) * TARGET;
  return pqToLight(mapped * PEAK_SIGNAL);
}

/** The signal, 0 to 1, of light from 0 to 1 (white) on a standard display: the inverse of ITU-R BT.1886. */
export function displaySignal(light: number): number {
  return light ** (1 / DISPLAY_GAMMA);
}

/** How a tone-mapped movie is described. */
export const TONE_MAPPED: ColourDescription = {
  matrix: "bt709",
  primaries: "bt709",
  transfer: "bt709",
  range: "limited",
};
