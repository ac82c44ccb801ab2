import {
  MARK_KINDS,
  MARK_NAME,
  type Mark,
  type MarkedLine,
  type MarkedRegion,
  type MarkedTrack,
  type Marks,
} from "../../shared/marks/marks";
import type { RegionShape } from "../../shared/measure/region";
import { markActions } from "./marks-store";

/** A rectangle in the middle of a picture, a quarter as wide and high. */
export function middleRectangle({
  width,
  height,
}: {
  readonly width: number;
  readonly height: number;
}): RegionShape {
  const [across, down] = [Math.max(1, Math.round(width / 4)), Math.max(1, Math.round(height / 4))];
  return {
    kind: "rectangle",
    x: Math.round((width - across) / 2),
    y: Math.round((height - down) / 2),
    width: across,
    height: down,
  };
}

/** A shape of another kind at the place of one. */
export function shapeAs(kind: RegionShape["kind"], shape: RegionShape): RegionShape {
  if (kind === shape.kind) return shape;
  const { x, y, width, height } = boxOf(shape);
  switch (kind) {
    case "rectangle":
      return {
        kind,
        x: Math.round(x),
        y: Math.round(y),
        width: Math.max(1, Math.round(width)),
        height: Math.max(1, Math.round(height)),
      };
    case "ellipse":
      // Whole numbers are the middles of pixels.
      return {
        kind,
        x: x + (width - 1) / 2,
        y: y + (height - 1) / 2,
        radiusX: Math.max(0.5, width / 2),
        radiusY: Math.max(0.5, height / 2),
      };
    case "polygon": {
      const [right, bottom] = [x + width - 1, y + height - 1];
      return {
        kind,
        corners: [
          [x, y],
          [right, y],
          [right, bottom],
          [x, bottom],
        ],
      };
    }
  }
}

function boxOf(shape: RegionShape): { x: number; y: number; width: number; height: number } {
  switch (shape.kind) {
    case "rectangle":
      return shape;
    case "ellipse": {
      const { radiusX, radiusY } = shape;
      return {
        x: shape.x + 0.5 - radiusX,
        y: shape.y + 0.5 - radiusY,
        width: 2 * radiusX,
        height: 2 * radiusY,
      };
    }
    case "polygon": {
      const [xs, ys] = [shape.corners.map(([x]) => x), shape.corners.map(([, y]) => y)];
      const [x, y] = [Math.min(...xs), Math.min(...ys)];
      return { x, y, width: Math.max(...xs) - x + 1, height: Math.max(...ys) - y + 1 };
    }
  }
}

/** What cannot be the name of a mark, and why; null for one that can. */
export function nameProblem(marks: Marks, id: string, name: string): "invalid" | "taken" | null {
  if (!MARK_NAME.test(name)) return "invalid";
  const others = MARK_KINDS.flatMap((kind): readonly Mark[] => marks[kind]);
  return others.some((mark) => mark.id !== id && mark.name === name) ? "taken" : null;
}

/**
 * Changes what every mark has.
 *
 * @param kind as of `markActions.change`
 */
export function changeMark(id: string, change: Partial<Omit<Mark, "id">>, kind: string | null = null): void {
  markActions.change(kind, (marks) => {
    const changed = <M extends Mark>(list: readonly M[]): readonly M[] =>
      list.some((mark) => mark.id === id)
        ? list.map((mark) => (mark.id === id ? { ...mark, ...change } : mark))
        : list;
    return {
      regions: changed<MarkedRegion>(marks.regions),
      lines: changed<MarkedLine>(marks.lines),
      tracks: changed<MarkedTrack>(marks.tracks),
    };
  });
}

export function changeShape(region: MarkedRegion, shape: RegionShape, kind: string | null): void {
  markActions.set("regions", { ...region, shape }, kind);
}
