import { knownPixelSize, withPixelSize } from "../../../../shared/marks/marks";
import { SwitchField } from "../../../components/switch-field";
import { markActions } from "../../../stores/marks-store";
import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";

/** The bar of a round length, and whether all is said in pixels: there where the size of a pixel is known. */
export function UnitFields() {
  const { units: texts } = useTexts();
  const isKnown = useViewStore(({ marks }) => knownPixelSize(marks) !== null);
  const scaleBar = useViewStore(({ overlay }) => overlay.scaleBar);
  if (!isKnown) return null;
  return (
    <>
      <SwitchField
        control="scale-bar"
        label={texts.scaleBar}
        title={texts.scaleBarNote}
        on={scaleBar}
        onChange={viewActions.toggleScaleBar}
      />
      <SaidInPixels />
    </>
  );
}

/** Says motions and places in pixels for now: the size of a pixel is put aside. */
export function SaidInPixels() {
  const { units: texts } = useTexts();
  const isAside = useViewStore(
    ({ marks }) => marks.calibration.pixel === null && knownPixelSize(marks) !== null,
  );
  return (
    <SwitchField
      label={texts.saidInPixels}
      title={texts.saidInPixelsNote}
      on={isAside}
      onChange={(aside) =>
        markActions.change(null, (marks) => withPixelSize(marks, knownPixelSize(marks), aside))
      }
    />
  );
}
