import { covers, gridSize, type ImagePart, MOST_PIXELS } from "../../shared/image-part";
import { type MovieView, visiblePart } from "./movie-view";
import type { Rectangle } from "./viewport";

/** How far a part reaches beyond what is seen on every side, by its size, while the view moves. */
const MARGIN = 0.25;
/** What is drawn larger is drawn of pixels around it, too. */
const AROUND = 2;

/** What was asked for last, and for which view. */
interface Asked {
  readonly frame: number;
  readonly target: Rectangle;
  readonly part: ImagePart | null;
}

/**
 * Knows which part of a frame is wanted, and in which detail. From one to one on, pixels of the movie are wanted as they are; where the
 * screen has fewer, a sample for each pixel of the screen, so that they lie upon each other.
 */
export class PartWish {
  #asked: Asked | null = null;

  /** Another movie. */
  reset(): void {
    this.#asked = null;
  }

  /**
   * The part to ask for: no more than is seen, as the view rests when the movie moves on; and with something around it when the view
   * of a frame moves, as it will go on. What was asked for of the same frame is kept for as long as it has all that is seen.
   *
   * @returns null for all of the frame, pixel by pixel
   */
  part(view: MovieView, frame: number): ImagePart | null {
    const asked = this.#asked;
    const { target } = view;
    const seen = seenPart(view);
    if (asked?.frame === frame && hasAll(asked.part, seen)) {
      this.#asked = { ...asked, target };
      return asked.part;
    }
    const moves = asked !== null && !sameRectangle(asked.target, target);
    const part = moves && seen !== null ? partOf(view, MARGIN) : seen;
    this.#asked = { frame, target, part };
    return part;
  }
}

/** Whether a part has all that is seen, in the detail of the screen; null is all of the frame, pixel by pixel. */
export function showsAll(part: ImagePart | null, view: MovieView): boolean {
  return hasAll(part, seenPart(view));
}

/** Null where all of the frame is wanted, pixel by pixel. */
function seenPart(view: MovieView): ImagePart | null {
  return isSmall(view) ? null : partOf(view, 0);
}

/** Whether the movie has fewer pixels than the canvas: then it has them all, and zooming asks for nothing. */
function isSmall({ movie, area }: MovieView): boolean {
  return movie.width * movie.height <= area.width * area.height;
}

function hasAll(part: ImagePart | null, seen: ImagePart | null): boolean {
  if (part === null || seen === null) return part === seen;
  return covers(part, seen);
}

function partOf(view: MovieView, margin: number): ImagePart {
  const { movie, target } = view;
  const visible = visiblePart(view);
  // A view of nothing asks for the nearest sample.
  const across = axis(movie.width, target.width, visible.x - target.x, visible.width, margin);
  const down = axis(movie.height, target.height, visible.y - target.y, visible.height, margin);
  return {
    ...{ pixelsX: across.pixels, x: across.first, width: across.count },
    ...{ pixelsY: down.pixels, y: down.first, height: down.count },
  };
}

/**
 * The samples of an axis that show `seen` device pixels from `from` on, of a picture of `length` device pixels that has `size` pixels of
 * the movie. They begin at an even one, as chroma does.
 */
function axis(size: number, length: number, from: number, seen: number, margin: number) {
  const pixels = Math.min(Math.max(1, size / length), MOST_PIXELS);
  const isExact = pixels === 1;
  const perSample = (pixels * length) / size;
  const around = margin * seen + (isExact && perSample > 1 ? AROUND * perSample : 0);
  const grid = { pixelsX: pixels, pixelsY: pixels, x: 0, y: 0, width: 0, height: 0 };
  const { width: total } = gridSize({ width: size, height: size }, grid);
  const last = Math.min(Math.ceil((from + seen + around) / perSample - 1e-6), total);
  const least = Math.min(Math.max(Math.floor((from - around) / perSample + 1e-6), 0), total - 1);
  const first = least - (least % 2);
  return { pixels, first, count: Math.max(last - first, 1) };
}

function sameRectangle(a: Rectangle, b: Rectangle): boolean {
  return a.x === b.x && a.y === b.y && a.width === b.width && a.height === b.height;
}
