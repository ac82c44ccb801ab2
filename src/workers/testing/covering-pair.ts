import { bytesOf, type MovedPair, type Point, render, waves } from "./scenes";

/** A thing before a ground: an ellipse. Both have a texture, and a motion in whole or parts of pixels. */
export interface CoveringOptions {
  readonly size: { readonly width: number; readonly height: number };
  /** Middle of the thing in the first frame, and its half axes. */
  readonly centre: Point;
  readonly axes: Point;
  readonly shift: Point;
  readonly ground?: Point;
}

/** A pair with what the second frame shows of the first: neither what the thing covers there nor what has left the frame. */
export interface CoveringPair extends MovedPair {
  readonly isSeen: (x: number, y: number) => boolean;
}

/** A thing that moves and covers other parts of the ground in the second frame than in the first. */
export function coveringPair({ size, centre, axes, shift, ground = [0, 0] }: CoveringOptions): CoveringPair {
  const { width, height } = size;
  const [behind, before] = [waves(11), waves(12)];
  const isThing = (x: number, y: number) =>
    ((x - centre[0]) / axes[0]) ** 2 + ((y - centre[1]) / axes[1]) ** 2 < 1;
  const frame = (time: number) =>
    bytesOf(
      render(width, height, (x, y) => {
        const [fromX, fromY] = [x - time * shift[0], y - time * shift[1]];
        return isThing(fromX, fromY)
          ? before(fromX, fromY)
          : behind(x - time * ground[0], y - time * ground[1]);
      }),
    );
  const motion = (x: number, y: number): Point => (isThing(x, y) ? shift : ground);
  return {
    ...size,
    first: frame(0),
    second: frame(1),
    motion,
    isSeen: (x, y) => {
      const [u, v] = motion(x, y);
      const [toX, toY] = [x + u, y + v];
      const isInside = toX >= 0 && toY >= 0 && toX <= width - 1 && toY <= height - 1;
      return isInside && (isThing(x, y) || !isThing(toX - shift[0], toY - shift[1]));
    },
  };
}
