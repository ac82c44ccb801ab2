import type { ScalarMapKind } from "../../shared/colour-maps/colour-map";
import type { FlowParameters } from "../../shared/flow";
import type { Picture, PictureRequest } from "../../shared/picture";
import { sameFlowParameters } from "../lib/flow-parameters";

/** The flow that belongs to the picture on the screen, and the map that is on it. */
export interface ProbeSource {
  readonly token: string;
  /** First of the pair. */
  readonly frame: number;
  readonly deinterlace: boolean;
  readonly flow: FlowParameters;
  /** Null where there is none, or that of directions. */
  readonly map: ScalarMapKind | null;
}

/**
 * What can be read of a picture; null where there is no flow.
 *
 * @param chosen how flow is computed now: a picture that nobody asked a flow of is read by that
 * @param frameCount of the movie, as far as it is known
 */
export function probeSourceOf(
  { token, frame, flow, flowError }: Picture,
  request: PictureRequest,
  chosen: FlowParameters,
  frameCount: number,
): ProbeSource | null {
  const { deinterlace } = request;
  if (flow !== null) {
    const kind = flow.colour?.kind ?? "direction";
    const map = kind === "direction" ? null : kind;
    return { token, frame, deinterlace, flow: flow.parameters, map };
  }
  if (request.flow !== null || flowError !== null || frame + 1 >= frameCount) return null;
  return { token, frame, deinterlace, flow: chosen, map: null };
}

export function sameSource(a: ProbeSource | null, b: ProbeSource | null): boolean {
  if (a === null || b === null) return a === b;
  return (
    a.token === b.token &&
    a.frame === b.frame &&
    a.deinterlace === b.deinterlace &&
    a.map === b.map &&
    sameFlowParameters(a.flow, b.flow)
  );
}
