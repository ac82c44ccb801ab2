/** Units of length that a calibration may be stated in. */
export const LENGTH_UNITS = ["nm", "µm", "mm", "cm", "m", "km"] as const;
export type LengthUnit = (typeof LENGTH_UNITS)[number];

/** A length with the unit that it is stated in, which is the one that what follows from it is said in. */
export interface Length {
  /** Above 0. */
  readonly value: number;
  readonly unit: LengthUnit;
}

/** How a micrometre is written where there is no µ on the keyboard, or where it is the Greek letter. */
const OTHER_NAMES: Readonly<Record<string, LengthUnit>> = { um: "µm", μm: "µm" };

/**
 * Reads a length such as `0.02mm`, `1.5 µm` or `5e-3m`.
 *
 * @returns null where it is none, or not above 0
 */
export function parseLength(text: string): Length | null {
  const [, number = "", name = ""] = /^\s*([-+.\deE]+?)\s*([^\d\s.+-]+)\s*$/.exec(text) ?? [];
  const unit = OTHER_NAMES[name] ?? LENGTH_UNITS.find((known) => known === name);
  const value = number === "" ? Number.NaN : Number(number);
  return unit !== undefined && value > 0 && value < Number.POSITIVE_INFINITY ? { value, unit } : null;
}

/** Micrometres in each unit that files are told in, from the largest on, and the least number that is told in it. */
const TOLD = [
  ["m", 1e6, 1],
  ["mm", 1e3, 0.1],
  ["µm", 1, 0.1],
  ["nm", 1e-3, 0],
] as const satisfies readonly (readonly [LengthUnit, number, number])[];

/** A length that a file states in micrometres, in the unit that suits it: "0.65 µm", "0.4 mm". */
export function lengthOfMicrometres(micrometres: number): Length {
  const [unit, size] = TOLD.find(([, size, least]) => micrometres / size >= least) ?? ["nm", 1e-3];
  // What was only multiplied has no more digits than that.
  return { value: Number((micrometres / size).toPrecision(12)), unit };
}

/** A length as people write it: "0.02 mm". */
export function lengthText({ value, unit }: Length): string {
  return `${Number(value.toPrecision(7))} ${unit}`;
}
