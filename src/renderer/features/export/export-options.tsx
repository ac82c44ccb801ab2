import { EXPORT_SPEEDS, repeatsAt } from "../../../shared/export-pacing";
import { EXPORT_SIDE, isEncodable, readableFactor } from "../../../shared/export-size";
import type { MovieInfo } from "../../../shared/movie";
import { ChoiceField } from "../../components/choice-field";
import { NumberInput } from "../../components/number-input";
import { formatDuration } from "../../lib/format";
import { type SizeChoice, sizeChoices, sizeName, widthToStartWith } from "../../lib/size-choices";
import type { FrameRange } from "../../playback/marks";
import { useTexts } from "../../texts/use-texts";
import { chosenSize, exportOptionsActions, useExportOptions } from "./export-options-store";

interface ExportOptionsProps {
  readonly movie: MovieInfo;
  readonly range: FrameRange;
  readonly disabled: boolean;
}

/** How large the video is, and how fast it plays. */
export function ExportOptions({ movie, range, disabled }: ExportOptionsProps) {
  const texts = useTexts();
  const { saving, common } = texts;
  const options = useExportOptions();
  const { speed } = options;
  const size = chosenSize(movie, options) ?? movie;
  const seconds = (movie.times[range.end + 1] ?? movie.duration) - (movie.times[range.start] ?? 0);
  return (
    <fieldset className="export__options" disabled={disabled}>
      <legend className="visually-hidden">
        {saving.size}, {saving.speed}
      </legend>
      <SizeField movie={movie} />
      {!isEncodable(size) && (
        <p className="export__problem" role="alert">
          {saving.tooLarge(sizeName(size))}
        </p>
      )}
      <ChoiceField
        label={saving.speed}
        title={saving.speedNote}
        choices={EXPORT_SPEEDS.map((choice) => ({
          value: String(choice),
          label: choice === 1 ? saving.normalSpeed : `${choice}×`,
        }))}
        value={String(speed)}
        onChange={(choice) => exportOptionsActions.setSpeed(Number(choice))}
      />
      {speed !== 1 && (
        <p className="quiet export__note" role="status">
          {saving.slowMotion(
            saving.eachFrame(repeatsAt(speed)),
            formatDuration(seconds / speed, common.durationUnits),
          )}
        </p>
      )}
    </fieldset>
  );
}

/** Why what is saved of a small movie is larger than it, where nobody chose that. */
export function EnlargedNote({ movie }: { readonly movie: MovieInfo }) {
  const { saving } = useTexts();
  const factor = readableFactor(movie);
  return factor > 1 && <p className="quiet export__note">{saving.enlarged(factor)}</p>;
}

/** One of a few sizes, or a width to type. */
export function SizeField({ movie }: { readonly movie: MovieInfo }) {
  const { saving } = useTexts();
  const options = useExportOptions();
  const { size, width } = options;
  return (
    <>
      <ChoiceField<SizeChoice>
        label={saving.size}
        title={saving.sizeNote}
        choices={sizeChoices(movie, saving)}
        value={size}
        onChange={exportOptionsActions.setSize}
      />
      {size === "auto" && <EnlargedNote movie={movie} />}
      {size === "width" && (
        <div className="export__width">
          <NumberInput
            label={saving.widthField}
            value={width ?? widthToStartWith(movie)}
            {...EXPORT_SIDE}
            step={2}
            onChange={exportOptionsActions.setWidth}
          />
          <span className="unit">px</span>
          <span className="quiet">{`= ${sizeName(chosenSize(movie, options) ?? movie)}`}</span>
        </div>
      )}
    </>
  );
}
