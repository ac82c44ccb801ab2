import type { Picture, PictureFrame } from "../../shared/picture";
import { createFrameImage, type FrameImage } from "./frame-image";

/** The frames of a picture, made drawable; null where it has none. */
export interface DrawnImages {
  readonly image: FrameImage;
  readonly nextImage: FrameImage | null;
  /** Of another moment beside it. */
  readonly otherImage: FrameImage | null;
}

/** Makes the frames of pictures drawable, each once for as long as pictures have it. */
export class HeldImages {
  readonly #make: (frame: PictureFrame) => FrameImage;
  #held: ReadonlyMap<string, FrameImage> = new Map();

  /** @param make throws for a frame that cannot be made drawable */
  constructor(make: (frame: PictureFrame) => FrameImage = createFrameImage) {
    this.#make = make;
  }

  /**
   * The frames of a picture; those of the one before that it does not have are closed.
   *
   * @throws for a frame that cannot be made drawable; then the frames of the picture before stay as they are
   */
  take({ image, nextImage, otherImage }: Pick<Picture, "image" | "nextImage" | "otherImage">): DrawnImages {
    const made = new Map<string, FrameImage>();
    const of = (frame: PictureFrame): FrameImage => {
      const drawn = this.#held.get(frame.key) ?? made.get(frame.key) ?? this.#make(frame);
      made.set(frame.key, drawn);
      return drawn;
    };
    try {
      const drawn = {
        image: of(image),
        nextImage: nextImage && of(nextImage),
        otherImage: otherImage && of(otherImage),
      };
      this.#keep(made);
      return drawn;
    } catch (error) {
      for (const [key, drawn] of made) if (!this.#held.has(key)) drawn.close();
      throw error;
    }
  }

  /** Closes all. */
  clear(): void {
    this.#keep(new Map());
  }

  #keep(images: ReadonlyMap<string, FrameImage>): void {
    for (const [key, image] of this.#held) if (!images.has(key)) image.close();
    this.#held = images;
  }
}
