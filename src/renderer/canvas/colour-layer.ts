import type { PictureFlow } from "../../shared/picture";
import type { Rectangle, Size } from "./viewport";

type ColourPicture = NonNullable<PictureFlow["colour"]>;

/** The flow in colours, drawn over the frame. Keeps one picture, to be drawn again with another opacity. */
export class ColourLayer {
  #canvas: OffscreenCanvas | null = null;
  #shown: ColourPicture | null = null;

  /** Forgets the picture, and the memory it took. */
  clear(): void {
    this.#canvas = null;
    this.#shown = null;
  }

  draw(
    context: CanvasRenderingContext2D,
    picture: ColourPicture,
    movie: Size,
    target: Rectangle,
    opacity: number,
  ): void {
    const canvas = this.#prepare(picture);
    // Each of its pixels stands for a square of the movie's; those at the right and bottom may stick out of it.
    const step = Math.ceil(Math.max(movie.width / picture.width, movie.height / picture.height));
    context.save();
    context.beginPath();
    context.rect(target.x, target.y, target.width, target.height);
    context.clip();
    context.globalAlpha = opacity;
    context.drawImage(
      canvas,
      target.x,
      target.y,
      (picture.width * step * target.width) / movie.width,
      (picture.height * step * target.height) / movie.height,
    );
    context.restore();
  }

  #prepare(picture: ColourPicture): OffscreenCanvas {
    if (this.#canvas !== null && this.#shown === picture) return this.#canvas;
    const { width, height } = picture;
    if (this.#canvas === null || this.#canvas.width !== width || this.#canvas.height !== height) {
      this.#canvas = new OffscreenCanvas(width, height);
    }
    const pixels = new ImageData(new Uint8ClampedArray(picture.data), width, height);
    this.#canvas.getContext("2d")?.putImageData(pixels, 0, 0);
    this.#shown = picture;
    return this.#canvas;
  }
}
