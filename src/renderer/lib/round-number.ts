/**
 * The smallest of ..., 0.1, 0.2, 0.5, 1, 2, 5, 10, ... that is not below `value`. Colour scales and
 * chart axes end at such numbers, because people read them at a glance.
 */
export function roundNumberAbove(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const exponent = Math.floor(Math.log10(value));
  for (const [factor, shift] of [
    [1, 0],
    [2, 0],
    [5, 0],
    [1, 1],
  ] as const) {
    // Number("2e-1") is exactly 0.2, which 2 * 10 ** -1 is not.
    const candidate = Number(`${factor}e${exponent + shift}`);
    if (candidate >= value * (1 - 1e-9)) return candidate;
  }
  return value;
}
