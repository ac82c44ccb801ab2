import {
  axesInWords,
  type Calibration,
  isInPixels,
  lengthUnit,
  speedUnit,
} from "../../shared/measure/calibration";
import { TRACK_COLUMNS, type TracksOrigin, trackCells, trackRows } from "../../shared/track-table";
import type { Track } from "../../shared/tracks";
import { AtomicFile } from "../field-io/atomic-file";

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
    await file.write(`${commentOf(origin.calibration)}${TRACK_COLUMNS.join(",")}\n`);
    for (const { name, points } of tracks) {
      const lines = [...trackRows(points, origin)].map(
        (row) => `${trackCells(quoted(name), row).join(",")}\n`,
      );
      await file.write(lines.join(""));
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

/** A name as CSV has it. */
function quoted(name: string): string {
  return /[",\n]/.test(name) ? `"${name.replaceAll('"', '""')}"` : name;
}
