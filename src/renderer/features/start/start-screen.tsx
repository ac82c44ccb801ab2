import { COMMANDS, type CommandId } from "../../../shared/commands";
import { Icon } from "../../components/icon";
import { KeyCaps } from "../../components/key-caps";
import { NoticeBar } from "../../components/notice-bar";
import { Progress } from "../../components/progress";
import { classNames } from "../../lib/class-names";
import { useMovieStore } from "../../stores/movie-store";
import { useRecentMovies } from "../../stores/recent-store";
import { useTexts } from "../../texts/use-texts";
import { ProblemBar } from "../notices/problem-bar";
import { ProjectNotices } from "../project/project-notices";
import { DropNote } from "./drop-note";
import { openSample, openWithDialog } from "./open-movie";
import { RecentMovies } from "./recent-movies";

/** What there is before a movie is open: what to do, and how. */
export function StartScreen() {
  const { start } = useTexts();
  const openingName = useMovieStore((state) => state.openingName);
  const ffmpegMissing = useMovieStore((state) => state.appInfo !== null && state.appInfo.ffmpeg === null);
  const recent = useRecentMovies();
  return (
    <main className="start">
      <div className="notices">
        <ProblemBar />
        <ProjectNotices />
        <DropNote />
        {ffmpegMissing && <NoticeBar kind="problem" subject={null} message={start.ffmpegMissing} />}
      </div>
      <div className={classNames("start__content", recent.length > 0 && "start__content--recent")}>
        <header>
          <h1 className="start__title">Kinoflow</h1>
          <p className="start__claim">{start.claim}</p>
        </header>
        <section className="drop-zone" aria-label={start.openArea}>
          <Icon name="film" />
          {openingName === null ? (
            <>
              <p className="drop-zone__text">{start.dropHere}</p>
              <button type="button" className="button button--primary" onClick={() => void openWithDialog()}>
                {start.open}
              </button>
            </>
          ) : (
            <div className="drop-zone__opening" role="status">
              <p className="drop-zone__text">{start.opening(openingName)}</p>
              <div className="appear-late">
                <Progress label={start.openingLabel(openingName)} share={null} />
              </div>
            </div>
          )}
        </section>
        <section className="start__sample">
          <button
            type="button"
            className="button"
            disabled={openingName !== null}
            onClick={() => void openSample()}
          >
            {start.openSample}
          </button>
          <p className="quiet">{start.aboutSample}</p>
        </section>
        {recent.length > 0 && <RecentMovies movies={recent} enabled={openingName === null} />}
        <Keys brief={recent.length > 0} />
      </div>
    </main>
  );
}

/** The keys to begin with; in brief, those that lead to all of the others. */
function Keys({ brief }: { readonly brief: boolean }) {
  const { start } = useTexts();
  const all: readonly (readonly [does: string, ids: readonly CommandId[]])[] = [
    [start.keyAll, ["shortcuts"]],
    [start.keyCommands, ["palette"]],
  ];
  const first: typeof all = [
    [start.keyOneFrame, ["previous-frame", "next-frame"]],
    [start.keyTenFrames, ["ten-back", "ten-forwards"]],
    [start.keyEnds, ["first-frame", "last-frame"]],
    [start.keyPlay, ["play-pause"]],
    [start.keyRange, ["mark-start", "mark-end"]],
    [start.keyLayers, ["toggle-arrows", "toggle-colours"]],
  ];
  return (
    <section aria-labelledby="keys-title">
      <h2 className="start__heading" id="keys-title">
        {start.keys}
      </h2>
      <dl className="keys">
        {(brief ? all : [...first, ...all]).map(([does, ids]) => (
          <div className="keys__row" key={does}>
            <dt>
              {ids.map((id) => (
                <KeyCaps key={id} keys={COMMANDS[id].keys[0] ?? ""} />
              ))}
            </dt>
            <dd>{does}</dd>
          </div>
        ))}
      </dl>
    </section>
  );
}
