import type { FlowParameters } from "../../shared/flow";
import type { FieldPlanes } from "../../shared/overlay/field-planes";
import type { FlowProbe } from "../../shared/probe";

/** Asks for the flow of the pair (frame, frame + 1) at some points. */
export interface ProbeRequest {
  readonly frame: number;
  readonly deinterlace: boolean;
  readonly flow: FlowParameters;
  /** x, y in movie pixels from the top left corner of the picture. */
  readonly points: readonly (readonly [x: number, y: number])[];
}

/** u, v and reliability of the pixels that the points lie in; null for points outside the picture. */
export function readField(
  { u, v, reliability }: FieldPlanes,
  width: number,
  height: number,
  points: ProbeRequest["points"],
): FlowProbe["values"] {
  return points.map(([x, y]) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (!(column >= 0 && column < width && row >= 0 && row < height)) return null;
    const pixel = row * width + column;
    return [u[pixel], v[pixel], reliability[pixel]];
  });
}
