import type { FileBytes } from "./file-bytes";
import { readBands } from "./page-bands";
import { chunkSamples, type PageLayout } from "./page-layout";
import { RowReader, type ValueRange } from "./sample-rows";

/** Values of a page that are looked at. */
const VALUES_OF_PAGE = 65_536;
/** Shares of the values between which a range is believed whatever a few wrong pixels say. */
const [LOW_SHARE, HIGH_SHARE] = [0.001, 0.999];
/** Room on each side for pages that were not looked at, as a share of that range. */
const ROOM = 0.5;

/** Some values of a page, evenly spread over it; those that are no finite numbers are left out. */
export async function sampleValues(
  file: FileBytes,
  layout: PageLayout,
  samples: readonly number[],
  littleEndian: boolean,
): Promise<Float64Array> {
  const perPixel = chunkSamples(layout);
  const reader = new RowReader({ bits: layout.bits, format: layout.format, samples: perPixel });
  const step = Math.max(1, Math.ceil((layout.width * layout.height) / VALUES_OF_PAGE));
  const found: number[] = [];
  for await (const band of readBands(file, layout, samples, littleEndian)) {
    for (let row = 0; row < band.rowCount; row++) {
      const values = reader.read(band, row);
      const pixel = (band.y + row) * layout.width + band.x;
      // Of every row another column, so that no pattern of the picture is met again and again.
      for (let column = (step - (pixel % step)) % step; column < band.columns; column += step) {
        for (const sample of samples) {
          const value = values[column * perPixel + (perPixel === 1 ? 0 : sample)];
          if (Number.isFinite(value)) found.push(value);
        }
      }
    }
  }
  return Float64Array.from(found);
}

/**
 * The range of values for a recording, from some of its values.
 *
 * - Whole numbers of 16 bits keep their numbers, numbers from 0 to 1 have that range.
 * - What the program showed is taken where that holds nearly all values.
 * - Otherwise nearly all values, with room on both sides, which for values of one sign ends at 0.
 */
export function rangeOf(values: Float64Array, shown: ValueRange | null): ValueRange {
  if (values.length === 0) return shown ?? { low: 0, high: 1 };
  const sorted = values.slice().sort();
  const [least, most] = [sorted[0], sorted[sorted.length - 1]];
  const at = (share: number) => sorted[Math.round(share * (sorted.length - 1))];
  const [low, high] = [at(LOW_SHARE), at(HIGH_SHARE)];
  if (least >= 0 && most <= 65_535 && values.every(Number.isInteger)) return { low: 0, high: 65_535 };
  if (shown !== null && shown.low <= low && shown.high >= high) return shown;
  if (least >= 0 && most <= 1 && high >= 0.25) return { low: 0, high: 1 };
  const room = (high - low) * ROOM || Math.abs(low) || 1;
  return {
    low: least >= 0 ? Math.max(0, low - room) : low - room,
    high: most <= 0 ? Math.min(0, high + room) : high + room,
  };
}
