import type { FlowParameters } from "../../shared/flow";
import type { Side } from "../../shared/picture";
import { shortFlowName } from "./methods";
import type { Pin } from "./pins";
import type { Reading } from "./reading";

const HEADER = [
  "probe",
  "frame",
  "side",
  "method",
  "x",
  "y",
  "u (px/frame)",
  "v (px/frame)",
  "speed (px/frame)",
  "angle (deg)",
];

/** What is known of the motion at a pin. */
export interface PinReading {
  readonly side: Side;
  /** The frame that this side shows, where it is another one than that of the table. */
  readonly frame?: number | undefined;
  /** What the flow of that side was computed with; null where there is none. */
  readonly flow: FlowParameters | null;
  readonly reading: Reading | null;
}

/**
 * The pins of a frame with what was read there, a line each below a line of names, separated by tabs, for spreadsheets:
 * numbers have a plain point and minus, and as many digits as the flow has. What is not known is left empty. Each line says
 * the side of the divider ("A" where there is none) and the method that it was read of: the two are never mixed unsaid.
 */
export function probeTable(frame: number, pins: readonly Pin[], readAt: (pin: Pin) => PinReading): string {
  const lines = pins.map((pin) => {
    const { number, x, y } = pin;
    const { side, flow, reading, frame: own = frame } = readAt(pin);
    const { u, v, speed, degrees, reliability } = reading ?? NOTHING_READ;
    return [
      String(number),
      String(own),
      side.toUpperCase(),
      flow === null ? "" : shortFlowName(flow),
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
