import type { ScalarMapKind } from "../../shared/colour-maps/colour-map";
import type { CountedParts } from "../../shared/counted-parts";
import type { FigureChoice } from "../../shared/figures";
import type { FlowParameters } from "../../shared/flow";
import type { LumaSamples } from "../../shared/luma-samples";
import { type MapSource, mapValueAt } from "../../shared/overlay/map-values";
import type { FlowProbe, ProbePoint } from "../../shared/probe";

/** Names the flow of a frame. */
export interface FieldRequest {
  readonly frame: number;
  readonly deinterlace: boolean;
  readonly flow: FlowParameters;
}

/** Asks for a flow at some points, and for the value that a map has there. */
export interface ProbeRequest extends FieldRequest {
  readonly map: ScalarMapKind | null;
  readonly points: readonly ProbePoint[];
}

/** Asks for what is counted of regions. */
export interface RegionsRequest extends FieldRequest {
  readonly figures: FigureChoice;
  readonly parts: CountedParts;
  /** Names the pixels that count nowhere; empty for none. */
  readonly mask: string;
}

/** Asks how large the values of a map are where it shows any; see `mapExtent`. */
export interface ExtentRequest extends FieldRequest {
  readonly map: ScalarMapKind;
  readonly minimumReliability: number;
}

/**
 * What the pixels have that the points lie in; null for points outside the picture.
 *
 * @param luma of the first frame; null where that is not known
 */
export function readField(
  field: MapSource,
  luma: LumaSamples | null,
  map: ScalarMapKind | null,
  points: readonly ProbePoint[],
): FlowProbe["values"] {
  const { u, v, reliability, width, height } = field;
  return points.map(([x, y]) => {
    const column = Math.floor(x);
    const row = Math.floor(y);
    if (!(column >= 0 && column < width && row >= 0 && row < height)) return null;
    const pixel = row * width + column;
    const value = map === null ? Number.NaN : mapValueAt(field, map, column, row);
    // What counts nowhere is below any threshold.
    return [u[pixel], v[pixel], Math.max(0, reliability[pixel]), value, luma?.[pixel] ?? Number.NaN];
  });
}
