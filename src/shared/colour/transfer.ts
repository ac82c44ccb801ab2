/**
 * Transfer functions of high dynamic range, as ITU-R BT.2100-2 defines them. Signals are 0 to 1, display light is in
 * cd/m² of one colour component on the reference display.
 */

/** True for the transfer characteristics (as ffmpeg names them) of high dynamic range: PQ and HLG of ITU-R BT.2100. */
export function isHighDynamicRange(transfer: string): boolean {
  return transfer === "smpte2084" || transfer === "arib-std-b67";
}

/** Light of PQ's largest signal in cd/m². */
export const PQ_PEAK = 10000;
const M1 = 2610 / 16384;
const M2 = (2523 / 4096) * 128;
const C1 = 3424 / 4096;
const C2 = (2413 / 4096) * 32;
const C3 = (2392 / 4096) * 32;

/** Display light in cd/m² of a PQ signal: the EOTF of BT.2100, table 4. */
export function pqToLight(signal: number): number {
  const power = Math.max(signal, 0) ** (1 / M2);
  return PQ_PEAK * (Math.max(power - C1, 0) / (C2 - C3 * power)) ** (1 / M1);
}

/** The PQ signal of display light in cd/m²: the inverse EOTF of BT.2100, table 4. */
export function lightToPq(light: number): number {
  const power = (Math.max(light, 0) / PQ_PEAK) ** M1;
  return ((C1 + C2 * power) / (1 + C3 * power)) ** M2;
}

const A = 0.17883277;
const B = 1 - 4 * A;
const C = 0.5 - A * Math.log(4 * A);

/** Scene light, 0 to 1, of an HLG signal: the inverse OETF of BT.2100, table 5. */
export function hlgToSceneLight(signal: number): number {
  return signal <= 0.5 ? Math.max(signal, 0) ** 2 / 3 : (Math.exp((signal - C) / A) + B) / 12;
}

/** Light of HLG's white on the reference display in cd/m², and the system gamma that belongs to it. */
export const HLG_PEAK = 1000;
const HLG_GAMMA = 1.2;

/**
 * What the scene light of each component is multiplied with to get its display light in cd/m²: the OOTF of BT.2100,
 * table 5, on the reference display.
 *
 * @param luminance of the scene light, 0 to 1 (0.2627 R + 0.6780 G + 0.0593 B)
 */
export function hlgGain(luminance: number): number {
  return HLG_PEAK * Math.max(luminance, 0) ** (HLG_GAMMA - 1);
}
