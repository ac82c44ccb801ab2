import { useId, useState } from "react";
import { findMark } from "../../../../shared/marks/hit-test";
import { type Mark, type MarkedRegion, NOTE_LENGTH } from "../../../../shared/marks/marks";
import type { MovieInfo } from "../../../../shared/movie";
import { changeMark, nameProblem } from "../../../stores/mark-edits";
import { currentMarks } from "../../../stores/marks-store";
import { useTexts } from "../../../texts/use-texts";
import { duplicateMark } from "../../../tools/mark-making";
import { RegionFiguresList } from "./region-figures-list";
import { ShapeFields } from "./shape-fields";

interface MarkEditorProps {
  readonly mark: Mark;
  /** The same, where it is a region. */
  readonly region: MarkedRegion | null;
  readonly movie: MovieInfo;
}

/** What a mark is called and where it is, with the figures of a region. */
export function MarkEditor({ mark, region, movie }: MarkEditorProps) {
  const { regions: texts } = useTexts();
  const { id, name, colour, note } = mark;
  const noteId = useId();
  const colourId = useId();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its own frame and legend.
    <div className="marks__editor" role="group" aria-label={texts.edit(name)}>
      {region !== null && <RegionFiguresList region={region} />}
      <NameField key={id} id={id} name={name} />
      <div className="field-row">
        <label htmlFor={colourId}>{texts.colour}</label>
        <input
          id={colourId}
          type="color"
          className="marks__colour"
          value={colour}
          onChange={({ currentTarget }) => changeMark(id, { colour: currentTarget.value }, `colour ${id}`)}
        />
      </div>
      {region !== null && <ShapeFields region={region} movie={movie} />}
      <div className="field-row">
        <label htmlFor={noteId}>{texts.note}</label>
        <input
          id={noteId}
          type="text"
          className="text-input"
          maxLength={NOTE_LENGTH}
          value={note}
          onChange={({ currentTarget }) => changeMark(id, { note: currentTarget.value }, `note ${id}`)}
        />
      </div>
      <div className="probes__actions">
        <button
          type="button"
          className="button button--small"
          aria-label={texts.duplicateOf(name)}
          onClick={() => duplicate(id)}
        >
          {texts.duplicate}
        </button>
      </div>
    </div>
  );
}

function duplicate(id: string): void {
  const any = findMark(currentMarks(), id);
  if (any !== null) duplicateMark(any);
}

/** A name takes effect when it is one, on Enter or when the field is left; what is none stays to be mended, with what is wrong with it. */
function NameField({ id, name }: { readonly id: string; readonly name: string }) {
  const { regions: texts } = useTexts();
  const [draft, setDraft] = useState<string | null>(null);
  const fieldId = useId();
  const problem = draft === null ? null : nameProblem(currentMarks(), id, draft);
  const settle = (): void => {
    if (problem !== null) return;
    if (draft !== null && draft !== name) changeMark(id, { name: draft });
    setDraft(null);
  };
  return (
    <>
      <div className="field-row" title={texts.nameNote}>
        <label htmlFor={fieldId}>{texts.name}</label>
        <input
          id={fieldId}
          type="text"
          className="text-input"
          value={draft ?? name}
          maxLength={40}
          aria-invalid={problem !== null}
          aria-describedby={problem === null ? undefined : `${fieldId}-problem`}
          onChange={({ currentTarget }) => setDraft(currentTarget.value)}
          onBlur={settle}
          onKeyDown={(event) => {
            if (event.key === "Enter") settle();
            else if (event.key === "Escape") {
              event.stopPropagation();
              setDraft(null);
            }
          }}
        />
      </div>
      {problem !== null && (
        <p className="marks__problem" role="alert" id={`${fieldId}-problem`}>
          {problem === "taken" ? texts.nameTaken : texts.nameInvalid}
        </p>
      )}
    </>
  );
}
