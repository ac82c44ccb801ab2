import { BT601, BT709, BT2020, type LumaShares } from "../colour/luma-shares";
import type { CoverageMask } from "./coverage-mask";
import { type Colour, checkSize, copyOf, type Picture, type Surface } from "./surface";

export type ColourMatrix = "bt601" | "bt709" | "bt2020";
/** "limited" is 16..235 (luma) and 16..240 (chroma), "full" 0..255. */
export type ColourRange = "limited" | "full";

const LUMA_SHARES: Readonly<Record<ColourMatrix, LumaShares>> = {
  bt601: BT601,
  bt709: BT709,
  bt2020: BT2020,
};

/** Fixed-point blending: 255 << 16 is well within 32 bits, and weights of 0 and of ONE are exact. */
const FRACTION_BITS = 16;
const ONE = 1 << FRACTION_BITS;
const HALF = ONE / 2;

/** Bytes of one 8-bit 4:2:0 frame; odd sizes round the chroma up. */
export function i420Size(width: number, height: number): number {
  return width * height + 2 * Math.ceil(width / 2) * Math.ceil(height / 2);
}

/**
 * A frame of 8-bit planar 4:2:0 video: Y (width * height), then U and V (ceil(width / 2) * ceil(height / 2)
 * each), without padding. Luma is blended pixel by pixel. A chroma sample stands for the (up to) four pixels
 * of its square and is blended as their mean, each with its own coverage: at the rim of a shape the
 * colour is as partial as the coverage.
 */
export class I420Surface implements Surface {
  readonly width: number;
  readonly height: number;
  readonly y: Uint8Array;
  readonly u: Uint8Array;
  readonly v: Uint8Array;
  /** All three planes. */
  private readonly samples: Uint8Array;
  private readonly chromaWidth: number;
  // Y = yr R + yg G + yb B + yOffset, and so on.
  private readonly yr: number;
  private readonly yg: number;
  private readonly yb: number;
  private readonly yOffset: number;
  private readonly ur: number;
  private readonly ug: number;
  private readonly vg: number;
  private readonly vb: number;
  private readonly chromaMost: number;
  // Sums over the pixels of each chroma sample of one row: of weights, and of weights times R, G and B. At most
  // four times 255 * ONE, they fit.
  private sumWeight = new Int32Array(0);
  private sumR = new Int32Array(0);
  private sumG = new Int32Array(0);
  private sumB = new Int32Array(0);
  // Weights in units of 1 / ONE, by the coverage (or alpha) of a pixel, and by the coverage of four together.
  private readonly lumaWeights = new Int32Array(256);
  private readonly chromaWeights = new Int32Array(1021);
  /** The alpha that the weights are for: many shapes in a row have the same one. */
  private lumaAlpha = 0;
  private chromaAlpha = 0;

  constructor(
    frame: Uint8Array,
    width: number,
    height: number,
    matrix: ColourMatrix = "bt709",
    range: ColourRange = "limited",
  ) {
    if (frame.length < i420Size(width, height)) throw new RangeError("The frame is too short for its size.");
    this.width = width;
    this.height = height;
    this.chromaWidth = Math.ceil(width / 2);
    const luma = width * height;
    const chroma = this.chromaWidth * Math.ceil(height / 2);
    this.samples = frame.subarray(0, luma + 2 * chroma);
    this.y = frame.subarray(0, luma);
    this.u = frame.subarray(luma, luma + chroma);
    this.v = frame.subarray(luma + chroma, luma + 2 * chroma);

    const { red: kr, blue: kb } = LUMA_SHARES[matrix];
    const kg = 1 - kr - kb;
    const lumaGain = range === "limited" ? 219 / 255 : 1;
    const chromaGain = range === "limited" ? 224 / 255 : 1;
    this.yr = kr * lumaGain;
    this.yg = kg * lumaGain;
    this.yb = kb * lumaGain;
    this.yOffset = range === "limited" ? 16 : 0;
    // Cb = (B - Y') / (2 (1 - kb)), Cr = (R - Y') / (2 (1 - kr)): the own channel has the weight 1/2.
    this.chromaMost = chromaGain / 2;
    this.ur = (-kr / (2 * (1 - kb))) * chromaGain;
    this.ug = (-kg / (2 * (1 - kb))) * chromaGain;
    this.vg = (-kg / (2 * (1 - kr))) * chromaGain;
    this.vb = (-kb / (2 * (1 - kr))) * chromaGain;
  }

  blendMask(mask: CoverageMask, colour: Colour): void {
    checkSize(mask, this);
    const { r, g, b } = colour;
    const luma = Math.round(this.yr * r + this.yg * g + this.yb * b + this.yOffset);
    const u = Math.min(255, Math.round(this.ur * r + this.ug * g + this.chromaMost * b + 128));
    const v = Math.min(255, Math.round(this.chromaMost * r + this.vg * g + this.vb * b + 128));
    const { width, y: plane, lumaWeights } = this;
    this.setWeights(colour.alpha);
    const { coverage, spanStart, spanEnd } = mask;
    for (let y = mask.top; y < mask.bottom; y++) {
      const end = y * width + spanEnd[y];
      for (let i = y * width + spanStart[y]; i < end; i++) {
        const covered = coverage[i];
        if (covered !== 0) {
          const weight = lumaWeights[covered];
          plane[i] = (plane[i] * (ONE - weight) + luma * weight + HALF) >> FRACTION_BITS;
        }
      }
    }
    for (let row = mask.top >> 1; 2 * row < mask.bottom; row++) this.blendChromaRow(mask, row, u, v);
  }

  /** Does it to the signals R', G', B' of the whole frame, as CSS `brightness` and a white veil do. */
  tone(factor: number, wash: number): void {
    if (factor === 1 && wash === 0) return;
    const kept = factor * (1 - wash);
    const white = wash * 255 * (this.yr + this.yg + this.yb);
    // Codes beyond the range of the signals stay beyond it: they must not wrap around.
    const luma = Uint8ClampedArray.from({ length: 256 }, (_, code) =>
      Math.round(this.yOffset + (code - this.yOffset) * kept + white),
    );
    const chroma = Uint8Array.from({ length: 256 }, (_, code) => Math.round(128 + (code - 128) * kept));
    const { y, u, v } = this;
    for (let i = 0; i < y.length; i++) y[i] = luma[y[i]];
    for (let i = 0; i < u.length; i++) {
      u[i] = chroma[u[i]];
      v[i] = chroma[v[i]];
    }
  }

  copy(memory: Uint8Array): Uint8Array {
    return copyOf(this.samples, memory);
  }

  fade(before: Uint8Array, opacity: number): void {
    const { samples } = this;
    const weight = Math.round(opacity * ONE);
    for (let i = 0; i < samples.length; i++) {
      samples[i] = (before[i] * (ONE - weight) + samples[i] * weight + HALF) >> FRACTION_BITS;
    }
  }

  private setWeights(alpha: number): void {
    this.setLumaWeights(alpha);
    if (this.chromaAlpha === alpha) return;
    this.chromaAlpha = alpha;
    for (let i = 0; i <= 1020; i++) this.chromaWeights[i] = Math.round((alpha * ONE * i) / 1020);
  }

  private setLumaWeights(alpha: number): void {
    if (this.lumaAlpha === alpha) return;
    this.lumaAlpha = alpha;
    for (let i = 0; i <= 255; i++) this.lumaWeights[i] = Math.round((alpha * ONE * i) / 255);
  }

  private blendChromaRow(mask: CoverageMask, row: number, codeU: number, codeV: number): void {
    const { width, height, u, v, chromaWeights } = this;
    const { coverage, spanStart, spanEnd } = mask;
    const upper = 2 * row;
    const lower = Math.min(upper + 1, height - 1);
    const start = Math.min(spanStart[upper], spanStart[lower]);
    const end = Math.max(spanEnd[upper], spanEnd[lower]);
    if (start >= end) return;
    const chromaLine = row * this.chromaWidth;
    const last = (end - 1) >> 1;
    // At odd borders the missing pixels are taken to be like the last ones, which leaves the mean as it is.
    let above = upper * width + (start & ~1);
    let below = lower * width + (start & ~1);
    for (let x = start >> 1; x <= last; x++, above += 2, below += 2) {
      const right = 2 * x + 1 < width ? 1 : 0;
      const sum = coverage[above] + coverage[above + right] + coverage[below] + coverage[below + right];
      if (sum !== 0) {
        const weight = chromaWeights[sum];
        const at = chromaLine + x;
        u[at] = (u[at] * (ONE - weight) + codeU * weight + HALF) >> FRACTION_BITS;
        v[at] = (v[at] * (ONE - weight) + codeV * weight + HALF) >> FRACTION_BITS;
      }
    }
  }

  blendPicture(picture: Picture, x: number, y: number, opacity: number): void {
    const left = Math.max(0, x);
    const right = Math.min(this.width, x + picture.width);
    const top = Math.max(0, y);
    const bottom = Math.min(this.height, y + picture.height);
    if (left >= right || top >= bottom || !(opacity > 0)) return;
    if (this.sumWeight.length < this.chromaWidth) {
      this.sumWeight = new Int32Array(this.chromaWidth);
      this.sumR = new Int32Array(this.chromaWidth);
      this.sumG = new Int32Array(this.chromaWidth);
      this.sumB = new Int32Array(this.chromaWidth);
    }
    this.setLumaWeights(opacity);
    for (let row = top >> 1; 2 * row < bottom; row++) {
      const first = Math.max(top, 2 * row);
      const end = Math.min(bottom, 2 * row + 2);
      for (let line = first; line < end; line++) {
        this.blendPictureRow(picture, line, line - y, x, left, right);
      }
      this.applyChromaSums(row, left >> 1, (right - 1) >> 1);
    }
  }

  /** Blends the luma of one row and adds what its pixels say of the chroma to the sums. */
  private blendPictureRow(
    picture: Picture,
    line: number,
    pictureLine: number,
    x: number,
    left: number,
    right: number,
  ): void {
    const { sumWeight, sumR, sumG, sumB, lumaWeights, y: plane } = this;
    const { rgba } = picture;
    const yr = Math.round(this.yr * ONE);
    const yg = Math.round(this.yg * ONE);
    const yb = Math.round(this.yb * ONE);
    const offset = this.yOffset * ONE + HALF;
    let from = 4 * (pictureLine * picture.width + left - x);
    const base = line * this.width;
    for (let i = left; i < right; i++, from += 4) {
      const weight = lumaWeights[rgba[from + 3]];
      if (weight === 0) continue;
      const r = rgba[from];
      const g = rgba[from + 1];
      const b = rgba[from + 2];
      const luma = (yr * r + yg * g + yb * b + offset) >> FRACTION_BITS;
      const at = base + i;
      plane[at] = (plane[at] * (ONE - weight) + luma * weight + HALF) >> FRACTION_BITS;
      const chroma = i >> 1;
      sumWeight[chroma] += weight;
      sumR[chroma] += r * weight;
      sumG[chroma] += g * weight;
      sumB[chroma] += b * weight;
    }
  }

  /** Blends the sums into chroma samples [first, last] of a row and zeroes them. */
  private applyChromaSums(row: number, first: number, last: number): void {
    const { sumWeight, sumR, sumG, sumB, ur, ug, vg, vb, chromaMost, u, v } = this;
    const rowsOfSquare = 2 * row + 1 < this.height ? 2 : 1;
    for (let x = first; x <= last; x++) {
      const sum = sumWeight[x];
      if (sum === 0) continue;
      const share = 1 / (ONE * rowsOfSquare * (2 * x + 1 < this.width ? 2 : 1));
      const at = row * this.chromaWidth + x;
      const sumU = ur * sumR[x] + ug * sumG[x] + chromaMost * sumB[x];
      const sumV = chromaMost * sumR[x] + vg * sumG[x] + vb * sumB[x];
      // A typed array would wrap 256 around to 0: full-range blue and red reach that.
      u[at] = Math.min(255, u[at] + (sumU - (u[at] - 128) * sum) * share + 0.5);
      v[at] = Math.min(255, v[at] + (sumV - (v[at] - 128) * sum) * share + 0.5);
      sumWeight[x] = sumR[x] = sumG[x] = sumB[x] = 0;
    }
  }
}
