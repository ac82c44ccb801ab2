import { Icon } from "../../components/icon";
import { NoticeBar } from "../../components/notice-bar";
import { Progress } from "../../components/progress";
import { useMovieStore } from "../../stores/movie-store";
import { ProblemBar } from "../notices/problem-bar";
import { openSample, openWithDialog } from "./open-movie";

const KEYS = [
  { keys: ["←", "→"], does: "one frame" },
  { keys: ["Shift ←", "Shift →"], does: "ten frames" },
  { keys: ["Home", "End"], does: "first, last frame" },
  { keys: ["Space"], does: "play or pause" },
  { keys: ["I", "O"], does: "start, end of a range" },
  { keys: ["A", "C", "L"], does: "arrows, colours, legend" },
] as const;

/** What there is before a movie is open: what to do, and how. */
export function StartScreen() {
  const openingName = useMovieStore((state) => state.openingName);
  const ffmpegMissing = useMovieStore((state) => state.appInfo !== null && state.appInfo.ffmpeg === null);
  return (
    <main className="start">
      <div className="notices">
        <ProblemBar />
        {ffmpegMissing && (
          <NoticeBar
            kind="problem"
            subject={null}
            message="ffmpeg was not found, and no movie can be opened without it; install ffmpeg, then start Kinoflow again."
          />
        )}
      </div>
      <div className="start__content">
        <header>
          <h1 className="start__title">Kinoflow</h1>
          <p className="start__claim">See how things move in a movie.</p>
        </header>
        <section className="drop-zone" aria-label="Open a movie">
          <Icon name="film" />
          {openingName === null ? (
            <>
              <p className="drop-zone__text">Drop a movie here</p>
              <button type="button" className="button button--primary" onClick={() => void openWithDialog()}>
                Open…
              </button>
            </>
          ) : (
            <div className="drop-zone__opening" role="status">
              <p className="drop-zone__text">Opening {openingName}…</p>
              <div className="appear-late">
                <Progress label={`Opening ${openingName}`} share={null} />
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
            Open the sample
          </button>
          <p className="quiet">
            Six seconds of a textured picture that pans, zooms and turns by known amounts, so you can see that
            the arrows are right.
          </p>
        </section>
        <section aria-labelledby="keys-title">
          <h2 className="start__heading" id="keys-title">
            Keys
          </h2>
          <dl className="keys">
            {KEYS.map(({ keys, does }) => (
              <div className="keys__row" key={does}>
                <dt>
                  {keys.map((key) => (
                    <kbd key={key}>{key}</kbd>
                  ))}
                </dt>
                <dd>{does}</dd>
              </div>
            ))}
          </dl>
        </section>
      </div>
    </main>
  );
}
