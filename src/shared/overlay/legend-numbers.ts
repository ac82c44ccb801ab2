/** A speed with three significant digits, without zeros at its end, and with a true minus sign. */
export function formatSpeed(speed: number): string {
  if (!Number.isFinite(speed)) return "?";
  const rounded = Number(speed.toPrecision(3));
  if (rounded === 0) return "0";
  const magnitude = Math.abs(rounded);
  // Never an exponent: it would be no plain number to the reader.
  const decimals = Math.min(20, Math.max(0, 2 - Math.floor(Math.log10(magnitude))));
  const digits = magnitude.toFixed(decimals);
  const trimmed = digits.includes(".") ? digits.replace(/\.?0+$/, "") : digits;
  return rounded < 0 ? `−${trimmed}` : trimmed;
}

/**
 * The round number (1, 2 or 5 times a power of ten) that is nearest to a wanted one, by their ratio, and at most the largest.
 *
 * @param wanted above 0, as `largest`
 */
export function roundNumberNear(wanted: number, largest: number): number {
  const power = Math.floor(Math.log10(wanted));
  // Through the decimal notation, for 0.2 rather than 2 * 0.1.
  const rounds = [power - 1, power, power + 1].flatMap((exponent) =>
    [1, 2, 5].map((digit) => Number(`${digit}e${exponent}`)),
  );
  const fitting = rounds.filter((number) => number <= largest * (1 + 1e-9));
  const apart = (number: number): number => Math.abs(Math.log(number / wanted));
  return fitting.reduce(
    (best, number) => (apart(number) < apart(best) ? number : best),
    fitting[0] ?? wanted,
  );
}

/** Length of the reference arrow in spacings, about: it shows a speed near the one that the scale was made for. */
const REFERENCE_CELLS = 1.5;

/**
 * The round speed (1, 2 or 5 times a power of ten) whose arrow is nearest to so many spacings long, by their ratio, and at most
 * `longest` pixels.
 */
export function referenceSpeed(spacing: number, longest: number, scale: number): number {
  return roundNumberNear(Math.min(REFERENCE_CELLS * spacing, longest) / scale, longest / scale);
}
