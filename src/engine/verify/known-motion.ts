import type { KnownMotionKind } from "../../shared/verification";
import type { FrameSize } from "../../workers/protocol";

/** Maps (x, y) to (a x + b y + c, d x + e y + f). */
export type Affine = readonly [a: number, b: number, c: number, d: number, e: number, f: number];

/** A shift goes along no axis, and no multiple of whole pixels in either direction. */
const DIRECTION = (27 * Math.PI) / 180;

/**
 * A motion of a whole picture about its middle: to the lower right (shift), clockwise as one sees it (turn), towards the viewer (zoom), or
 * the lower half to the right and the upper to the left (shear).
 *
 * @param size root mean square of the displacements, px
 */
export function knownMotion(kind: KnownMotionKind, size: number, { width, height }: FrameSize): Affine {
  const [x, y] = [(width - 1) / 2, (height - 1) / 2];
  // Of pixels of a row or a column, and of the frame, from its middle.
  const [rootX, rootY] = [width, height].map((length) => Math.sqrt((length * length - 1) / 12));
  const root = Math.hypot(rootX, rootY);
  switch (kind) {
    case "shift":
      return [1, 0, size * Math.cos(DIRECTION), 0, 1, size * Math.sin(DIRECTION)];
    case "turn": {
      // A chord of the angle's circle.
      const angle = 2 * Math.asin(Math.min(size / (2 * root), 1));
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      return [cos, -sin, x - cos * x + sin * y, sin, cos, y - sin * x - cos * y];
    }
    case "zoom": {
      const factor = 1 + size / root;
      return [factor, 0, x - factor * x, 0, factor, y - factor * y];
    }
    case "shear":
      return [1, size / rootY, (-size / rootY) * y, 0, 1, 0];
  }
}

export function inverse([a, b, c, d, e, f]: Affine): Affine {
  const det = a * e - b * d;
  return [e / det, -b / det, (b * f - c * e) / det, -d / det, a / det, (c * d - a * f) / det];
}
