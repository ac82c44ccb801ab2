import type { ImagePart } from "../../shared/image-part";
import type { MovieView } from "./movie-view";
import type { Rectangle } from "./viewport";

/** Where a part of a frame lies on the canvas; null is all of it. A part that was made for the view lies on its pixels. */
export function placeOf(
  part: ImagePart | null,
  { target, movie }: Pick<MovieView, "target" | "movie">,
): Rectangle {
  if (part === null) return target;
  const across = (part.pixelsX * target.width) / movie.width;
  const down = (part.pixelsY * target.height) / movie.height;
  return {
    x: target.x + settled(part.x * across),
    y: target.y + settled(part.y * down),
    width: settled(part.width * across),
    height: settled(part.height * down),
  };
}

/** A number that is whole but for the rounding on the way to it is. */
function settled(value: number): number {
  const whole = Math.round(value);
  return Math.abs(value - whole) < 1e-3 ? whole : value;
}
