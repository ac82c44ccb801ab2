import type { MovieInfo } from "../../../../shared/movie";
import { BACKGROUND_KINDS, type BackgroundKind, type BackgroundWish } from "../../../../shared/preparation";
import { ChoiceField } from "../../../components/choice-field";
import { SwitchField } from "../../../components/switch-field";
import { markedRange } from "../../../playback/marks";
import { useBackgroundStore } from "../../../stores/background-store";
import { usePlaybackStore } from "../../../stores/playback-store";
import { preparationActions } from "../../../stores/preparation-actions";
import { useTexts } from "../../../texts/use-texts";

const CHOICES = ["off", ...BACKGROUND_KINDS] as const;

interface BackgroundFieldsProps {
  readonly background: BackgroundWish | null;
  readonly movie: MovieInfo;
}

/** Which background is subtracted, of which frames, and how far its making is. */
export function BackgroundFields({ background, movie }: BackgroundFieldsProps) {
  const { preparation: texts } = useTexts();
  const { label, note } = texts.stages.background;
  return (
    <>
      <ChoiceField<BackgroundKind | "off">
        control="prepare-background"
        label={label}
        title={note}
        choices={CHOICES.map((value) => ({ value, label: texts.backgroundKinds[value] }))}
        value={background?.kind ?? "off"}
        onChange={(kind) => preparationActions.setBackground(kind === "off" ? null : kind)}
      />
      {background !== null && (
        <>
          <RangeField range={background.range} movie={movie} />
          <Making />
        </>
      )}
    </>
  );
}

function RangeField({ range, movie }: Pick<BackgroundWish, "range"> & Pick<BackgroundFieldsProps, "movie">) {
  const { preparation: texts } = useTexts();
  const marked = markedRange(
    usePlaybackStore((state) => state.marks),
    movie.frameCount,
  );
  if (range === null && marked === null) return <p className="quiet">{texts.noMarkedRange}</p>;
  return (
    <SwitchField
      label={range === null ? texts.markedRange : texts.overFrames(...range)}
      title={texts.markedRangeNote}
      on={range !== null}
      onChange={(on) =>
        preparationActions.setBackgroundRange(on && marked ? [marked.start, marked.end] : null)
      }
    />
  );
}

/** How far it is, while it is being made. */
function Making() {
  const { preparation: texts } = useTexts();
  const { done, total } = useBackgroundStore();
  return done < total ? (
    <p className="quiet" role="status">
      {texts.making(done, total)}
    </p>
  ) : null;
}
