import type { PageTiming, PixelSize } from "../paged/paged-file";
import type { DataSet } from "./data-set";
import { double, numbers, TAG, unsigned } from "./tags";

/** Frames a second that no device has. */
const FASTEST = 1e9;

/**
 * When the frames of a loop are shown: by the times between them or by the one time between all of them, whichever the file points at,
 * by the rate of the device, or by the rate that it recommends (PS3.3, C.7.6.5 and C.7.6.6).
 */
export function dicomTiming(set: DataSet, frames: number): PageTiming {
  const vector = numbers(set, TAG.frameTimeVector);
  const pointer = unsigned(set, TAG.framePointer, 1);
  const rates = [
    1000 / (numbers(set, TAG.frameTime)[0] ?? 0),
    numbers(set, TAG.cineRate)[0] ?? 0,
    numbers(set, TAG.displayRate)[0] ?? 0,
  ];
  const rate = rates.find((value) => value > 0 && value <= FASTEST);
  const pointsAtVector = pointer === null || pointer === (TAG.frameTimeVector & 0xffff);
  if (vector.length >= frames && (pointsAtVector || rate === undefined)) {
    const seconds = risingTimes(vector.slice(0, frames));
    if (seconds) return { kind: "times", seconds };
  }
  return rate === undefined ? { kind: "unknown" } : { kind: "rate", framesPerSecond: rate };
}

/** Times of frames from the milliseconds between them, the first of which comes before the first frame. Null where they do not rise. */
function risingTimes(steps: readonly number[]): Float64Array | null {
  const seconds = new Float64Array(steps.length);
  let milliseconds = 0;
  for (let k = 1; k < steps.length; k++) {
    if (!(steps[k] > 0)) return null;
    milliseconds += steps[k];
    seconds[k] = milliseconds / 1000;
  }
  return Number.isFinite(milliseconds) ? seconds : null;
}

const MICROMETRES_A_MILLIMETRE = 1000;
const MICROMETRES_A_CENTIMETRE = 10_000;
/** Code of centimetres among the physical units of a region (PS3.3, C.8.5.5.1.15). */
const CENTIMETRES = 3;
/** Code of a region that is a picture of tissue, rather than a spectrum or a curve. */
const PICTURE = 1;

/** Size of a pixel: its spacing in the object, or that of the first region of an ultrasound picture that shows tissue. */
export function dicomPixelSize(set: DataSet): PixelSize | null {
  const shared = set.get(TAG.sharedGroups)?.items[0]?.get(TAG.pixelMeasures)?.items[0];
  for (const spacing of [numbers(set, TAG.pixelSpacing), shared ? numbers(shared, TAG.pixelSpacing) : []]) {
    // Between rows first, then between columns.
    const [y, x] = spacing;
    if (x > 0 && y > 0) return { x: x * MICROMETRES_A_MILLIMETRE, y: y * MICROMETRES_A_MILLIMETRE };
  }
  const regions = set.get(TAG.ultrasoundRegions)?.items ?? [];
  for (const region of regions) {
    const inCentimetres =
      unsigned(region, TAG.unitsX) === CENTIMETRES && unsigned(region, TAG.unitsY) === CENTIMETRES;
    const x = Math.abs(double(region, TAG.deltaX) ?? 0);
    const y = Math.abs(double(region, TAG.deltaY) ?? 0);
    if (unsigned(region, TAG.regionFormat) === PICTURE && inCentimetres && x > 0 && y > 0) {
      return { x: x * MICROMETRES_A_CENTIMETRE, y: y * MICROMETRES_A_CENTIMETRE };
    }
  }
  return null;
}

/** Width of a pixel divided by its height: what the file says of it, or of its size; 1 otherwise. */
export function dicomPixelAspect(set: DataSet, size: PixelSize | null): number {
  const [down, across] = numbers(set, TAG.pixelAspect);
  const aspect = across > 0 && down > 0 ? across / down : size ? size.x / size.y : 1;
  return aspect >= 0.01 && aspect <= 100 ? aspect : 1;
}
