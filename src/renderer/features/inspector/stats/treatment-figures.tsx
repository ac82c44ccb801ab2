import type { FlowReport } from "../../../../shared/flow-report";
import { validShare } from "../../../../shared/validation";
import { Quantity } from "../../../components/quantity";
import { formatComponent, formatFixed, formatPercent } from "../../../lib/format";
import { usedCamera } from "../../../stores/marked-treatment";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { Figure } from "./figure";

/** What was done to the flow of the frame on the screen before it was counted; nothing where nothing was. */
export function TreatmentFigures({ report }: { readonly report: FlowReport | null }) {
  const { validation: texts } = useTexts();
  const camera = useViewStore(({ marks, flow }) => usedCamera(marks, flow));
  const treated = report?.treated;
  if (treated === undefined) return null;
  const { vectors, camera: step } = treated;
  return (
    <>
      {vectors !== null && (
        <Figure
          name="valid"
          label={texts.validShare}
          title={texts.validShareTitle(
            vectors.speedLimit,
            vectors.median,
            vectors.forwardBackward,
            vectors.replaced,
          )}
          value={<Quantity value={formatPercent(validShare(vectors))} />}
        />
      )}
      {(step !== null || camera !== null) && (
        <Figure
          name="camera"
          label={texts.cameraRemoved}
          title={
            step === null
              ? texts.cameraUnknownTitle
              : texts.cameraRemovedTitle(`${formatFixed(step.turn, 2)}°`, formatFixed(step.zoom, 4))
          }
          value={
            step === null
              ? texts.cameraUnknown
              : texts.cameraStep(formatComponent(step.u), formatComponent(step.v))
          }
        />
      )}
    </>
  );
}
