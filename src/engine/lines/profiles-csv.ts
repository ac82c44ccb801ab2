import { axesInWords, type Calibration, isInPixels } from "../../shared/measure/calibration";
import { type LineProfile, profileUnits } from "../../shared/measure/line-figures";
import { AtomicFile } from "../field-io/atomic-file";

const COLUMNS = ["distance", "x", "y", "u", "v", "along", "across", "reliability"] as const;

export const PROFILES_HEADER = ["frame", "time", ...COLUMNS].join(",");

/** The table of the profiles of a line, a line for each place of each frame. It gets its name when it is complete. */
export class ProfilesFile {
  readonly #file: AtomicFile;
  readonly #times: ArrayLike<number>;

  private constructor(file: AtomicFile, times: ArrayLike<number>) {
    this.#file = file;
    this.#times = times;
  }

  /**
   * @param times presentation times of all frames in seconds
   * @throws KinoflowError `output-unwritable` or `disk-full`
   */
  static async create(
    path: string,
    calibration: Calibration,
    times: ArrayLike<number>,
  ): Promise<ProfilesFile> {
    const file = new ProfilesFile(await AtomicFile.create(path), times);
    await file.#write(`${commentOf(calibration)}${PROFILES_HEADER}\n`);
    return file;
  }

  /**
   * Adds a frame. Of one without motion there is no line.
   *
   * @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then
   */
  add(frame: number, profile: LineProfile | null): Promise<void> {
    if (profile === null) return Promise.resolve();
    const time = numberText(this.#times[frame] ?? Number.NaN);
    return this.#write(profileLines(profile, [String(frame), time]));
  }

  /** @throws KinoflowError `output-unwritable` or `disk-full`; nothing is left behind then */
  finish(): Promise<void> {
    return this.#file.finish();
  }

  /** Leaves nothing behind. */
  abort(): Promise<void> {
    return this.#file.abort();
  }

  async #write(text: string): Promise<void> {
    try {
      await this.#file.write(text);
    } catch (error) {
      await this.#file.abort();
      throw error;
    }
  }
}

/** The lines of a frame. */
function profileLines(profile: LineProfile, first: readonly string[]): string {
  let text = "";
  for (let k = 0; k < profile.distance.length; k++) {
    text += `${[...first, ...COLUMNS.map((column) => numberText(profile[column][k]))].join(",")}\n`;
  }
  return text;
}

function commentOf(calibration: Calibration): string {
  if (isInPixels(calibration)) return "";
  const units = Object.entries(profileUnits(calibration)).map(([name, unit]) => `${name} in ${unit}`);
  return `# ${units.join(", ")}; ${axesInWords(calibration)}\n`;
}

/** Nine digits, which is more than is known; empty where nothing is. */
function numberText(value: number): string {
  return Number.isFinite(value) ? String(Number(value.toPrecision(9))) : "";
}
