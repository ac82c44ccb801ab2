import type { RegionShape } from "../measure/region";
import type { MarkedLine, MarkedRegion, MarkedTrack, MarkPoint } from "./marks";

/** A mark with the list that it is in. */
export type AnyMark =
  | { readonly kind: "regions"; readonly mark: MarkedRegion }
  | { readonly kind: "lines"; readonly mark: MarkedLine }
  | { readonly kind: "tracks"; readonly mark: MarkedTrack };

/** Half the least extent of an ellipse, in pixels. */
const LEAST_RADIUS = 0.5;

/** Edges of a rectangle that each of its handles takes along: from the top left corner on, clockwise. */
const EDGES = [
  ...[
    { x: -1, y: -1 },
    { x: 0, y: -1 },
    { x: 1, y: -1 },
    { x: 1, y: 0 },
  ],
  ...[
    { x: 1, y: 1 },
    { x: 0, y: 1 },
    { x: -1, y: 1 },
    { x: -1, y: 0 },
  ],
] as const;

/** Points by which a mark is reshaped, in pixels of the recording, whole numbers at the middles of pixels. */
export function handlesOf({ kind, mark }: AnyMark): readonly MarkPoint[] {
  switch (kind) {
    case "regions":
      return shapeHandles(mark.shape);
    case "lines":
      return mark.points;
    case "tracks":
      return mark.anchors.map(({ x, y }) => [x, y]);
  }
}

function shapeHandles(shape: RegionShape): readonly MarkPoint[] {
  switch (shape.kind) {
    case "rectangle": {
      const { x, y, width, height } = shape;
      // Its edges lie between pixels.
      return EDGES.map((edge) => [
        x - 0.5 + ((edge.x + 1) / 2) * width,
        y - 0.5 + ((edge.y + 1) / 2) * height,
      ]);
    }
    case "ellipse": {
      const { x, y, radiusX, radiusY } = shape;
      return [
        [x + radiusX, y],
        [x, y + radiusY],
        [x - radiusX, y],
        [x, y - radiusY],
      ];
    }
    case "polygon":
      return shape.corners;
  }
}

/** The mark with a handle of {@link handlesOf} elsewhere; the mark itself where it would be none any more. */
export function withHandleAt(any: AnyMark, handle: number, to: MarkPoint): AnyMark {
  switch (any.kind) {
    case "regions":
      return { ...any, mark: { ...any.mark, shape: reshaped(any.mark.shape, handle, to) } };
    case "lines": {
      const { points } = any.mark;
      const beside = [points[handle - 1], points[handle + 1]];
      if (beside.some((point) => point !== undefined && samePoint(point, to))) return any;
      return { ...any, mark: { ...any.mark, points: points.with(handle, to) } };
    }
    case "tracks": {
      const anchor = any.mark.anchors[handle];
      if (anchor === undefined) return any;
      const anchors = any.mark.anchors.with(handle, { ...anchor, x: to[0], y: to[1] });
      return { ...any, mark: { ...any.mark, anchors } };
    }
  }
}

function reshaped(shape: RegionShape, handle: number, [x, y]: MarkPoint): RegionShape {
  switch (shape.kind) {
    case "rectangle": {
      const edge = EDGES[handle] ?? EDGES[4];
      const across = stretched(shape.x, shape.width, edge.x, x);
      const down = stretched(shape.y, shape.height, edge.y, y);
      return { kind: "rectangle", x: across.from, width: across.length, y: down.from, height: down.length };
    }
    case "ellipse":
      return handle % 2 === 0
        ? { ...shape, radiusX: Math.max(LEAST_RADIUS, Math.abs(x - shape.x)) }
        : { ...shape, radiusY: Math.max(LEAST_RADIUS, Math.abs(y - shape.y)) };
    case "polygon":
      return { ...shape, corners: shape.corners.with(handle, [x, y]) };
  }
}

/** Whole pixels from one edge to the other, whichever comes first then; at least one. */
function stretched(
  from: number,
  length: number,
  edge: -1 | 0 | 1,
  to: number,
): { readonly from: number; readonly length: number } {
  if (edge === 0) return { from, length };
  return between(edge === -1 ? from + length : from, Math.round(to + 0.5));
}

function between(one: number, other: number): { readonly from: number; readonly length: number } {
  return { from: Math.min(one, other), length: Math.max(1, Math.abs(other - one)) };
}

/** The rectangle of whole pixels that a drag from one place to another takes in; null where that is none. */
export function rectangleBetween([ax, ay]: MarkPoint, [bx, by]: MarkPoint): RegionShape | null {
  const [left, right] = [Math.round(ax + 0.5), Math.round(bx + 0.5)];
  const [top, bottom] = [Math.round(ay + 0.5), Math.round(by + 0.5)];
  if (left === right || top === bottom) return null;
  const across = between(left, right);
  const down = between(top, bottom);
  return { kind: "rectangle", x: across.from, width: across.length, y: down.from, height: down.length };
}

/** The ellipse in the box of a drag; null where that is none. */
export function ellipseBetween([ax, ay]: MarkPoint, [bx, by]: MarkPoint): RegionShape | null {
  const radiusX = Math.abs(bx - ax) / 2;
  const radiusY = Math.abs(by - ay) / 2;
  if (radiusX < LEAST_RADIUS || radiusY < LEAST_RADIUS) return null;
  return { kind: "ellipse", x: (ax + bx) / 2, y: (ay + by) / 2, radiusX, radiusY };
}

/**
 * The mark moved by so many pixels: rectangles by whole ones; of a track, what was set at this frame.
 *
 * @param frame null moves all of a track
 */
export function moved(any: AnyMark, dx: number, dy: number, frame: number | null): AnyMark {
  const by = ([x, y]: MarkPoint): MarkPoint => [x + dx, y + dy];
  switch (any.kind) {
    case "regions":
      return { ...any, mark: { ...any.mark, shape: movedShape(any.mark.shape, dx, dy) } };
    case "lines":
      return { ...any, mark: { ...any.mark, points: any.mark.points.map(by) } };
    case "tracks": {
      const shifted = any.mark.anchors.map((anchor) =>
        frame !== null && anchor.frame !== frame ? anchor : { ...anchor, x: anchor.x + dx, y: anchor.y + dy },
      );
      return { ...any, mark: { ...any.mark, anchors: shifted } };
    }
  }
}

function movedShape(shape: RegionShape, dx: number, dy: number): RegionShape {
  switch (shape.kind) {
    case "rectangle":
      return { ...shape, x: Math.round(shape.x + dx), y: Math.round(shape.y + dy) };
    case "ellipse":
      return { ...shape, x: shape.x + dx, y: shape.y + dy };
    case "polygon":
      return { ...shape, corners: shape.corners.map(([x, y]) => [x + dx, y + dy] as const) };
  }
}

/** A rectangle or ellipse that is larger by so many pixels, its top left or its middle where they are; others as they are. */
export function enlarged(shape: RegionShape, dx: number, dy: number): RegionShape {
  switch (shape.kind) {
    case "rectangle":
      return {
        ...shape,
        width: Math.max(1, Math.round(shape.width + dx)),
        height: Math.max(1, Math.round(shape.height + dy)),
      };
    case "ellipse":
      return {
        ...shape,
        radiusX: Math.max(LEAST_RADIUS, shape.radiusX + dx),
        radiusY: Math.max(LEAST_RADIUS, shape.radiusY + dy),
      };
    case "polygon":
      return shape;
  }
}

export function samePoint([ax, ay]: MarkPoint, [bx, by]: MarkPoint): boolean {
  return ax === bx && ay === by;
}

/** Where to write the name of a mark: its highest point, of several the leftmost; of a track its anchor at this frame, null without one. */
export function nameplaceOf(any: AnyMark, frame: number): MarkPoint | null {
  if (any.kind === "tracks") {
    const here = any.mark.anchors.find((anchor) => anchor.frame === frame);
    return here === undefined ? null : [here.x, here.y];
  }
  return handlesOf(any).reduce((best, point) =>
    point[1] < best[1] || (point[1] === best[1] && point[0] < best[0]) ? point : best,
  );
}
