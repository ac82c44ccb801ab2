import { useLayoutEffect, useRef, useState } from "react";
import { type MovieInfo, type MovieNotice, noticeInEnglish } from "../../../shared/movie";
import { say } from "../../../shared/texts/message";
import { NoticeBar } from "../../components/notice-bar";
import { useSession } from "../../session-context";
import { useMovieStore } from "../../stores/movie-store";
import { useTexts } from "../../texts/use-texts";
import { ProjectNotices } from "../project/project-notices";
import { DropNote } from "../start/drop-note";
import { ProblemBar } from "./problem-bar";
import { ProblemNotice } from "./problem-notice";

/**
 * Everything there is to say at the top of the picture. It lies over it, so that the picture does not move; what else lies
 * there goes below it, by the height that the viewer is told (`--notices-height`).
 */
export function ViewerNotices({ movie }: { readonly movie: MovieInfo }) {
  const session = useSession();
  const { common, start } = useTexts();
  const openingName = useMovieStore((state) => state.openingName);
  const pictureProblem = useMovieStore((state) => state.pictureProblem);
  const notices = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => (notices.current ? tellHeight(notices.current) : undefined), []);
  return (
    <div ref={notices} className="notices">
      <ProblemBar />
      <ProjectNotices />
      <DropNote />
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

/** Keeps the element around it told how high it is. Returns what ends that. */
function tellHeight(element: HTMLElement): () => void {
  const observer = new ResizeObserver(() => {
    element.parentElement?.style.setProperty("--notices-height", `${element.offsetHeight}px`);
  });
  observer.observe(element);
  return () => observer.disconnect();
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
