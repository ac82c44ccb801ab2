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

/** Y = yr R + yg G + yb B + yOffset, U = ur R + ug G + chromaMost B + 128, V = chromaMost R + vg G + vb B + 128. */
export interface YuvShares {
  readonly yr: number;
  readonly yg: number;
  readonly yb: number;
  readonly yOffset: number;
  readonly ur: number;
  readonly ug: number;
  readonly vg: number;
  readonly vb: number;
  readonly chromaMost: number;
}

/** The shares of luma as whole numbers of 2^-16; `offset` has a half besides, so that cutting the rest off rounds. */
export function wholeLumaShares({ yr, yg, yb, yOffset }: YuvShares): {
  readonly yr: number;
  readonly yg: number;
  readonly yb: number;
  readonly offset: number;
} {
  const whole = (share: number): number => Math.round(share * ONE);
  return { yr: whole(yr), yg: whole(yg), yb: whole(yb), offset: yOffset * ONE + HALF };
}

/** Weights of a colour in units of 2^-16, by coverage: from nothing to all of the places of the table, which has its alpha. */
export function fillWeights(weights: Int32Array, alpha: number): void {
  const most = weights.length - 1;
  for (let i = 0; i <= most; i++) weights[i] = Math.round((alpha * ONE * i) / most);
}

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
  /** What makes Y, U and V of colours. */
  protected readonly shares: YuvShares;
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
    this.shares = {
      yr: kr * lumaGain,
      yg: kg * lumaGain,
      yb: kb * lumaGain,
      yOffset: range === "limited" ? 16 : 0,
      // Cb = (B - Y') / (2 (1 - kb)), Cr = (R - Y') / (2 (1 - kr)): the own channel has the weight 1/2.
      chromaMost: chromaGain / 2,
      ur: (-kr / (2 * (1 - kb))) * chromaGain,
      ug: (-kg / (2 * (1 - kb))) * chromaGain,
      vg: (-kg / (2 * (1 - kr))) * chromaGain,
      vb: (-kb / (2 * (1 - kr))) * chromaGain,
    };
  }

  /** The codes of a colour, without its alpha. */
  protected codesOf({ r, g, b }: Colour): { readonly luma: number; readonly u: number; readonly v: number } {
    const { yr, yg, yb, yOffset, ur, ug, vg, vb, chromaMost } = this.shares;
    return {
      luma: Math.round(yr * r + yg * g + yb * b + yOffset),
      u: Math.min(255, Math.round(ur * r + ug * g + chromaMost * b + 128)),
      v: Math.min(255, Math.round(chromaMost * r + vg * g + vb * b + 128)),
    };
  }

  blendMask(mask: CoverageMask, colour: Colour): void {
    checkSize(mask, this);
    const { luma, u, v } = this.codesOf(colour);
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
    const { luma, chroma } = this.toneTables(factor, wash);
    const { y, u, v } = this;
    for (let i = 0; i < y.length; i++) y[i] = luma[y[i]];
    for (let i = 0; i < u.length; i++) {
      u[i] = chroma[u[i]];
      v[i] = chroma[v[i]];
    }
  }

  /** What each code becomes. */
  protected toneTables(
    factor: number,
    wash: number,
  ): { readonly luma: Uint8ClampedArray; readonly chroma: Uint8Array } {
    const { yr, yg, yb, yOffset } = this.shares;
    const kept = factor * (1 - wash);
    const white = wash * 255 * (yr + yg + yb);
    return {
      // Codes beyond the range of the signals stay beyond it: they must not wrap around.
      luma: Uint8ClampedArray.from({ length: 256 }, (_, code) =>
        Math.round(yOffset + (code - yOffset) * kept + white),
      ),
      chroma: Uint8Array.from({ length: 256 }, (_, code) => Math.round(128 + (code - 128) * kept)),
    };
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
    fillWeights(this.chromaWeights, alpha);
  }

  private setLumaWeights(alpha: number): void {
    if (this.lumaAlpha === alpha) return;
    this.lumaAlpha = alpha;
    fillWeights(this.lumaWeights, alpha);
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
    const { yr, yg, yb, offset } = wholeLumaShares(this.shares);
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
    const { sumWeight, sumR, sumG, sumB, u, v } = this;
    const { ur, ug, vg, vb, chromaMost } = this.shares;
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
