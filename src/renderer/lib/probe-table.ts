import type { Pin } from "./pins";
import type { Reading } from "./reading";

const HEADER = [
  "probe",
  "frame",
  "x",
  "y",
  "u (px/frame)",
  "v (px/frame)",
  "speed (px/frame)",
  "angle (deg)",
];

/**
 * The pins of a frame with what was read there, a line each below a line of names, separated by tabs, for spreadsheets:
 * numbers have a plain point and minus, and as many digits as the flow has. What is not known is left empty.
 */
export function probeTable(
  frame: number,
  pins: readonly Pin[],
  readings: (pin: Pin) => Reading | null,
): string {
  const lines = pins.map((pin) => {
    const { number, x, y } = pin;
    const reading = readings(pin);
    const { u, v, speed, degrees, reliability } = reading ?? NOTHING_READ;
    return [
      String(number),
      String(frame),
      String(x),
      String(y),
      ...[u, v, speed, degrees, reliability].map(cell),
    ];
  });
  return [[...HEADER, "reliability"], ...lines].map((cells) => `${cells.join("\t")}\n`).join("");
}

const NOTHING_READ = {
  u: Number.NaN,
  v: Number.NaN,
  speed: Number.NaN,
  degrees: Number.NaN,
  reliability: Number.NaN,
};

/** Seven digits are all that single precision has. */
function cell(value: number): string {
  return Number.isNaN(value) ? "" : String(Number(value.toPrecision(7)));
}
