import type { FlowParameters } from "../../shared/flow";
import type { Marks } from "../../shared/marks/marks";
import type { CameraModel } from "../../shared/measure/camera-motion";
import { pairingOf, takesCamera } from "../../shared/pairing";
import { isMaskAlone, treatmentText, withTreatment } from "../../shared/treatment";
import { leastReliabilityOf } from "./least-reliability";
import type { ViewSettings } from "./view-settings";

/**
 * The settings with the treatment of the fields as the marks have it, on both sides. It goes wherever the parameters of a flow go: nobody sees a field
 * without it.
 *
 * @param pixelAspect width of a pixel of the recording by its height
 */
export function withMarkedTreatment(settings: ViewSettings, pixelAspect: number): ViewSettings {
  const { flow, split, marks } = settings;
  const own = treated(flow, marks, leastReliabilityOf(settings, "a"), pixelAspect);
  const ofB = split.b && treated(split.b.flow, marks, leastReliabilityOf(settings, "b"), pixelAspect);
  if (own === flow && ofB === (split.b?.flow ?? null)) return settings;
  const b = split.b && ofB && { ...split.b, flow: ofB };
  return { ...settings, flow: own, split: b === split.b ? split : { ...split, b } };
}

/** The flow that files are drawn of: in them nobody else hides a mask. */
export function flowOfFiles(settings: ViewSettings, pixelAspect: number): FlowParameters {
  const { flow, marks } = settings;
  const { validation, mask } = marks;
  const minimumReliability = leastReliabilityOf(settings, "a");
  const camera = usedCamera(marks, flow);
  return withTreatment(flow, { camera, validation, mask, minimumReliability, pixelAspect });
}

/** What is taken out of the motion, as far as that can be for these pairs of frames; null for nothing. */
export function usedCamera(
  { camera }: Pick<Marks, "camera">,
  flow: Pick<FlowParameters, "pairing">,
): CameraModel | null {
  return takesCamera(pairingOf(flow)) ? camera : null;
}

/** The same object where nothing is to be changed. */
function treated(
  flow: FlowParameters,
  marks: Marks,
  minimumReliability: number,
  pixelAspect: number,
): FlowParameters {
  const { validation, mask } = marks;
  const camera = usedCamera(marks, flow);
  // A mask alone is hidden by whoever has the field.
  const treatment = { camera, validation, mask, minimumReliability, pixelAspect };
  const wanted = withTreatment(flow, isMaskAlone(treatment) ? null : treatment);
  return treatmentText(wanted.treatment) === treatmentText(flow.treatment) ? flow : wanted;
}
