import { useId } from "react";
import { type Levels, wholeLevels } from "../../../../shared/frame-picture";
import { brightestOf, GAMMA, type RecordingLevels, sameLevels } from "../../../../shared/levels";
import type { MovieInfo } from "../../../../shared/movie";
import { isPrepared } from "../../../../shared/preparation";
import { NumberInput } from "../../../components/number-input";
import { SliderField } from "../../../components/slider-field";
import { ToggleButton } from "../../../components/toggle-button";
import { areWhole, type LevelEnd, withEnd } from "../../../lib/level-handles";
import { logarithmicScale } from "../../../lib/slider-scale";
import { chooseLevels, useLevelsStore } from "../../../stores/levels-store";
import { useMovieStore } from "../../../stores/movie-store";
import { useViewStore } from "../../../stores/view-store";
import { useTexts } from "../../../texts/use-texts";
import { fitLevels, showWholeRange } from "../fit-levels";
import { LevelsHistogram } from "./levels-histogram";

const GAMMA_STEP = 0.01;
const GAMMA_SCALE = logarithmicScale(GAMMA.min, GAMMA.max, GAMMA_STEP);

/** What grey recordings are shown through; there is nothing of it for others. */
export function LevelsFields() {
  const { levels: texts } = useTexts();
  const movie = useMovieStore((state) => state.movie);
  const known = useLevelsStore((state) => state.known);
  const chosen = useViewStore((state) => state.levels);
  if (!movie?.grey) return null;
  return (
    <fieldset className="panel levels" data-control="levels">
      <legend className="panel__title" title={texts.note}>
        {texts.title}
        <span className="panel__aside">{texts.grey(movie.depth)}</span>
      </legend>
      {known === null ? (
        <p className="quiet panel__note">{texts.measuring}</p>
      ) : (
        <Fields movie={movie} known={known} levels={chosen ?? known.automatic} />
      )}
    </fieldset>
  );
}

interface FieldsProps {
  readonly movie: MovieInfo;
  readonly known: RecordingLevels;
  /** What is shown now. */
  readonly levels: Levels;
}

function Fields({ movie, known, levels }: FieldsProps) {
  const { levels: texts } = useTexts();
  const showsPrepared = useViewStore(
    ({ showPrepared, flow }) => showPrepared && isPrepared(flow.preparation),
  );
  return (
    <>
      {showsPrepared && <p className="quiet panel__note">{texts.prepared}</p>}
      <LevelsHistogram movie={movie} known={known} levels={levels} />
      <div className="levels__ends">
        <EndField end="black" movie={movie} levels={levels} />
        <EndField end="white" movie={movie} levels={levels} />
      </div>
      <SliderField
        control="gamma"
        label={texts.gamma}
        title={texts.gammaNote}
        unit=""
        {...GAMMA}
        step={GAMMA_STEP}
        scale={GAMMA_SCALE}
        value={levels.gamma}
        onChange={(gamma) => chooseLevels({ ...levels, gamma }, "gamma")}
      />
      <div className="toggle-group">
        <ToggleButton
          label={texts.fit}
          name={texts.fitName}
          pressed={sameLevels(levels, known.fitted)}
          title={texts.fitNote}
          onPress={fitLevels}
        />
        <ToggleButton
          label={texts.whole}
          pressed={areWhole(levels, movie.depth)}
          title={texts.wholeNote(wholeLevels(movie.depth).white)}
          onPress={showWholeRange}
        />
      </div>
    </>
  );
}

interface EndFieldProps {
  readonly end: LevelEnd;
  readonly movie: MovieInfo;
  readonly levels: Levels;
}

function EndField({ end, movie, levels }: EndFieldProps) {
  const { levels: texts } = useTexts();
  const id = useId();
  const brightest = brightestOf(movie);
  const [min, max] = end === "black" ? [0, levels.white - 1] : [levels.black + 1, brightest];
  const isBlack = end === "black";
  return (
    <div
      className="levels__end"
      data-control={isBlack ? "black-point" : "white-point"}
      title={isBlack ? texts.blackNote : texts.whiteNote}
    >
      <label htmlFor={id}>{texts[end]}</label>
      <NumberInput
        id={id}
        value={levels[end]}
        min={min}
        max={max}
        step={1}
        takesEffect="when-done"
        onChange={(value) => chooseLevels(withEnd(levels, end, value, brightest), `${end} point`)}
      />
    </div>
  );
}
