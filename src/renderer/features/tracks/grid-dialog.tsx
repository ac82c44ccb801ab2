import { useMemo, useState } from "react";
import { gridPoints } from "../../../shared/measure/grid-points";
import type { MovieInfo } from "../../../shared/movie";
import { ChoiceField } from "../../components/choice-field";
import { Modal } from "../../components/modal";
import { NumberInput } from "../../components/number-input";
import { useSession } from "../../session-context";
import { closeDialog } from "../../stores/dialog-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { roomForTracks, trackPoints } from "./track-edits";

/** Pixels between the points of a grid. */
const STEP = { min: 2, max: 10_000 } as const;
/** Points of the grid that is offered. */
const OFFERED = 60;
const WHOLE = "";

/** Adds tracks every few pixels of the picture, or of a region. */
export function TrackGridDialog({ movie }: { readonly movie: MovieInfo }) {
  const { tracks: texts, common } = useTexts();
  const { player } = useSession();
  const marks = useViewStore((state) => state.marks);
  const [step, setStep] = useState(() =>
    Math.max(STEP.min, Math.round(Math.sqrt((movie.width * movie.height) / OFFERED))),
  );
  const [where, setWhere] = useState(WHOLE);
  const region = marks.regions.find(({ id }) => id === where) ?? null;
  const points = useMemo(() => gridPoints(movie, step, region?.shape ?? null), [movie, step, region]);
  const room = roomForTracks(marks);
  const tooMany = points.length > room;
  const add = (): void => {
    trackPoints(player.state.frame, points);
    closeDialog();
  };
  return (
    <Modal
      title={texts.gridHeading}
      closable={true}
      onClose={closeDialog}
      status={
        <span role="status">
          {tooMany ? texts.gridTooMany(points.length, room) : texts.gridCount(points.length)}
        </span>
      }
      actions={
        <>
          <button type="button" className="button" onClick={closeDialog}>
            {common.cancel}
          </button>
          <button
            type="button"
            className="button button--primary"
            disabled={tooMany || points.length === 0}
            onClick={add}
          >
            {texts.gridAdd}
          </button>
        </>
      }
    >
      <div className="export__options">
        <div className="field-row" title={texts.gridStepNote}>
          <label htmlFor="track-grid-step">{texts.gridStep}</label>
          <span>
            <NumberInput
              id="track-grid-step"
              value={step}
              {...STEP}
              step={1}
              onChange={(pixels) => setStep(Math.round(pixels))}
            />{" "}
            <span className="unit">px</span>
          </span>
        </div>
        {marks.regions.length > 0 && (
          <ChoiceField
            label={texts.gridWhere}
            title={texts.gridWhere}
            choices={[
              { value: WHOLE, label: texts.gridAll },
              ...marks.regions.map(({ id, name }) => ({ value: id, label: name })),
            ]}
            value={where}
            onChange={setWhere}
          />
        )}
      </div>
    </Modal>
  );
}
