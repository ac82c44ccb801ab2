import type { CSSProperties } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { formatFrameTime } from "../../lib/format";
import { isVisible, type TimelineView } from "../../lib/visible-range";
import { useSession } from "../../session-context";
import { useTimeUnit } from "../../stores/use-time-text";
import { useViewStore } from "../../stores/view-store";
import { useTexts } from "../../texts/use-texts";
import { RULER_HEIGHT } from "./layout";
import { shareOf } from "./range-handles";

/** The bookmarks on the ruler, with their names where the pointer rests; a click goes there. */
export function BookmarkMarks({ movie, view }: { readonly movie: MovieInfo; readonly view: TimelineView }) {
  const { bookmarks: texts, common } = useTexts();
  const bookmarks = useViewStore((state) => state.bookmarks);
  const unit = useTimeUnit();
  const { player } = useSession();
  const seen = bookmarks.filter(({ frame }) => isVisible(view, frame));
  if (seen.length === 0) return null;
  return (
    <ul className="timeline__bookmarks" aria-label={texts.marks} style={{ height: RULER_HEIGHT }}>
      {seen.map(({ frame, name }) => {
        const place = unit === "frames" ? common.frame(frame) : formatFrameTime(unit, frame, movie);
        return (
          <li key={frame} style={{ "--at": shareOf(view, frame) } as CSSProperties}>
            <button
              type="button"
              className="timeline__bookmark"
              // The list of the panel is the way for keys; so many stops would keep them from everything else.
              tabIndex={-1}
              aria-label={texts.goTo(name, place)}
              title={texts.mark(name, place)}
              onClick={() => {
                player.pause();
                player.seek(frame);
              }}
            />
          </li>
        );
      })}
    </ul>
  );
}
