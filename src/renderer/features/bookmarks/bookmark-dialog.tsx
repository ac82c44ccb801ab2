import { type FormEvent, useId, useState } from "react";
import { BOOKMARK_NAME_LENGTH } from "../../../shared/bookmarks";
import type { MovieInfo } from "../../../shared/movie";
import { FIRST_FOCUS, Modal } from "../../components/modal";
import { formatFrameTime } from "../../lib/format";
import { bookmarkActions, bookmarkName } from "../../stores/bookmark-store";
import { closeDialog } from "../../stores/dialog-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useTimeUnit } from "../../stores/use-time-text";
import { useTexts } from "../../texts/use-texts";

/** Names the bookmark at the playhead, which is set with that. */
export function BookmarkDialog({ movie }: { readonly movie: MovieInfo }) {
  const { bookmarks, common, timeline } = useTexts();
  const unit = useTimeUnit();
  const [frame] = useState(() => usePlaybackStore.getState().frame);
  const [name, setName] = useState(() => bookmarkName(frame));
  const formId = useId();
  const fieldId = useId();
  const save = (event: FormEvent): void => {
    event.preventDefault();
    if (name.trim() === "") return;
    bookmarkActions.set(frame, name);
    closeDialog();
  };
  return (
    <Modal
      title={bookmarks.dialogTitle}
      closable
      onClose={closeDialog}
      actions={
        <>
          <button type="button" className="button" onClick={closeDialog}>
            {common.cancel}
          </button>
          <button
            type="submit"
            form={formId}
            className="button button--primary"
            disabled={name.trim() === ""}
          >
            {bookmarks.save}
          </button>
        </>
      }
    >
      <form className="go-to" id={formId} onSubmit={save}>
        <label htmlFor={fieldId} className="visually-hidden">
          {bookmarks.dialogName}
        </label>
        <input
          type="text"
          className="search search--boxed"
          id={fieldId}
          autoComplete="off"
          spellCheck={false}
          maxLength={BOOKMARK_NAME_LENGTH}
          value={name}
          {...FIRST_FOCUS}
          onFocus={({ currentTarget }) => currentTarget.select()}
          onChange={({ currentTarget }) => setName(currentTarget.value)}
        />
        <p className="go-to__note quiet">
          {unit === "frames"
            ? common.frame(frame)
            : timeline.frameAt(frame, formatFrameTime(unit, frame, movie))}
        </p>
      </form>
    </Modal>
  );
}
