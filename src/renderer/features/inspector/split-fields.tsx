import { useId } from "react";
import { anyLayer } from "../../../shared/overlay/settings";
import { SIDES, type Side } from "../../../shared/picture";
import { NumberInput } from "../../components/number-input";
import { SwitchField } from "../../components/switch-field";
import { ToggleButton } from "../../components/toggle-button";
import { withKeys } from "../../lib/key-names";
import { sideNames } from "../../lib/side-names";
import { useMovieStore } from "../../stores/movie-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { flowOfSide } from "../../stores/side-settings";
import { editedSide, useViewStore, viewActions } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** Another way to compute beside this one, and for which of the two the fields below are. */
export function SplitFields() {
  const texts = useTexts();
  const { split } = texts.panels;
  const visible = useViewStore((state) => state.split.visible);
  return (
    <>
      <SwitchField
        control="split"
        label={split.compare}
        title={withKeys(split.compareNote, "toggle-split", texts)}
        on={visible}
        onChange={viewActions.toggleSplit}
      />
      {visible && <Sides />}
    </>
  );
}

function Sides() {
  const texts = useTexts();
  const { split } = texts.panels;
  const edited = useViewStore(editedSide);
  const layers = useViewStore(({ overlay }) => anyLayer(overlay));
  return (
    <>
      <div className="field-row">
        <fieldset className="toggle-group segments">
          <legend className="visually-hidden">{split.sides}</legend>
          {SIDES.map((side) => (
            <SideButton key={side} side={side} pressed={side === edited} />
          ))}
        </fieldset>
        <button
          type="button"
          className="button button--small"
          title={withKeys(split.swapNote, "swap-sides", texts)}
          onClick={viewActions.swapSides}
        >
          {split.swap}
        </button>
      </div>
      <MomentFields />
      {!layers && <p className="quiet panel__note">{split.noLayer}</p>}
    </>
  );
}

/** Whether B shows a frame of its own, and which. */
function MomentFields() {
  const texts = useTexts();
  const { split } = texts.panels;
  const moment = useViewStore((state) => state.split.moment);
  const frameCount = useMovieStore((state) => state.movie?.frameCount ?? 1);
  const fieldId = useId();
  const here = (): number => usePlaybackStore.getState().frame;
  return (
    <>
      <SwitchField
        label={split.moment}
        title={withKeys(split.momentNote, "compare-moment", texts)}
        on={moment !== null}
        onChange={() => viewActions.setMoment(moment === null ? here() : null)}
      />
      {moment !== null && (
        <div className="field-row">
          <label htmlFor={fieldId}>{split.momentFrame}</label>
          <NumberInput
            id={fieldId}
            value={moment}
            min={0}
            max={frameCount - 1}
            step={1}
            takesEffect="when-done"
            onChange={(frame) => viewActions.setMoment(Math.round(frame))}
          />
          <button
            type="button"
            className="button button--small"
            title={split.momentHereNote}
            onClick={() => viewActions.setMoment(here())}
          >
            {split.momentHere}
          </button>
        </div>
      )}
    </>
  );
}

function SideButton({ side, pressed }: { readonly side: Side; readonly pressed: boolean }) {
  const texts = useTexts();
  const { split } = texts.panels;
  const name = useViewStore(
    (state) => sideNames(flowOfSide(state, "a").flow, flowOfSide(state, "b").flow, texts)[side] ?? "",
  );
  return (
    <ToggleButton
      label={split.names[side]}
      pressed={pressed}
      title={split.editNote(split.names[side], name)}
      onPress={() => viewActions.editSide(side)}
    />
  );
}
