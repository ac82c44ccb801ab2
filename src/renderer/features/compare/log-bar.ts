/** A scale of powers of ten, for bars of times that differ by factors of thousands. */
export interface LogScale {
  /** The bar's share of the full width, 0 to 1. */
  share(value: number): number;
  /** The powers of ten on the scale, with their shares. */
  readonly decades: readonly { readonly value: number; readonly share: number }[];
}

/** A scale from the power of ten below the smallest value to the one above the largest. */
export function logScale(values: readonly number[]): LogScale {
  const positive = values.filter((value) => value > 0 && Number.isFinite(value));
  if (positive.length === 0) return { share: () => 0, decades: [] };
  const logs = positive.map((value) => Math.log10(value));
  // A little below the smallest value, which would have no bar at all on its own power of ten.
  const from = Math.floor(Math.min(...logs) - 0.1);
  const to = Math.max(Math.ceil(Math.max(...logs)), from + 1);
  const place = (exponent: number): number => (exponent - from) / (to - from);
  return {
    share: (value) => (value > 0 ? Math.min(Math.max(place(Math.log10(value)), 0), 1) : 0),
    decades: Array.from({ length: to - from + 1 }, (_, index) => ({
      value: Number(`1e${from + index}`),
      share: place(from + index),
    })),
  };
}
