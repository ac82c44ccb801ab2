import { type FitsPart, number, text } from "./header";

/** How the numbers of a FITS array become values: `BZERO + BSCALE * number` (standard 4.0, 5.3). */
export interface FitsScaling {
  readonly bitpix: number;
  readonly scale: number;
  readonly zero: number;
  /** The number that stands for no value, of whole numbers. */
  readonly blank: number | null;
}

export function fitsScaling({ cards, bitpix }: FitsPart): FitsScaling {
  const blank = number(cards, "BLANK", Number.NaN);
  return {
    bitpix,
    scale: number(cards, "BSCALE", 1),
    zero: number(cards, "BZERO", 0),
    blank: bitpix > 0 && Number.isInteger(blank) ? blank : null,
  };
}

/** Values of a row or of more, from big-endian numbers; NaN where there is none. */
export function fitsValues(bytes: Uint8Array, { bitpix, scale, zero, blank }: FitsScaling): Float64Array {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
  const size = Math.abs(bitpix) / 8;
  const values = new Float64Array(bytes.length / size);
  const get = GETTERS[bitpix];
  for (let k = 0; k < values.length; k++) {
    const stored = get(view, k * size);
    values[k] = stored === blank ? Number.NaN : zero + scale * stored;
  }
  return values;
}

const GETTERS: Readonly<Record<number, (view: DataView, at: number) => number>> = {
  8: (view, at) => view.getUint8(at),
  16: (view, at) => view.getInt16(at),
  32: (view, at) => view.getInt32(at),
  [-32]: (view, at) => view.getFloat32(at),
  [-64]: (view, at) => view.getFloat64(at),
};

/** True for numbers of these kinds; 64-bit whole numbers are not read. */
export function isReadable(bitpix: number): boolean {
  return bitpix in GETTERS;
}

/** True where the file has its first row at the top, as `ROWORDER` of camera programs says. The standard's order is the other one. */
export function isTopDown({ cards }: FitsPart): boolean {
  return text(cards, "ROWORDER").toUpperCase().startsWith("TOP");
}

const SECONDS: Readonly<Record<string, number>> = { s: 1, sec: 1, ms: 1e-3, us: 1e-6, "": 1 };

/** Frames a second, where the third axis is time; null where the file does not say so. */
export function fitsRate({ cards }: FitsPart): number | null {
  const unit = SECONDS[text(cards, "CUNIT3").toLowerCase()];
  const step = number(cards, "CDELT3", 0) * (unit ?? 0);
  const rate = 1 / step;
  const isTime = /^(?:TIME|UTC)$/i.test(text(cards, "CTYPE3"));
  return isTime && rate > 0 && rate <= 1e9 ? rate : null;
}
