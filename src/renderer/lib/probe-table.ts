import type { FlowParameters } from "../../shared/flow";
import type { Units } from "../../shared/measure/units";
import type { Side } from "../../shared/picture";
import { shortFlowName } from "./methods";
import type { Pin } from "./pins";
import type { Reading } from "./reading";

/** Names of the columns, with the units that they are in. */
function headerOf(units: Units): readonly string[] {
  const [length, speed] = [units.lengthUnit, units.speedUnit];
  // In pixels of the recording they need no unit.
  const place = units.isInPixels ? ["x", "y"] : [`x (${length})`, `y (${length})`];
  return [
    ...["probe", "frame", "side", "method", ...place],
    ...["u", "v", "speed"].map((name) => `${name} (${speed})`),
    ...["angle (deg)", "reliability"],
  ];
}

/** What is known of the motion at a pin. */
export interface PinReading {
  readonly side: Side;
  /** The frame that this side shows, where it is another one than that of the table. */
  readonly frame?: number | undefined;
  /** What the flow of that side was computed with; null where there is none. */
  readonly flow: FlowParameters | null;
  readonly reading: Reading | null;
  /** That the motion takes. */
  readonly seconds: number;
}

/**
 * The pins of a frame with what was read there, a line each below a line of names, separated by tabs, for spreadsheets:
 * numbers have a plain point and minus, and as many digits as the flow has. What is not known is left empty. Each line says
 * the side of the divider ("A" where there is none) and the method that it was read of: the two are never mixed unsaid.
 *
 * @param units that it is in
 */
export function probeTable(
  frame: number,
  pins: readonly Pin[],
  readAt: (pin: Pin) => PinReading,
  units: Units,
): string {
  const lines = pins.map((pin) => {
    const { number, x, y } = pin;
    const { side, flow, reading, seconds, frame: own = frame } = readAt(pin);
    const { u, v, speed, degrees } = units.motion(
      reading?.u ?? Number.NaN,
      reading?.v ?? Number.NaN,
      seconds,
    );
    return [
      String(number),
      String(own),
      side.toUpperCase(),
      flow === null ? "" : shortFlowName(flow),
      ...[...units.place(x, y), u, v, speed, degrees, reading?.reliability ?? Number.NaN].map(cell),
    ];
  });
  return [headerOf(units), ...lines].map((cells) => `${cells.join("\t")}\n`).join("");
}

/** Seven digits are all that single precision has. */
function cell(value: number): string {
  return Number.isNaN(value) ? "" : String(Number(value.toPrecision(7)));
}
