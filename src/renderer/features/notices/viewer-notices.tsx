import { useState } from "react";
import { type MovieInfo, type MovieNotice, noticeInEnglish } from "../../../shared/movie";
import { say } from "../../../shared/texts/message";
import { NoticeBar } from "../../components/notice-bar";
import { useSession } from "../../session-context";
import { useMovieStore } from "../../stores/movie-store";
import { useTexts } from "../../texts/use-texts";
import { ProblemBar } from "./problem-bar";
import { ProblemNotice } from "./problem-notice";

/** Everything there is to say at the top of the picture. It lies over it, so that nothing moves. */
export function ViewerNotices({ movie }: { readonly movie: MovieInfo }) {
  const session = useSession();
  const { common, start } = useTexts();
  const openingName = useMovieStore((state) => state.openingName);
  const pictureProblem = useMovieStore((state) => state.pictureProblem);
  return (
    <div className="notices">
      <ProblemBar />
      {pictureProblem !== null && (
        <ProblemNotice
          problem={pictureProblem}
          action={
            <button type="button" className="button button--small" onClick={() => session.retry()}>
              {common.tryAgain}
            </button>
          }
        />
      )}
      {openingName !== null && (
        <div className="appear-late">
          <NoticeBar kind="information" subject={null} message={start.opening(openingName)} />
        </div>
      )}
      <MovieNotices key={movie.token} notices={movie.notices} />
    </div>
  );
}

/** What is worth knowing about the movie, each until it is dismissed. */
function MovieNotices({ notices }: { readonly notices: readonly MovieNotice[] }) {
  const texts = useTexts();
  const [dismissed, setDismissed] = useState<ReadonlySet<string>>(new Set());
  return notices
    .map((notice) => ({ id: noticeInEnglish(notice), sentence: say(texts.notices, notice) }))
    .filter(({ id }) => !dismissed.has(id))
    .map(({ id, sentence }) => (
      <NoticeBar
        key={id}
        kind="information"
        subject={null}
        message={sentence}
        onDismiss={() => setDismissed((before) => new Set([...before, id]))}
      />
    ));
}
