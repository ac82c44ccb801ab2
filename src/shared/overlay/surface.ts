import type { CoverageMask } from "./coverage-mask";

/** A colour: channels 0..255 (sRGB or whatever the movie has), alpha 0..1. */
export interface Colour {
  readonly r: number;
  readonly g: number;
  readonly b: number;
  readonly alpha: number;
}

/** An RGBA picture with straight alpha, row-major, 4 bytes a pixel. */
export interface Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray | Uint8Array;
}

/** What can be painted on: source-over, in pixels. */
export interface Surface {
  readonly width: number;
  readonly height: number;
  /**
   * Multiplies the signals of the colours by a factor from 0 (black) to 1 (as they are), then mixes them with white.
   *
   * @param wash share of white, 0 to 1
   */
  tone(factor: number, wash: number): void;
  /** Blends one colour through a mask, which has the size of the surface. */
  blendMask(mask: CoverageMask, colour: Colour): void;
  /** Blends a picture whose top left pixel comes to (x, y), both integers; what lies outside is cut off. */
  blendPicture(picture: Picture, x: number, y: number, opacity: number): void;
  /** All samples as they are now, in `memory` where that has the right length, else in new memory. */
  copy(memory: Uint8Array): Uint8Array;
  /**
   * Makes one layer of all that was painted since a {@link copy}: what was there before shows through it.
   *
   * @param opacity of the layer, 0 (as before) to 1 (as it is)
   */
  fade(before: Uint8Array, opacity: number): void;
}

/** An RGBA bitmap with straight alpha, as ImageData has it. Starts fully transparent. */
export class RgbaSurface implements Surface, Picture {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;

  constructor(width: number, height: number, rgba?: Uint8ClampedArray<ArrayBuffer>) {
    if (rgba !== undefined && rgba.length !== 4 * width * height) {
      throw new RangeError("The pixels do not have the size of the picture.");
    }
    this.width = width;
    this.height = height;
    this.rgba = rgba ?? new Uint8ClampedArray(4 * width * height);
  }

  tone(factor: number, wash: number): void {
    if (factor === 1 && wash === 0) return;
    const { rgba } = this;
    const kept = factor * (1 - wash);
    for (let i = 0; i < rgba.length; i++) {
      if (i % 4 !== 3) rgba[i] = rgba[i] * kept + 255 * wash;
    }
  }

  blendMask(mask: CoverageMask, colour: Colour): void {
    checkSize(mask, this);
    const { r, g, b } = colour;
    const perLevel = colour.alpha / 255;
    for (let y = mask.top; y < mask.bottom; y++) {
      const line = y * this.width;
      for (let x = mask.spanStart[y]; x < mask.spanEnd[y]; x++) {
        const covered = mask.coverage[line + x];
        if (covered !== 0) this.over(4 * (line + x), r, g, b, covered * perLevel);
      }
    }
  }

  blendPicture(picture: Picture, x: number, y: number, opacity: number): void {
    const perLevel = opacity / 255;
    const { rgba } = picture;
    const firstX = Math.max(0, -x);
    const lastX = Math.min(picture.width, this.width - x);
    const lastY = Math.min(picture.height, this.height - y);
    for (let row = Math.max(0, -y); row < lastY; row++) {
      for (let column = firstX; column < lastX; column++) {
        const from = 4 * (row * picture.width + column);
        const to = 4 * ((y + row) * this.width + x + column);
        this.over(to, rgba[from], rgba[from + 1], rgba[from + 2], rgba[from + 3] * perLevel);
      }
    }
  }

  copy(memory: Uint8Array): Uint8Array {
    return copyOf(this.rgba, memory);
  }

  fade(before: Uint8Array, opacity: number): void {
    const { rgba } = this;
    for (let i = 0; i < rgba.length; i += 4) {
      const below = before[i + 3] * (1 - opacity);
      const above = rgba[i + 3] * opacity;
      if (above + below === 0) continue;
      const share = above / (above + below);
      for (let k = i; k < i + 3; k++) rgba[k] = before[k] + (rgba[k] - before[k]) * share;
      rgba[i + 3] = above + below;
    }
  }

  /** Source-over with straight alpha; the clamped array rounds. */
  private over(at: number, r: number, g: number, b: number, alpha: number): void {
    if (!(alpha > 0)) return;
    const pixels = this.rgba;
    if (pixels[at + 3] === 0) {
      pixels[at] = r;
      pixels[at + 1] = g;
      pixels[at + 2] = b;
      pixels[at + 3] = 255 * alpha;
      return;
    }
    const below = (pixels[at + 3] / 255) * (1 - alpha);
    const total = alpha + below;
    const share = alpha / total;
    pixels[at] += (r - pixels[at]) * share;
    pixels[at + 1] += (g - pixels[at + 1]) * share;
    pixels[at + 2] += (b - pixels[at + 2]) * share;
    pixels[at + 3] = 255 * total;
  }
}

/** A copy of samples, in `memory` where that has the right length. */
export function copyOf(samples: Uint8Array | Uint8ClampedArray, memory: Uint8Array): Uint8Array {
  const copy = memory.length === samples.length ? memory : new Uint8Array(samples.length);
  copy.set(samples);
  return copy;
}

/** A mask of another size would be read at wrong places without any error. */
export function checkSize(mask: CoverageMask, surface: { width: number; height: number }): void {
  if (mask.width !== surface.width || mask.height !== surface.height) {
    throw new RangeError("The mask does not have the size of the surface.");
  }
}
