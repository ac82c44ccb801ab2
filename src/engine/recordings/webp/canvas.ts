import type { WebpFrame } from "./chunks";

/** The canvas of an animation, on which one frame is drawn after the other. Red, green, blue and opacity a pixel. */
export class WebpCanvas {
  readonly #pixels: Uint8ClampedArray;

  constructor(
    readonly width: number,
    readonly height: number,
  ) {
    this.#pixels = new Uint8ClampedArray(width * height * 4);
  }

  /** Makes the part of a frame, or all of it, transparent. */
  clear(part: Pick<WebpFrame, "x" | "y" | "width" | "height">): void {
    for (let y = part.y; y < part.y + part.height; y++) {
      const from = (y * this.width + part.x) * 4;
      this.#pixels.fill(0, from, from + part.width * 4);
    }
  }

  /** Makes everything transparent. */
  clearAll(): void {
    this.#pixels.fill(0);
  }

  /** Draws the picture of a frame, as the specification has it. */
  draw({ x, y, width, height, blends }: WebpFrame, picture: Uint8Array): void {
    const pixels = this.#pixels;
    for (let row = 0; row < height; row++) {
      const from = row * width * 4;
      const to = ((y + row) * this.width + x) * 4;
      if (blends) blendRow(picture, from, pixels, to, width);
      else pixels.set(picture.subarray(from, from + width * 4), to);
    }
  }

  /** The colours as they look on black, without opacity. */
  onBlack(): Uint8Array<ArrayBuffer> {
    const pixels = this.#pixels;
    const colours = new Uint8Array(this.width * this.height * 3);
    for (let from = 0, to = 0; from < pixels.length; from += 4, to += 3) {
      const opacity = pixels[from + 3];
      for (let c = 0; c < 3; c++) {
        const value = pixels[from + c];
        colours[to + c] = opacity === 255 ? value : Math.round((value * opacity) / 255);
      }
    }
    return colours;
  }
}

/** Source over destination, not premultiplied. */
function blendRow(
  source: Uint8Array,
  from: number,
  target: Uint8ClampedArray,
  to: number,
  width: number,
): void {
  for (let k = 0; k < width * 4; k += 4) {
    const above = source[from + k + 3];
    if (above === 255) {
      for (let c = 0; c < 4; c++) target[to + k + c] = source[from + k + c];
    } else if (above > 0) {
      const below = target[to + k + 3] * (1 - above / 255);
      const opacity = above + below;
      for (let c = 0; c < 3; c++) {
        target[to + k + c] = (source[from + k + c] * above + target[to + k + c] * below) / opacity;
      }
      target[to + k + 3] = opacity;
    }
  }
}
