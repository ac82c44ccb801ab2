/** Nine digits tell any two numbers of single precision apart; most need fewer. */
const SINGLE_DIGITS = 9;

/** The number of the fewest digits that is this one in single precision: 0.1, not 0.10000000149011612. */
export function shortestSingle(value: number): number {
  if (!Number.isFinite(value) || Number.isInteger(value)) return value;
  for (let digits = 6; digits < SINGLE_DIGITS; digits++) {
    const short = Number(value.toPrecision(digits));
    if (Math.fround(short) === value) return short;
  }
  return Number(value.toPrecision(SINGLE_DIGITS));
}
