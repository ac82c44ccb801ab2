import { useState } from "react";
import type { ErrorValue } from "../../../shared/errors";
import type { MarkedTrack } from "../../../shared/marks/marks";
import type { MovieInfo } from "../../../shared/movie";
import { request } from "../../api";
import { ChoiceField } from "../../components/choice-field";
import { CopyButton } from "../../components/copy-button";
import { Failure } from "../../components/failure";
import { Modal } from "../../components/modal";
import { closeDialog } from "../../stores/dialog-store";
import { markActions, useMarkSelection } from "../../stores/marks-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { followingWish } from "../../tracks/follow-tracks";
import { TrackTable } from "./track-table";
import { tableText, useTrackRows } from "./track-values";

/** Where the tracks are in every frame: to look at, to copy, to save. */
export function TrackTableDialog({ movie }: { readonly movie: MovieInfo }) {
  const tracks = useViewStore((state) => state.marks.tracks);
  const selected = useMarkSelection((state) => tracks.find(({ id }) => id === state.selected));
  const track = selected ?? tracks[0];
  return track === undefined ? null : <Opened movie={movie} tracks={tracks} track={track} />;
}

interface OpenedProps {
  readonly movie: MovieInfo;
  readonly tracks: readonly MarkedTrack[];
  readonly track: MarkedTrack;
}

function Opened({ movie, tracks, track }: OpenedProps) {
  const { tracks: texts, common } = useTexts();
  const rows = useTrackRows(movie, track);
  const { busy, saved, error, save } = useSaving(movie);
  return (
    <Modal
      title={texts.tableHeading}
      kind="wide"
      closable={!busy}
      onClose={closeDialog}
      status={
        <span role="status">
          {busy ? texts.saving : saved !== null ? texts.saved(saved.fileName, saved.count) : ""}
        </span>
      }
      actions={
        <>
          <CopyButton
            label={texts.copy}
            title={texts.copyTitle}
            disabled={rows.length === 0}
            text={() => tableText(track.name, rows)}
          />
          {busy ? (
            <button type="button" className="button" onClick={() => void request("tracks:cancel")}>
              {common.cancel}
            </button>
          ) : (
            <button type="button" className="button" onClick={closeDialog}>
              {common.close}
            </button>
          )}
          <button
            type="button"
            className="button button--primary"
            disabled={busy}
            onClick={() => void save()}
          >
            {texts.save}
          </button>
        </>
      }
    >
      {tracks.length > 1 && (
        <ChoiceField
          label={texts.track}
          title={texts.track}
          choices={tracks.map(({ id, name }) => ({ value: id, label: name }))}
          value={track.id}
          onChange={markActions.select}
        />
      )}
      <TrackTable name={track.name} rows={rows} />
      {error !== null && <Failure error={error} className="" />}
    </Modal>
  );
}

/** Saves all tracks as a table. */
function useSaving(movie: MovieInfo) {
  const [busy, setBusy] = useState(false);
  const [saved, setSaved] = useState<{ readonly fileName: string; readonly count: number } | null>(null);
  const [error, setError] = useState<ErrorValue | null>(null);
  const save = async (): Promise<void> => {
    setBusy(true);
    setSaved(null);
    setError(null);
    const settings = useViewStore.getState();
    const { tracks, calibration } = settings.marks;
    const outcome = await request("tracks:save-table", {
      ...followingWish(movie, settings),
      tracks: tracks.map(({ id, name, anchors }) => ({ id, name, anchors })),
      calibration,
    });
    setBusy(false);
    if (!outcome.ok) setError(outcome.error);
    else if (outcome.value.status === "done")
      setSaved({ fileName: outcome.value.fileName, count: outcome.value.frames });
  };
  return { busy, saved, error, save };
}
