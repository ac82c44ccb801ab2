import type { PageSamples } from "../paged/paged-file";
import { fillNumbers, swapPairs } from "../paged/sample-order";
import type { DicomPixels } from "./pixels";

/** What the pages of such a file hold. */
export function pageSamples({ stored, bytesPerSample, bitsStored, palette }: DicomPixels): PageSamples {
  if (palette) return { channels: 3, bits: 8, depth: 8 };
  return { channels: stored, bits: bytesPerSample === 1 ? 8 : 16, depth: bitsStored };
}

/**
 * Makes a function that turns the bytes of a frame (of the low byte first, or not) into samples: bits that are not used are masked,
 * numbers with a sign are raised so that the lowest one is 0, white-is-zero is turned round, colours lie beside each other as red, green
 * and blue. Null where the bytes are samples already.
 */
export function unpacker(
  pixels: DicomPixels,
  littleEndian: boolean,
): ((bytes: Uint8Array<ArrayBuffer>, target: Uint8Array) => void) | null {
  const { photometric, planar, bytesPerSample } = pixels;
  const adjust = adjustment(pixels);
  const swap = bytesPerSample === 2 && !littleEndian;
  if (adjust === null && !planar && !swap && (photometric === "grey" || photometric === "rgb")) return null;
  return (bytes, target) => {
    if (swap) swapPairs(bytes, bytes);
    const stored =
      bytesPerSample === 1 ? bytes : new Uint16Array(bytes.buffer, bytes.byteOffset, bytes.length >> 1);
    if (adjust) for (let k = 0; k < stored.length; k++) stored[k] = adjust(stored[k]);
    if (bytesPerSample === 1) arrange(stored, target, pixels);
    else if (photometric === "palette") arrange(stored, target, pixels);
    else fillNumbers(target, (numbers) => arrange(stored, numbers, pixels));
  };
}

/** What is done to each stored number; null where nothing is. */
function adjustment({
  bitsStored,
  bytesPerSample,
  shift,
  signed,
  photometric,
}: DicomPixels): ((value: number) => number) | null {
  const mask = 2 ** bitsStored - 1;
  // Numbers with a sign become others without one when their highest bit is turned over; the others are turned round as a whole.
  const turned =
    (signed && photometric !== "palette" ? 2 ** (bitsStored - 1) : 0) ^
    (photometric === "inverse" ? mask : 0);
  if (turned === 0 && shift === 0 && bitsStored === 8 * bytesPerSample) return null;
  return (value) => ((value >> shift) & mask) ^ turned;
}

type Samples = Uint8Array | Uint16Array;

function arrange(
  stored: Samples,
  target: Samples,
  { width, height, photometric, planar, palette }: DicomPixels,
): void {
  const count = width * height;
  if (palette) {
    const last = palette.colours.length / 3 - 1;
    for (let k = 0; k < count; k++) {
      const colour = 3 * Math.min(last, Math.max(0, stored[k] - palette.first));
      for (let c = 0; c < 3; c++) target[3 * k + c] = palette.colours[colour + c];
    }
  } else if (photometric === "ybr-422") {
    // Two pixels: both lumas, then the colour that they share; a row of odd width ends with a luma that is not shown.
    const row = 4 * Math.ceil(width / 2);
    for (let y = 0; y < height; y++) {
      for (let x = 0; x < width; x++) {
        const at = y * row + 4 * (x >> 1);
        toRgb(stored[at + (x & 1)], stored[at + 2], stored[at + 3], target, 3 * (y * width + x));
      }
    }
  } else if (photometric === "grey" || photometric === "inverse") {
    target.set(stored.subarray(0, target.length));
  } else {
    const [step, apart] = planar ? [1, count] : [3, 1];
    for (let k = 0; k < count; k++) {
      const at = k * step;
      const [first, second, third] = [stored[at], stored[at + apart], stored[at + 2 * apart]];
      if (photometric === "ybr") {
        toRgb(first, second, third, target, 3 * k);
      } else {
        target[3 * k] = first;
        target[3 * k + 1] = second;
        target[3 * k + 2] = third;
      }
    }
  }
}

/** Full-range BT.601, as PS3.3, C.7.6.3.1.2 has it. */
function toRgb(luma: number, blue: number, red: number, target: Samples, at: number): void {
  target[at] = clamped(luma + 1.402 * (red - 128));
  target[at + 1] = clamped(luma - 0.344136 * (blue - 128) - 0.714136 * (red - 128));
  target[at + 2] = clamped(luma + 1.772 * (blue - 128));
}

function clamped(value: number): number {
  return value <= 0 ? 0 : value >= 255 ? 255 : Math.round(value);
}
