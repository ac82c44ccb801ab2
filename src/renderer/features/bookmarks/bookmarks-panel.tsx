import { useId, useState } from "react";
import { BOOKMARK_NAME_LENGTH, type Bookmark } from "../../../shared/bookmarks";
import type { MovieInfo } from "../../../shared/movie";
import { IconButton } from "../../components/icon-button";
import { RenameField } from "../../components/rename-field";
import { classNames } from "../../lib/class-names";
import { formatFrameTime } from "../../lib/format";
import { useSession } from "../../session-context";
import { bookmarkActions, bookmarkName } from "../../stores/bookmark-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useTimeUnit } from "../../stores/use-time-text";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";

/** The bookmarks of the movie: to go to, to name, to delete. */
export function BookmarksPanel({ movie }: { readonly movie: MovieInfo }) {
  const texts = useTexts().bookmarks;
  const bookmarks = useViewStore((state) => state.bookmarks);
  const { player } = useSession();
  const titleId = useId();
  return (
    <section className="panel" aria-labelledby={titleId}>
      <h2 className="panel__title" id={titleId}>
        {texts.title}
      </h2>
      {bookmarks.length === 0 ? (
        <p className="quiet">{texts.none}</p>
      ) : (
        <ul className="presets" aria-labelledby={titleId}>
          {bookmarks.map((bookmark) => (
            <Row key={bookmark.frame} bookmark={bookmark} movie={movie} />
          ))}
        </ul>
      )}
      <div className="probes__actions">
        <button
          type="button"
          className="button button--small"
          title={texts.setTitle}
          onClick={() => {
            const { frame } = player.state;
            bookmarkActions.set(frame, bookmarkName(frame));
          }}
        >
          {texts.set}
        </button>
      </div>
    </section>
  );
}

interface RowProps {
  readonly bookmark: Bookmark;
  readonly movie: MovieInfo;
}

function Row({ bookmark: { frame, name }, movie }: RowProps) {
  const { bookmarks: texts, common } = useTexts();
  const { player } = useSession();
  const unit = useTimeUnit();
  const here = usePlaybackStore((state) => state.shownFrame === frame);
  const [renaming, setRenaming] = useState(false);
  if (renaming) {
    return (
      <li className="presets__row">
        <RenameField
          label={texts.newName(name)}
          name={name}
          maxLength={BOOKMARK_NAME_LENGTH}
          onRename={(typed) => {
            setRenaming(false);
            bookmarkActions.set(frame, typed);
          }}
          onCancel={() => setRenaming(false)}
        />
      </li>
    );
  }
  const place = unit === "frames" ? common.frame(frame) : formatFrameTime(unit, frame, movie);
  const label = texts.goTo(name, place);
  return (
    <li className="presets__row">
      <button
        type="button"
        className={classNames("presets__name", here && "presets__name--in-use")}
        aria-label={label}
        aria-current={here}
        title={label}
        onClick={() => {
          player.pause();
          player.seek(frame);
        }}
      >
        {name} <span className="quiet">{place}</span>
      </button>
      <IconButton label={texts.rename(name)} icon="rename" onPress={() => setRenaming(true)} />
      <IconButton label={texts.remove(name)} icon="close" onPress={() => bookmarkActions.remove(frame)} />
    </li>
  );
}
