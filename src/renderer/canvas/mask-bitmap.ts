import type { Marks } from "../../shared/marks/marks";
import { MASK_INK } from "../../shared/overlay/paint-marks";
import type { Context2D } from "./kept-drawing";
import type { ShownMovie } from "./view-transform";

/** Numbers of a stretch in `Marks.mask`: row, first column, column after the last one. */
const SPAN = 3;

/** What a mask excludes, as a picture of one pixel for each of the recording: made once for a mask, drawn wherever it is seen. */
export class MaskBitmap {
  #mask: Marks["mask"] | null = null;
  #canvas: OffscreenCanvas | null = null;

  paint(context: Context2D, mask: Marks["mask"], { picture, movie }: ShownMovie): void {
    if (mask.length === 0) {
      this.#mask = null;
      this.#canvas = null;
      return;
    }
    const size = this.#canvas;
    if (size === null || mask !== this.#mask || size.width !== movie.width || size.height !== movie.height)
      this.#canvas = bitmapOf(mask, movie);
    this.#mask = mask;
    if (this.#canvas === null) return;
    context.imageSmoothingEnabled = false;
    context.drawImage(this.#canvas, picture.x, picture.y, picture.width, picture.height);
  }
}

function bitmapOf(mask: Marks["mask"], { width, height }: ShownMovie["movie"]): OffscreenCanvas {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d");
  if (context === null) throw new Error("This window cannot draw.");
  const { r, g, b, alpha } = MASK_INK;
  context.fillStyle = `rgb(${r} ${g} ${b} / ${alpha})`;
  for (let at = 0; at < mask.length; at += SPAN)
    context.fillRect(mask[at + 1], mask[at], mask[at + 2] - mask[at + 1], 1);
  return canvas;
}
