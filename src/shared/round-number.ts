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

/** The largest number of {@link axisEndAbove}'s steps that is not above `value`. */
export function axisEndBelow(value: number): number {
  if (!(value > 0) || !Number.isFinite(value)) return 1;
  const exponent = Math.floor(Math.log10(value));
  const candidates = AXIS_FACTORS.map((factor) => Number(`${factor}e${exponent}`));
  return candidates.findLast((candidate) => candidate <= value * (1 + 1e-9)) ?? value;
}

/** That of {@link axisEndAbove}'s steps which is nearest to `value` by their ratio. */
export function axisEndNear(value: number): number {
  const [below, above] = [axisEndBelow(value), axisEndAbove(value)];
  return value * value < below * above ? below : above;
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
