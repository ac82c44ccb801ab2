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

const AXIS_FACTORS = [1, 1.5, 2, 3, 4, 5, 6, 8, 10] as const;

const NEAR_FACTORS = [1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10] as const;

/** That of ..., 1, 1.2, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10, ... which is nearest to `value` by their ratio, which is at most 1.16. */
export function roundNumberNear(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const exponent = Math.floor(Math.log10(value));
  const candidates = NEAR_FACTORS.map((factor) => Number(`${factor}e${exponent}`));
  const above = candidates.findIndex((candidate) => candidate >= value);
  if (above === 0) return candidates[0];
  const [below, next] = [candidates[above - 1], candidates[above]];
  return value * value < below * next ? below : next;
}

/** Like {@link roundNumberAbove} in finer steps (1, 1.5, 2, 3, 4, 5, 6, 8), so that a graph fills its height. */
export function axisEndAbove(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const exponent = Math.floor(Math.log10(value));
  for (const factor of AXIS_FACTORS) {
    const candidate = Number(`${factor}e${exponent}`);
    if (candidate >= value * (1 - 1e-9)) return candidate;
  }
  return value;
}
