import type { PictureFlow } from "../../shared/picture";
import { bitmapOf } from "./bitmap";
import type { Context2D } from "./kept-drawing";
import type { Rectangle, Size } from "./viewport";

type ColourPicture = NonNullable<PictureFlow["colour"]>;

/** The flow in colours, drawn over the frame. Keeps one picture, to be drawn again with another opacity. */
export class ColourLayer {
  #bitmap: ImageBitmap | null = null;
  #shown: ColourPicture | null = null;

  /** Forgets the picture, and the memory it took. */
  clear(): void {
    this.#bitmap?.close();
    this.#bitmap = null;
    this.#shown = null;
  }

  draw(context: Context2D, picture: ColourPicture, movie: Size, target: Rectangle, opacity: number): void {
    const bitmap = this.#prepare(picture);
    // Each of its pixels stands for a square of the movie's; those at the right and bottom may stick out of it.
    const step = Math.ceil(Math.max(movie.width / picture.width, movie.height / picture.height));
    context.save();
    context.beginPath();
    context.rect(target.x, target.y, target.width, target.height);
    context.clip();
    context.globalAlpha = opacity;
    context.drawImage(
      bitmap,
      target.x,
      target.y,
      (picture.width * step * target.width) / movie.width,
      (picture.height * step * target.height) / movie.height,
    );
    context.restore();
  }

  #prepare(picture: ColourPicture): ImageBitmap {
    if (this.#bitmap !== null && this.#shown === picture) return this.#bitmap;
    this.#bitmap?.close();
    this.#bitmap = bitmapOf(new Uint8ClampedArray(picture.data), picture.width, picture.height);
    this.#shown = picture;
    return this.#bitmap;
  }
}
