import type { ScalarMapKind } from "../../shared/colour-maps/colour-map";
import type { FlowParameters } from "../../shared/flow";
import { pairingOf, secondOf } from "../../shared/pairing";
import type { Picture, PictureFlow, PictureRequest, Side } from "../../shared/picture";
import { sameFlowParameters } from "./flow-parameters";

/** A flow that belongs to the picture on the screen, and the map that is on it. */
export interface ProbeSource {
  readonly token: string;
  /** First of the pair. */
  readonly frame: number;
  readonly deinterlace: boolean;
  readonly flow: FlowParameters;
  /** Null where there is none, or that of directions. */
  readonly map: ScalarMapKind | null;
}

/** What can be read on each side of the picture; null where there is no flow. */
export type ProbeSources = Readonly<Record<Side, ProbeSource | null>>;

/**
 * What can be read of a picture.
 *
 * @param chosen how flow is computed now: a picture that nobody asked a flow of is read by that
 * @param frameCount of the movie, as far as it is known
 */
export function probeSourcesOf(
  picture: Picture,
  request: PictureRequest,
  chosen: FlowParameters,
  frameCount: number,
): ProbeSources {
  const { token, frame, flowError } = picture;
  const { deinterlace } = request;
  const sourceOf = ({ parameters, colour, first }: PictureFlow): ProbeSource => {
    const kind = colour?.kind ?? "direction";
    return { token, frame: first, deinterlace, flow: parameters, map: kind === "direction" ? null : kind };
  };
  const a = picture.flow && sourceOf(picture.flow);
  const b = picture.compare?.flow ? sourceOf(picture.compare.flow) : null;
  if (a !== null || request.flow !== null || flowError !== null) return { a, b };
  if (secondOf(pairingOf(chosen), frame, frameCount) === null) return { a, b };
  return { a: { token, frame, deinterlace, flow: chosen, map: null }, b };
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
