import type { FlowReport } from "../../../../shared/flow-report";
import { validShare } from "../../../../shared/validation";
import { Quantity } from "../../../components/quantity";
import { formatComponent, formatFixed, formatPercent } from "../../../lib/format";
import { unitName } from "../../../lib/unit-name";
import { usedCamera } from "../../../stores/marked-treatment";
import { useUnits } from "../../../stores/units-store";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { Figure } from "./figure";

interface TreatmentFiguresProps {
  readonly report: FlowReport | null;
  /** That its pair takes. */
  readonly seconds: number;
}

/** What was done to the flow of the frame on the screen before it was counted; nothing where nothing was. */
export function TreatmentFigures({ report, seconds }: TreatmentFiguresProps) {
  const all = useTexts();
  const { validation: texts } = all;
  const units = useUnits();
  const camera = useViewStore(({ marks, flow }) => usedCamera(marks, flow));
  const treated = report?.treated;
  if (treated === undefined) return null;
  const { vectors, camera: step } = treated;
  const motion = step && units.motion(step.u, step.v, seconds);
  const { yUp } = units.calibration.axes;
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
              : texts.cameraRemovedTitle(
                  // From x towards y, as everything is said.
                  `${formatFixed(yUp ? -step.turn : step.turn, 2)}°`,
                  formatFixed(step.zoom, 4),
                  texts.cameraAxes[units.isInPixels ? "pixels" : "laid"],
                )
          }
          value={
            motion === null
              ? texts.cameraUnknown
              : `(${formatComponent(motion.u)}, ${formatComponent(motion.v)}) ${unitName(units.speedUnit, all)}`
          }
        />
      )}
    </>
  );
}
