import { CURVE_VALUES } from "../../shared/curves";
import { degreesOf } from "../../shared/direction";
import {
  applyMatrix,
  type Calibration,
  lengthUnit,
  type PixelGrid,
  placeOf,
  speedUnit,
  velocityMatrix,
} from "../../shared/measure/calibration";
import { isKnownFlow } from "../../shared/overlay/colour-wheel";
import { AtomicFile } from "../field-io/atomic-file";

/** A probe whose values are written. */
export interface CsvProbe {
  readonly number: number;
  readonly x: number;
  readonly y: number;
}

export interface CurvesCsv {
  /** What the values are of, in words of one line: the movie, and how its flow was computed. */
  readonly about: string;
  readonly probes: readonly CsvProbe[];
  /** Rising. */
  readonly frames: readonly number[];
  /** Presentation times of all frames in seconds, from the first frame on. */
  readonly times: ArrayLike<number>;
  /** {@link CURVE_VALUES} for each probe. */
  readonly valuesOf: (frame: number) => Float32Array;
  readonly calibration: Calibration;
  readonly grid: PixelGrid;
  /** Seconds that the motion of a frame takes; NaN where nobody knows. */
  readonly secondsOf: (frame: number) => number;
  /** True where the next frame shows another scene: nothing moves from the one to the other. */
  readonly isCut: (frame: number) => boolean;
}

/** Motion, speed, direction and reliability. */
const UNKNOWN = Array<number>(5).fill(Number.NaN);

/** Text is handed to the system in pieces of about this many characters. */
const PIECE = 1 << 16;

/**
 * Writes the values of probes over time, a line a frame with all probes beside each other, as spreadsheets draw curves of.
 * What is not known is left empty. The file gets its name when it is complete.
 *
 * @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then
 */
export async function writeCurves(path: string, table: CurvesCsv): Promise<void> {
  const file = await AtomicFile.create(path);
  try {
    let text = `${quoted(`# ${table.about}`)}\n${curvesHeader(table.probes, table.calibration)}\n`;
    for (const frame of table.frames) {
      text += `${curvesLine(table, frame)}\n`;
      if (text.length < PIECE) continue;
      await file.write(text);
      text = "";
    }
    await file.write(text);
  } catch (error) {
    await file.abort();
    throw error;
  }
  await file.finish();
}

/** Names of the columns, with their units. */
export function curvesHeader(probes: readonly CsvProbe[], calibration: Calibration): string {
  const [length, speed] = [lengthUnit(calibration), speedUnit(calibration)];
  const columns = probes.flatMap(({ number }) =>
    [
      ...["x", "y"].map((name) => `${name} (${length})`),
      ...["u", "v", "speed"].map((name) => `${name} (${speed})`),
      ...["direction (deg)", "reliability (0 to 1)"],
    ].map((name) => `probe ${number} ${name}`),
  );
  return ["frame", "time (s)", "cut", ...columns].join(",");
}

export function curvesLine(table: CurvesCsv, frame: number): string {
  const { probes, times, valuesOf, isCut, calibration, grid, secondsOf } = table;
  const values = valuesOf(frame);
  const cut = isCut(frame);
  const matrix = velocityMatrix(calibration, grid, secondsOf(frame));
  const cells = probes.flatMap(({ x, y }, at) => {
    const [flowU, flowV, reliability] = values.subarray(at * CURVE_VALUES, (at + 1) * CURVE_VALUES);
    const [u, v] = applyMatrix(matrix, [flowU, flowV]);
    const known = !cut && isKnownFlow(flowU, flowV) && !Number.isNaN(u);
    const read = known ? [u, v, Math.hypot(u, v), degreesOf(u, v), reliability] : UNKNOWN;
    return [...placeOf(calibration, grid, [x, y]), ...read];
  });
  return [frame, times[frame], cut ? 1 : 0, ...cells].map(cell).join(",");
}

function cell(value: number): string {
  return Number.isNaN(value) ? "" : String(value);
}

function quoted(text: string): string {
  return `"${text.replaceAll('"', '""')}"`;
}
