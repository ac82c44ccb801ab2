import type { FramePicture, Levels } from "../shared/frame-picture";
import type { LumaSamples } from "../shared/luma-samples";
import type { FrameSize, LumaBits } from "./protocol";

/** A frame that is to be shown. */
export interface ShownFrame extends FrameSize {
  readonly picture: Exclude<FramePicture, { kind: "i420" }>;
  readonly lumaBits: LumaBits;
  /** Of grey frames. */
  readonly levels: Levels;
}

// Limited range of 8 bits.
const BLACK = 16;
const LUMA_SPAN = 219;
const CHROMA_SPAN = 224;
const NEUTRAL = 128;
/** Shares of BT.601, in steps of 2^-16: what RGB is turned into YUV with. */
const ONE = 1 << 16;

/** Turns frames of other kinds into 8-bit I420 of limited range, as they are shown and exported. */
export class FrameShower {
  #key = "";
  #luma: Uint8Array = new Uint8Array(0);
  #chroma: Uint8Array = new Uint8Array(0);

  /**
   * @param frame all of a frame, at an even place in memory
   * @param target of I420
   */
  show(frame: Uint8Array, target: Uint8Array, shown: ShownFrame): void {
    const { width, height, lumaBits, picture } = shown;
    const pixels = width * height;
    const samples = (from: number, length: number): LumaSamples => {
      const offset = frame.byteOffset + (from * lumaBits) / 8;
      return lumaBits === 8
        ? new Uint8Array(frame.buffer, offset, length)
        : new Uint16Array(frame.buffer, offset, length);
    };
    this.#prepare(shown);
    if (picture.kind === "rgb") {
      showRgb(samples(pixels, 3 * pixels), target, shown);
      return;
    }
    const luma = samples(0, pixels);
    const table = this.#luma;
    for (let at = 0; at < pixels; at++) target[at] = table[luma[at]];
    if (picture.kind === "grey") {
      target.fill(NEUTRAL, pixels);
      return;
    }
    const across = Math.ceil(width / picture.columns);
    const chroma = across * Math.ceil(height / picture.rows);
    const of = { width, height, columns: picture.columns, rows: picture.rows };
    const half = ((width + 1) >> 1) * ((height + 1) >> 1);
    showChroma(samples(pixels, chroma), target.subarray(pixels), of, this.#chroma);
    showChroma(samples(pixels + chroma, chroma), target.subarray(pixels + half), of, this.#chroma);
  }

  #prepare({ picture, lumaBits, levels }: ShownFrame): void {
    const key = JSON.stringify([picture, lumaBits, picture.kind === "grey" ? levels : null]);
    if (key === this.#key) return;
    this.#key = key;
    const size = 2 ** lumaBits;
    if (picture.kind === "grey") {
      this.#luma = tableOf(size, (value) => BLACK + LUMA_SPAN * brightness(value, levels));
    } else if (picture.kind === "yuv") {
      const { luma, chroma } = scalesOf(picture);
      this.#luma = tableOf(size, (value) => luma.gain * value + luma.offset);
      this.#chroma = tableOf(size, (value) => chroma.gain * value + chroma.offset);
    }
  }
}

/** How values become others: times the gain, plus the offset. */
export interface Scale {
  readonly gain: number;
  readonly offset: number;
}

/** How deep YUV becomes codes of 8 bits in limited range. */
export function scalesOf({ depth, range }: Extract<FramePicture, { kind: "yuv" }>): {
  readonly luma: Scale;
  readonly chroma: Scale;
} {
  const unit = 2 ** (8 - depth);
  if (range === "limited") return { luma: { gain: unit, offset: 0 }, chroma: { gain: unit, offset: 0 } };
  const toChroma = CHROMA_SPAN / 255;
  return {
    luma: { gain: LUMA_SPAN / (2 ** depth - 1), offset: BLACK },
    chroma: { gain: toChroma * unit, offset: NEUTRAL * (1 - toChroma) },
  };
}

/** From 0 to 1. */
function brightness(value: number, { black, white, gamma }: Levels): number {
  const share = Math.min(Math.max((value - black) / (white - black), 0), 1);
  return gamma === 1 ? share : share ** (1 / gamma);
}

function tableOf(size: number, shown: (value: number) => number): Uint8Array {
  return Uint8Array.from({ length: size }, (_, value) =>
    Math.min(Math.max(Math.round(shown(value)), 0), 255),
  );
}

interface ChromaSize extends FrameSize {
  readonly columns: number;
  readonly rows: number;
}

/** Brings a chroma plane to one sample for 2 x 2 pixels: the mean of those that it has there. */
function showChroma(
  plane: LumaSamples,
  target: Uint8Array,
  { width, height, columns, rows }: ChromaSize,
  table: Uint8Array,
): void {
  const across = Math.ceil(width / columns);
  const down = Math.ceil(height / rows);
  const outAcross = (width + 1) >> 1;
  const outDown = (height + 1) >> 1;
  for (let y = 0; y < outDown; y++) {
    const top = Math.floor((2 * y) / rows);
    const below = Math.min(Math.floor((2 * y + 1) / rows), down - 1);
    for (let x = 0; x < outAcross; x++) {
      const left = Math.floor((2 * x) / columns);
      const right = Math.min(Math.floor((2 * x + 1) / columns), across - 1);
      const [upper, lower] = [top * across, below * across];
      const sum = plane[upper + left] + plane[upper + right] + plane[lower + left] + plane[lower + right];
      target[y * outAcross + x] = table[(sum + 2) >> 2];
    }
  }
}

/** BT.601 in limited range, with chroma of the mean of 2 x 2 pixels. */
function showRgb(rgb: LumaSamples, target: Uint8Array, { width, height, lumaBits }: ShownFrame): void {
  const pixels = width * height;
  const across = (width + 1) >> 1;
  const down = (height + 1) >> 1;
  const unit = ONE / (2 ** lumaBits - 1);
  const [yr, yg, yb] = [0.299, 0.587, 0.114].map((share) => share * LUMA_SPAN * unit);
  const chroma = CHROMA_SPAN * unit;
  const [ur, ug] = [0.299, 0.587].map((share) => (-share / 1.772) * chroma);
  const [vg, vb] = [0.587, 0.114].map((share) => (-share / 1.402) * chroma);
  for (let pixel = 0, at = 0; pixel < pixels; pixel++, at += 3) {
    const level = yr * rgb[at] + yg * rgb[at + 1] + yb * rgb[at + 2];
    target[pixel] = BLACK + Math.floor(level / ONE + 0.5);
  }
  for (let y = 0; y < down; y++) {
    const rows = [2 * y, Math.min(2 * y + 1, height - 1)];
    for (let x = 0; x < across; x++) {
      const columns = [2 * x, Math.min(2 * x + 1, width - 1)];
      let [red, green, blue] = [0, 0, 0];
      for (const row of rows) {
        for (const column of columns) {
          const at = 3 * (row * width + column);
          red += rgb[at];
          green += rgb[at + 1];
          blue += rgb[at + 2];
        }
      }
      const place = pixels + y * across + x;
      const u = ur * red + ug * green + 0.5 * chroma * blue;
      const v = 0.5 * chroma * red + vg * green + vb * blue;
      target[place] = NEUTRAL + Math.floor(u / (4 * ONE) + 0.5);
      target[place + across * down] = NEUTRAL + Math.floor(v / (4 * ONE) + 0.5);
    }
  }
}
