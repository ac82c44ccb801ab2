import { type Calibration, lengthUnit, speedUnit } from "../../shared/measure/calibration";
import { type Kymograph, kymographScale, paintKymograph } from "../../shared/measure/kymograph";
import { AtomicFile, writeFileAtomically } from "../field-io/atomic-file";
import { npyHeader } from "../field-io/npy-header";
import { encodePng } from "../view/png";

export interface KymographFile {
  /** Numbers are written where it ends in .npy, else a picture. */
  readonly path: string;
  readonly kymograph: Kymograph;
  readonly calibration: Calibration;
  /** What it is of and how it was made, for the file beside it. */
  readonly facts: Readonly<Record<string, unknown>>;
}

/**
 * Writes a space-time picture, as colours (.png) or as float32 values of rows x columns (.npy), and beside it, as JSON, what its rows,
 * columns and colours mean.
 *
 * @throws KinoflowError `output-unwritable` or `disk-full`
 */
export async function writeKymograph({ path, kymograph, calibration, facts }: KymographFile): Promise<void> {
  const isPicture = !path.toLowerCase().endsWith(".npy");
  if (isPicture) await writeFileAtomically(path, await pictureOf(kymograph));
  else await writeValues(path, kymograph);
  const about = { ...facts, ...kymographFacts(kymograph, calibration, isPicture) };
  await writeFileAtomically(`${path}.json`, Buffer.from(`${JSON.stringify(about, null, 2)}\n`));
}

function pictureOf(kymograph: Kymograph): Promise<Buffer> {
  const { columns, rows } = kymograph;
  return encodePng(columns, rows, paintKymograph(kymograph, kymographScale(kymograph)));
}

async function writeValues(path: string, { columns, rows, values }: Kymograph): Promise<void> {
  const file = await AtomicFile.create(path);
  try {
    await file.write(npyHeader("<f4", [rows, columns]));
    await file.write(new Uint8Array(values.buffer, values.byteOffset, values.byteLength));
  } catch (error) {
    await file.abort();
    throw error;
  }
  await file.finish();
}

/** What rows, columns and values are. */
function kymographFacts(kymograph: Kymograph, calibration: Calibration, isPicture: boolean) {
  const { of, columns, rows, step, frames, times } = kymograph;
  const { least, most } = kymographScale(kymograph);
  const unit = of === "luma" ? "grey values as recorded" : speedUnit(calibration);
  return {
    of,
    columns: {
      count: columns,
      are: "distance along the line",
      first: 0,
      step,
      unit: lengthUnit(calibration),
    },
    rows: {
      count: rows,
      are: "frames, downwards",
      frames: [...frames],
      times: [...times].map(orNull),
      unit: "s",
    },
    values: { unit, ...(isPicture ? { firstColour: least, lastColour: most } : {}) },
  };
}

function orNull(time: number): number | null {
  return Number.isNaN(time) ? null : time;
}
