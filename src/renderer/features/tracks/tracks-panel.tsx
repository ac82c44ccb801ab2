import { useId } from "react";
import { MOST_MARKS } from "../../../shared/marks/marks";
import type { MovieInfo } from "../../../shared/movie";
import { NumberInput } from "../../components/number-input";
import { Progress } from "../../components/progress";
import { SwitchField } from "../../components/switch-field";
import { openDialog } from "../../stores/dialog-store";
import { useMarkSelection } from "../../stores/marks-store";
import { TAIL_LENGTH, trackActions, useTracksStore } from "../../stores/tracks-store";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { goOnFollowing, stopFollowing } from "../../tracks/follow-tracks";
import { SelectedTrack } from "./selected-track";
import { removeAllTracks, trackTheMiddle } from "./track-edits";
import { TrackList } from "./track-list";

/** The points that are followed through the movie. */
export function TracksPanel({ movie }: { readonly movie: MovieInfo }) {
  const { tracks: texts } = useTexts();
  const tracks = useViewStore(({ marks }) => marks.tracks);
  const selected = useMarkSelection((state) => tracks.find(({ id }) => id === state.selected));
  const titleId = useId();
  const isFull = tracks.length >= MOST_MARKS.tracks;
  return (
    <section className="panel" aria-labelledby={titleId}>
      <h2 className="panel__title" id={titleId}>
        {texts.title}
        {tracks.length > 0 && <span className="panel__aside">{tracks.length}</span>}
      </h2>
      {tracks.length === 0 ? (
        <p className="quiet">{texts.none}</p>
      ) : (
        <>
          <TrackList movie={movie} tracks={tracks} />
          <Following />
          {selected !== undefined && <SelectedTrack movie={movie} track={selected} />}
          <TailFields />
        </>
      )}
      {isFull && <p className="quiet">{texts.full(MOST_MARKS.tracks)}</p>}
      <div className="probes__actions tracks__actions">
        <button
          type="button"
          className="button button--small"
          title={texts.addTitle}
          disabled={isFull}
          onClick={trackTheMiddle}
        >
          {texts.add}
        </button>
        <button
          type="button"
          className="button button--small"
          title={texts.gridTitle}
          disabled={isFull}
          onClick={() => openDialog("track-grid")}
        >
          {texts.grid}
        </button>
        {tracks.length > 0 && (
          <>
            <button
              type="button"
              className="button button--small"
              title={texts.overTimeTitle}
              onClick={() => openDialog("track-table")}
            >
              {texts.overTime}
            </button>
            <button
              type="button"
              className="button button--small"
              title={texts.clearTitle}
              onClick={removeAllTracks}
            >
              {texts.clear}
            </button>
          </>
        )}
      </div>
    </section>
  );
}

/** How far the following has come, as long as it goes on; and how to go on where it was stopped. */
function Following() {
  const { tracks: texts } = useTexts();
  const state = useTracksStore((store) => store.state);
  if (state === null || state.error !== null) return null;
  const { active, stopped, done, total } = state;
  if (active) {
    const label = texts.following(done, total);
    return (
      <div className="curves__row">
        <Progress label={label} share={done / Math.max(total, 1)} />
        <button type="button" className="button button--small" title={label} onClick={stopFollowing}>
          {texts.stop}
        </button>
      </div>
    );
  }
  if (!stopped) return null;
  return (
    <div className="curves__row">
      <span className="quiet">{texts.stopped}</span>
      <button type="button" className="button button--small" onClick={goOnFollowing}>
        {texts.goOn}
      </button>
    </div>
  );
}

/** What is seen of tracks on the picture. */
function TailFields() {
  const { tracks: texts } = useTexts();
  const { tail, visible } = useTracksStore();
  const id = useId();
  return (
    <div className="tracks__look">
      <SwitchField label={texts.visible} on={visible} onChange={trackActions.setVisible} />
      {visible && (
        <div className="field-row" title={texts.tailNote}>
          <label htmlFor={id}>{texts.tail}</label>
          <span>
            <NumberInput id={id} value={tail} {...TAIL_LENGTH} step={5} onChange={trackActions.setTail} />{" "}
            <span className="unit">{texts.framesUnit}</span>
          </span>
        </div>
      )}
    </div>
  );
}
