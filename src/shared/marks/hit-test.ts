import type { RegionShape } from "../measure/region";
import { MARK_KINDS, type MarkPoint, type Marks } from "./marks";
import { type AnyMark, handlesOf } from "./reshape";

/** What lies under a place of the picture. */
export interface MarkHit {
  readonly any: AnyMark;
  /** The handle that is there, as `handlesOf` counts them; null for the mark itself. */
  readonly handle: number | null;
}

/** How near is near enough. */
export interface HitReach {
  /** In heights of pixels of the recording. */
  readonly distance: number;
  /** Width of a pixel by its height. */
  readonly pixelAspect: number;
}

/** All marks, in the order in which they are drawn. */
export function allMarks(marks: Marks): readonly AnyMark[] {
  return MARK_KINDS.flatMap((kind) => marks[kind].map((mark) => ({ kind, mark }) as AnyMark));
}

/** The mark with this id; null where there is none. */
export function findMark(marks: Marks, id: string | null): AnyMark | null {
  return (id !== null && allMarks(marks).find(({ mark }) => mark.id === id)) || null;
}

/**
 * The mark at a place: a handle of the selected one, else the nearest anchor, line or border within reach, else the smallest region that
 * the place lies in.
 *
 * @param at pixels of the recording, whole numbers at their middles
 * @param selected id of the mark whose handles are shown
 */
export function markAt(
  marks: Marks,
  at: MarkPoint,
  reach: HitReach,
  selected: string | null,
  frame: number,
): MarkHit | null {
  const chosen = findMark(marks, selected);
  const handle = chosen === null ? null : handleAt(chosen, at, reach, frame);
  if (chosen !== null && handle !== null) return { any: chosen, handle };
  let nearest: AnyMark | null = null;
  let least = reach.distance;
  for (const any of allMarks(marks)) {
    const distance = distanceTo(any, at, reach, frame);
    // Of those as near, the one that is drawn last lies on top. What is hidden cannot be met.
    if (distance > least || any.mark.hidden === true) continue;
    nearest = any;
    least = distance;
  }
  if (nearest !== null) return { any: nearest, handle: null };
  const inside = regionAround(marks, at);
  return inside === null ? null : { any: inside, handle: null };
}

/** The nearest handle of a mark within reach; null where there is none. Of a track, only its anchor at this frame is one. */
export function handleAt(any: AnyMark, at: MarkPoint, reach: HitReach, frame: number): number | null {
  let nearest: number | null = null;
  let least = reach.distance;
  for (const [index, handle] of handlesOf(any).entries()) {
    if (any.kind === "tracks" && any.mark.anchors[index].frame !== frame) continue;
    const distance = distanceBetween(at, handle, reach);
    if (distance > least) continue;
    nearest = index;
    least = distance;
  }
  return nearest;
}

/** In heights of pixels. */
export function distanceBetween(
  [ax, ay]: MarkPoint,
  [bx, by]: MarkPoint,
  { pixelAspect }: Pick<HitReach, "pixelAspect">,
): number {
  return Math.hypot((ax - bx) * pixelAspect, ay - by);
}

function distanceTo(any: AnyMark, at: MarkPoint, reach: HitReach, frame: number): number {
  switch (any.kind) {
    case "lines":
      return distanceToPath(any.mark.points, at, reach);
    case "tracks": {
      const here = any.mark.anchors.find((anchor) => anchor.frame === frame);
      return here === undefined ? Number.POSITIVE_INFINITY : distanceBetween(at, [here.x, here.y], reach);
    }
    case "regions": {
      const border = borderOf(any.mark.shape);
      return distanceToPath([...border, border[0]], at, reach);
    }
  }
}

const ELLIPSE_CORNERS = 64;

/** The border of a shape as a polygon, with its middle of pixels at whole numbers; that of an ellipse is near enough for the eye. */
export function borderOf(shape: RegionShape): readonly MarkPoint[] {
  switch (shape.kind) {
    case "rectangle": {
      const [left, top] = [shape.x - 0.5, shape.y - 0.5];
      const [right, bottom] = [left + shape.width, top + shape.height];
      return [
        [left, top],
        [right, top],
        [right, bottom],
        [left, bottom],
      ];
    }
    case "ellipse":
      return Array.from({ length: ELLIPSE_CORNERS }, (_, k) => {
        const angle = (2 * Math.PI * k) / ELLIPSE_CORNERS;
        return [shape.x + shape.radiusX * Math.cos(angle), shape.y + shape.radiusY * Math.sin(angle)];
      });
    case "polygon":
      return shape.corners;
  }
}

function distanceToPath(path: readonly MarkPoint[], at: MarkPoint, reach: HitReach): number {
  let least = Number.POSITIVE_INFINITY;
  for (let k = 1; k < path.length; k++)
    least = Math.min(least, distanceToSegment(path[k - 1], path[k], at, reach));
  return least;
}

function distanceToSegment(from: MarkPoint, to: MarkPoint, at: MarkPoint, { pixelAspect }: HitReach): number {
  const dx = (to[0] - from[0]) * pixelAspect;
  const dy = to[1] - from[1];
  const px = (at[0] - from[0]) * pixelAspect;
  const py = at[1] - from[1];
  const square = dx * dx + dy * dy;
  const along = square === 0 ? 0 : Math.min(1, Math.max(0, (px * dx + py * dy) / square));
  return Math.hypot(px - along * dx, py - along * dy);
}

function regionAround(marks: Marks, at: MarkPoint): AnyMark | null {
  let smallest: AnyMark | null = null;
  let least = Number.POSITIVE_INFINITY;
  for (const mark of marks.regions) {
    const border = borderOf(mark.shape);
    const area = areaOf(border);
    if (mark.hidden === true || area > least || !isInside(border, at)) continue;
    smallest = { kind: "regions", mark };
    least = area;
  }
  return smallest;
}

function areaOf(border: readonly MarkPoint[]): number {
  let twice = 0;
  for (const [k, [x, y]] of border.entries()) {
    const [nextX, nextY] = border[(k + 1) % border.length];
    twice += x * nextY - nextX * y;
  }
  return Math.abs(twice) / 2;
}

/** By the even-odd rule, as regions count their pixels. */
function isInside(border: readonly MarkPoint[], [px, py]: MarkPoint): boolean {
  let inside = false;
  for (const [k, [x, y]] of border.entries()) {
    const [nextX, nextY] = border[(k + 1) % border.length];
    if (y <= py === nextY <= py) continue;
    if (px < x + ((py - y) / (nextY - y)) * (nextX - x)) inside = !inside;
  }
  return inside;
}
