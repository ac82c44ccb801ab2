import type { FrameAnalysis } from "../../shared/analysis";
import {
  axesInWords,
  circulationUnit,
  isInPixels,
  lengthUnit,
  rateUnit,
  speedUnit,
} from "../../shared/measure/calibration";
import { LINE_COLUMNS, lineUnits } from "../../shared/measure/line-figures";
import { REGION_COLUMNS } from "../../shared/measure/region-figures";
import { isNextFrame, NEXT_FRAME, type Pairing } from "../../shared/pairing";
import { treatmentInWords } from "../../shared/treatment";
import { isValidating } from "../../shared/validation";
import { type SaidRow, saidRow, type TableMeasure } from "./said-row";

/** Velocity of the picture at its middle, how it turned and grew from frame to frame, and the way it has come since the first row. */
const CAMERA_COLUMNS = [
  "camera_u",
  "camera_v",
  "camera_turn",
  "camera_zoom",
  "camera_x",
  "camera_y",
] as const;

/** Of the vectors that were checked. */
const VALID_SHARE = "valid_share";

/** The columns of a table that not every table has, and what all of its numbers are said in. */
export class MeasuredColumns {
  /** Names of the columns. */
  readonly names: readonly string[];
  /** The first line, with its end, where the table says something else than motion in pixels; else empty. */
  readonly comment: string;
  /** Where the picture has come to since the first row; NaN once that is not known, as after a frame without a row. */
  #way: readonly [x: number, y: number] = [0, 0];
  /** The frame that the way leads to; null before the first row. */
  #wayTo: number | null = null;
  readonly #hasWay: boolean;
  readonly #measure: TableMeasure;
  readonly #times: ArrayLike<number>;

  constructor(measure: TableMeasure, times: ArrayLike<number>, pairing: Pairing = NEXT_FRAME) {
    this.#measure = measure;
    this.#times = times;
    this.names = [
      ...measure.regions.flatMap((name) => REGION_COLUMNS.map(([column]) => `${name}_${column}`)),
      ...(measure.lines ?? []).flatMap((name) => LINE_COLUMNS.map(([column]) => `${name}_${column}`)),
      ...(isChecked(measure) ? [VALID_SHARE] : []),
      ...(hasCamera(measure) ? CAMERA_COLUMNS : []),
    ];
    this.comment = commentOf(measure);
    this.#hasWay = isNextFrame(pairing);
  }

  /**
   * A row as it is said, and the values of the columns; NaN where they are not known. In the order of the frames: the way of the camera is summed up.
   *
   * @param seconds that the motion takes
   * @param isCut whether the pair crosses a cut, where nothing moves
   */
  take(
    row: FrameAnalysis,
    seconds: number,
    isCut: boolean,
  ): Pick<SaidRow, "row"> & { readonly values: readonly number[] } {
    const said = saidRow(row, seconds, this.#measure);
    const ofRegions = said.regions.flatMap((region) =>
      REGION_COLUMNS.map(([, column]) => (isCut || region === null ? Number.NaN : region[column])),
    );
    const ofLines = said.lines.flatMap((line) =>
      LINE_COLUMNS.map(([, column]) => (isCut || line === null ? Number.NaN : line[column])),
    );
    const ofVectors = isChecked(this.#measure) ? [isCut ? Number.NaN : row.validShare] : [];
    const others = [...ofRegions, ...ofLines, ...ofVectors];
    if (!hasCamera(this.#measure)) return { row: said.row, values: others };
    const { u, v, turn, zoom } = (isCut ? null : said.camera) ?? UNKNOWN;
    const isGap = this.#wayTo !== null && this.#wayTo !== row.frame;
    const [x, y] = isGap ? [Number.NaN, Number.NaN] : this.#way;
    this.#wayTo = row.frame + 1;
    const frames =
      this.#measure.calibration.pixel === null
        ? 1
        : this.#secondsTo(row.frame + 1) - this.#secondsTo(row.frame);
    this.#way = this.#hasWay ? [x + u * frames, y + v * frames] : [Number.NaN, Number.NaN];
    return { row: said.row, values: [...others, u, v, turn, zoom, x, y] };
  }

  #secondsTo(frame: number): number {
    return this.#times[frame] ?? Number.NaN;
  }
}

function isChecked({ treatment }: TableMeasure): boolean {
  return treatment !== undefined && isValidating(treatment.validation);
}

function hasCamera({ treatment }: TableMeasure): boolean {
  return treatment !== undefined && treatment.camera !== null;
}

const UNKNOWN = { u: Number.NaN, v: Number.NaN, turn: Number.NaN, zoom: Number.NaN };

/** What the columns of a table are in, by their names. */
export function tableUnits(measure: TableMeasure): Readonly<Record<string, string>> {
  const { calibration, regions, lines = [] } = measure;
  const [speed, length] = [speedUnit(calibration), lengthUnit(calibration)];
  const [rate, circulation] = [rateUnit(calibration), circulationUnit(calibration)];
  const speeds = ["mean_u", "mean_v", "mean_speed", "median_speed", "p95_speed"];
  const whole = [...speeds, "p999_speed", "max_speed"].map((name) => [name, speed]);
  const ofRegion = (name: string): readonly (readonly [string, string])[] => [
    ...speeds.map((column) => [`${name}_${column}`, speed] as const),
    [`${name}_direction`, "degrees from x towards y"],
    [`${name}_vorticity`, rate],
    [`${name}_divergence`, rate],
    [`${name}_circulation`, circulation],
  ];
  const ofLine = (name: string): readonly (readonly [string, string])[] =>
    Object.entries(lineUnits(calibration)).map(([column, unit]) => [`${name}_${column}`, unit]);
  const ofCamera = [speed, speed, "degrees from x towards y", "1", length, length];
  return Object.fromEntries([
    ["time", "s"],
    ["dt", "s"],
    ...whole,
    ...["max_speed_x", "max_speed_y"].map((name) => [name, length]),
    ...regions.flatMap(ofRegion),
    ...lines.flatMap(ofLine),
    ...(isChecked(measure) ? [[VALID_SHARE, "1"]] : []),
    ...(hasCamera(measure) ? CAMERA_COLUMNS.map((name, at) => [name, ofCamera[at]]) : []),
  ]);
}

function commentOf({ calibration, treatment, lines = [] }: TableMeasure): string {
  const without = treatmentInWords(treatment);
  if (isInPixels(calibration)) return without === "" ? "" : `# ${without}\n`;
  const units = [
    `velocities in ${speedUnit(calibration)}`,
    `places in ${lengthUnit(calibration)}`,
    `derivatives in ${rateUnit(calibration)}`,
    `circulations${lines.length > 0 ? " and fluxes" : ""} in ${circulationUnit(calibration)}`,
  ].join(", ");
  return `# ${[units, axesInWords(calibration), without].filter((text) => text !== "").join("; ")}\n`;
}
