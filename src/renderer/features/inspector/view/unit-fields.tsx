import { SwitchField } from "../../../components/switch-field";
import { useViewStore, viewActions } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";

/** The bar of a round length, and whether all is said in pixels: there where the size of a pixel is known. */
export function UnitFields() {
  const { units: texts } = useTexts();
  const isKnown = useViewStore(({ marks }) => marks.calibration.pixel !== null);
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

/** Says motions and places in pixels for now. */
export function SaidInPixels() {
  const { units: texts } = useTexts();
  const saidInPixels = useViewStore((state) => state.saidInPixels);
  return (
    <SwitchField
      label={texts.saidInPixels}
      title={texts.saidInPixelsNote}
      on={saidInPixels}
      onChange={viewActions.setSaidInPixels}
    />
  );
}
