/** Keeps a number within limits; what is no number becomes the lower one. */
export function clampTo(limits: { readonly min: number; readonly max: number }, value: number): number {
  if (Number.isNaN(value)) return limits.min;
  return Math.min(Math.max(value, limits.min), limits.max);
}
