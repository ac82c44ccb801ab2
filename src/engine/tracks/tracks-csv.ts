import {
  applyMatrix,
  axesInWords,
  type Calibration,
  isInPixels,
  lengthUnit,
  type PixelGrid,
  placeOf,
  speedUnit,
  velocityMatrix,
} from "../../shared/measure/calibration";
import type { Track, TrackPoint } from "../../shared/tracks";
import { AtomicFile } from "../field-io/atomic-file";

export const TRACKS_HEADER = "track,frame,time,x,y,u,v,state";

/** What the numbers of a table of tracks mean. */
export interface TracksOrigin {
  /** Presentation times of all frames in seconds. */
  readonly times: ArrayLike<number>;
  readonly calibration: Calibration;
  readonly grid: PixelGrid;
}

/**
 * Writes tracks as a table with a line for each frame of each track. u and v are the velocity to the track's place in the next frame. What
 * is not known is empty. Places along other axes, or in other units than pixels, are said in a comment before the header.
 *
 * @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then
 */
export async function writeTracks(
  path: string,
  tracks: readonly Track[],
  origin: TracksOrigin,
): Promise<void> {
  const file = await AtomicFile.create(path);
  try {
    await file.write(`${commentOf(origin.calibration)}${TRACKS_HEADER}\n`);
    for (const track of tracks) {
      await file.write(track.points.map((_, at) => `${lineOf(track, at, origin)}\n`).join(""));
    }
  } catch (error) {
    await file.abort();
    throw error;
  }
  await file.finish();
}

/** What the columns are in, by their names. */
export function tracksUnits(calibration: Calibration): Readonly<Record<string, string>> {
  const [length, speed] = [lengthUnit(calibration), speedUnit(calibration)];
  return { time: "s", x: length, y: length, u: speed, v: speed };
}

function commentOf(calibration: Calibration): string {
  if (isInPixels(calibration)) return "";
  const units = Object.entries(tracksUnits(calibration)).map(([name, unit]) => `${name} in ${unit}`);
  return `# ${units.join(", ")}; ${axesInWords(calibration)}\n`;
}

function lineOf({ name, points }: Track, at: number, { times, calibration, grid }: TracksOrigin): string {
  const point = points[at];
  const time = times[point.frame] ?? Number.NaN;
  const next = points[at + 1];
  const place = placeOf(calibration, grid, [point.x, point.y]);
  // Where a person has set a track anew, it has not come there by itself.
  const isLeap = next?.state === "set" && points.slice(0, at + 1).some(({ state }) => state === "set");
  const isFollowed = next !== undefined && next.frame === point.frame + 1 && !isLeap;
  const motion = isFollowed ? velocity(point, next, { times, calibration, grid }) : [Number.NaN, Number.NaN];
  const numbers = [point.frame, time, ...place, ...motion].map(numberText);
  return [quoted(name), ...numbers, point.state].join(",");
}

function velocity(point: TrackPoint, next: TrackPoint, { times, calibration, grid }: TracksOrigin) {
  const seconds = (times[next.frame] ?? Number.NaN) - (times[point.frame] ?? Number.NaN);
  return applyMatrix(velocityMatrix(calibration, grid, seconds), [next.x - point.x, next.y - point.y]);
}

/** Nine digits, which is more than is known; empty where nothing is. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : "";
}

/** A name as CSV has it. */
function quoted(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
