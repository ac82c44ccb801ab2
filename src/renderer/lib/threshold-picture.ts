import type { LumaPreview } from "../../shared/contract/masks";

/** Which grey values a mask takes. */
export interface Threshold {
  readonly limit: number;
  readonly darker: boolean;
}

/** What masked pixels are tinted with. */
const TINT = [242, 89, 59] as const;
const TINTED = 0.6;

/** The grey value that a fifth of a preview is darker than: where a choice begins. */
export function darkFifth({ samples }: LumaPreview): number {
  return samples.slice().sort()[Math.floor(samples.length / 5)] ?? 0;
}

/** How much of a preview a threshold masks, 0 to 1. */
export function maskedShare({ samples }: LumaPreview, { limit, darker }: Threshold): number {
  let masked = 0;
  for (const sample of samples) if (darker ? sample < limit : sample > limit) masked += 1;
  return masked / Math.max(samples.length, 1);
}

/** A preview from its darkest to its brightest value, what is masked tinted: RGBA row by row. */
export function paintThreshold(
  { samples, least, most }: LumaPreview,
  { limit, darker }: Threshold,
  pixels: Uint8ClampedArray,
): void {
  const scale = 255 / Math.max(most - least, 1);
  let at = 0;
  for (const sample of samples) {
    const grey = (sample - least) * scale;
    const isMasked = darker ? sample < limit : sample > limit;
    for (let channel = 0; channel < 3; channel += 1) {
      const tint = TINT[channel] ?? 0;
      pixels[at + channel] = isMasked ? grey * (1 - TINTED) + tint * TINTED : grey;
    }
    pixels[at + 3] = 255;
    at += 4;
  }
}
