import { useEffect } from "react";
import type { MarkedLine } from "../../../shared/marks/marks";
import { KYMOGRAPH_QUANTITIES } from "../../../shared/measure/kymograph";
import type { MovieInfo } from "../../../shared/movie";
import { ChoiceField } from "../../components/choice-field";
import { Progress } from "../../components/progress";
import { targetRange } from "../../playback/marks";
import { kymographActions, useKymographOf, useKymographStore } from "../../stores/kymograph-store";
import { usePlaybackStore } from "../../stores/playback-store";
import { useTexts } from "../../texts/use-texts";
import { KymographView } from "./kymograph-view";

interface KymographPanelProps {
  readonly movie: MovieInfo;
  readonly line: MarkedLine;
}

/** A line over time, over the marked range. */
export function KymographPanel({ movie, line }: KymographPanelProps) {
  const { lines: texts } = useTexts();
  const { of, progress, saved } = useKymographStore();
  const made = useKymographOf(movie, line.points);
  const marks = usePlaybackStore((state) => state.marks);
  const range = targetRange(marks, movie.frameCount);
  useEffect(() => kymographActions.follow(), []);
  return (
    <>
      <h3 className="panel__subtitle">{texts.kymograph}</h3>
      <ChoiceField
        label={texts.of}
        title={texts.ofTitle}
        choices={KYMOGRAPH_QUANTITIES.map((value) => ({ value, label: texts.quantities[value] }))}
        value={of}
        onChange={kymographActions.choose}
      />
      {made !== null ? (
        <KymographView name={line.name} made={made} />
      ) : (
        <p className="quiet">{texts.kymographAbout}</p>
      )}
      {progress !== null ? (
        <div className="curves__row">
          <Progress
            label={texts.making(progress.done, progress.total)}
            share={progress.done / Math.max(progress.total, 1)}
          />
          <button type="button" className="button button--small" onClick={kymographActions.stop}>
            {texts.stop}
          </button>
        </div>
      ) : (
        <div className="probes__actions">
          <button
            type="button"
            className="button button--small"
            title={texts.makeTitle(range.start, range.end)}
            onClick={() => void kymographActions.make(movie, line.points, range)}
          >
            {texts.make}
          </button>
          {made !== null && (
            <button
              type="button"
              className="button button--small"
              title={texts.savePictureTitle}
              onClick={() => void kymographActions.save(movie.token)}
            >
              {texts.savePicture}
            </button>
          )}
        </div>
      )}
      {made !== null && saved !== null && <p role="status">{texts.saved(saved)}</p>}
    </>
  );
}
