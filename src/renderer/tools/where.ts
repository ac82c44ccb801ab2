import type { AnyMark } from "../../shared/marks/reshape";
import type { Texts } from "../../shared/texts/texts";

/** Pixels as people say them: with a digit behind the point where there is one. */
export function pixelText(value: number): string {
  return String(Math.round(value * 10) / 10 + 0);
}

/** Where a mark lies and how large it is, in pixels of the recording. */
export function whereIs(any: AnyMark, { tools: { where } }: Texts): string {
  switch (any.kind) {
    case "lines": {
      const { points } = any.mark;
      const [x, y] = points[0].map(pixelText);
      const [endX, endY] = points[points.length - 1].map(pixelText);
      return where.line(x, y, endX, endY);
    }
    case "tracks": {
      const { x, y, frame } = any.mark.anchors[any.mark.anchors.length - 1];
      return where.track(pixelText(x), pixelText(y), frame);
    }
    case "regions": {
      const { shape } = any.mark;
      switch (shape.kind) {
        case "rectangle":
          return where.rectangle(...([shape.x, shape.y, shape.width, shape.height].map(pixelText) as Four));
        case "ellipse":
          return where.ellipse(
            ...([shape.x, shape.y, 2 * shape.radiusX, 2 * shape.radiusY].map(pixelText) as Four),
          );
        case "polygon": {
          const [x, y] = shape.corners[0].map(pixelText);
          return where.polygon(shape.corners.length, x, y);
        }
      }
    }
  }
}

type Four = [string, string, string, string];
