import type { Size } from "./viewport";

export type Context2D = CanvasRenderingContext2D | OffscreenCanvasRenderingContext2D;

/**
 * A drawing of the size of the canvas that is kept from the second time on that it is drawn in a row: a picture that
 * plays is drawn once, but under arrows whose scale is dragged it stays.
 */
export class KeptDrawing {
  #canvas: OffscreenCanvas | null = null;
  #key = "";
  #kept = false;

  /** @param key differs for different drawings; @param draw draws all of it */
  draw(context: CanvasRenderingContext2D, size: Size, key: string, draw: (context: Context2D) => void): void {
    const wanted = `${size.width} ${size.height} ${key}`;
    if (wanted !== this.#key) {
      this.#key = wanted;
      this.#kept = false;
      draw(context);
      return;
    }
    const canvas = this.#canvasOf(size);
    if (!this.#kept) {
      const own = canvas.getContext("2d", { alpha: false });
      if (own === null) throw new Error("This window cannot draw.");
      draw(own);
      this.#kept = true;
    }
    context.drawImage(canvas, 0, 0);
  }

  /** Forgets the drawing, and the memory it took. */
  clear(): void {
    this.#canvas = null;
    this.#key = "";
    this.#kept = false;
  }

  #canvasOf({ width, height }: Size): OffscreenCanvas {
    if (this.#canvas?.width !== width || this.#canvas.height !== height) {
      this.#canvas = new OffscreenCanvas(width, height);
    }
    return this.#canvas;
  }
}
