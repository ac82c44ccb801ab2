import { greatestCommonDivisor } from "../../shared/export-pacing";
import type { Rational } from "./timeline";

/** Of a fraction that is close enough, relative to the value. */
const CLOSE = 1e-10;
const MOST_DENOMINATOR = 1_000_000;

/** The simplest fraction that a positive number means: 29.97 is 2997 / 100, 0.142857… is 1 / 7. By its continued fraction. */
export function rationalOf(value: number): Rational {
  let before = { numerator: 0, denominator: 1 };
  let now = { numerator: 1, denominator: 0 };
  for (let rest = value; ; rest = 1 / (rest - Math.floor(rest))) {
    const whole = Math.floor(rest);
    const next = {
      numerator: whole * now.numerator + before.numerator,
      denominator: whole * now.denominator + before.denominator,
    };
    if (next.denominator > MOST_DENOMINATOR) return now;
    before = now;
    now = next;
    const difference = Math.abs(now.numerator / now.denominator - value);
    if (difference <= CLOSE * value || rest === whole) return now;
  }
}

export function product(a: Rational, b: Rational): Rational {
  const first = reduced(a.numerator, b.denominator);
  const second = reduced(b.numerator, a.denominator);
  return {
    numerator: first.numerator * second.numerator,
    denominator: first.denominator * second.denominator,
  };
}

export function inverse({ numerator, denominator }: Rational): Rational {
  return { numerator: denominator, denominator: numerator };
}

function reduced(numerator: number, denominator: number): Rational {
  const divisor = greatestCommonDivisor(numerator, denominator);
  return { numerator: numerator / divisor, denominator: denominator / divisor };
}
