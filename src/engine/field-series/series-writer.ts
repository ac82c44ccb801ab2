import type { Calibration } from "../../shared/measure/calibration";
import type { SampleGrid } from "./sample-grid";
import type { SampledField } from "./sampled-field";

/** What is known of a series of fields before the first one is there. */
export interface SeriesPlan {
  readonly grid: SampleGrid;
  readonly calibration: Calibration;
  /** Pairs of the series, with a flow or without. */
  readonly count: number;
  readonly withDerivatives: boolean;
  /** What the fields are of, how they were made and what they are in, for a person and for a program. */
  readonly about: object;
}

/** Writes a series of fields in one format. Whatever it writes gets its name when it is complete. */
export interface SeriesWriter {
  /**
   * The next field of the series.
   *
   * @param isThere false where the pair has no flow, across a cut or with a frame that cannot be decoded: then all of the field is NaN
   * @throws KinoflowError `output-unwritable` or `disk-full`
   */
  add(field: SampledField, isThere: boolean): Promise<void>;
  /** Throws like {@link add}; nothing is left behind then. */
  finish(): Promise<void>;
  /** Leaves nothing behind. */
  abort(): Promise<void>;
}

/** The arrays of a field by the names that they have in all files. */
export function arraysOf({
  u,
  v,
  reliability,
  derivatives,
}: SampledField): Readonly<Record<string, Float32Array>> {
  return { u, v, reliability, ...derivatives };
}

/** The names of these arrays. */
export function arrayNames({ withDerivatives }: Pick<SeriesPlan, "withDerivatives">): readonly string[] {
  return ["u", "v", "reliability", ...(withDerivatives ? ["vorticity", "divergence"] : [])];
}

/** A number as short as it can be told with the digits that float32 has; NaN and Inf as NumPy, MATLAB and VTK read them. */
export function numberText(value: number): string {
  if (Number.isFinite(value)) return String(Number(value.toPrecision(8)));
  return Number.isNaN(value) ? "NaN" : value > 0 ? "Inf" : "-Inf";
}
