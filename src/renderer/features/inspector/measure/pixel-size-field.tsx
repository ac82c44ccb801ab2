import { type KeyboardEvent, useId, useState } from "react";
import { type Length, lengthText, parseLength } from "../../../../shared/measure/length";
import { useTexts } from "../../../texts/use-texts";

interface PixelSizeFieldProps {
  /** Null in pixels. */
  readonly pixel: Length | null;
  readonly onChange: (pixel: Length | null) => void;
}

/** A length to type, with its unit. It counts when Enter is pressed or the field is left; empty is pixels. */
export function PixelSizeField({ pixel, onChange }: PixelSizeFieldProps) {
  const { units: texts } = useTexts();
  const id = useId();
  const [draft, setDraft] = useState<string | null>(null);
  const [wrong, setWrong] = useState(false);
  const kept = pixel === null ? "" : lengthText(pixel);

  const settle = (): void => {
    if (draft === null) return;
    const length = draft.trim() === "" ? null : parseLength(draft);
    if (length === null && draft.trim() !== "") {
      setWrong(true);
      return;
    }
    setWrong(false);
    setDraft(null);
    // What was not touched stays as exact as it is.
    if (draft !== kept) onChange(length);
  };

  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    if (event.key === "Enter") settle();
    else if (event.key === "Escape" && draft !== null) {
      event.stopPropagation();
      setDraft(null);
      setWrong(false);
    }
  };

  return (
    <>
      <div className="field-row" title={texts.pixelSizeNote}>
        <label htmlFor={id}>{texts.pixelSize}</label>
        <input
          id={id}
          type="text"
          className="text-input calibration__size"
          spellCheck={false}
          placeholder={texts.pixelSizeExample}
          aria-description={texts.pixelSizeNote}
          aria-invalid={wrong}
          aria-describedby={wrong ? `${id}-wrong` : undefined}
          value={draft ?? kept}
          onChange={(event) => setDraft(event.currentTarget.value)}
          onBlur={settle}
          onKeyDown={handleKey}
        />
      </div>
      {wrong && (
        <p id={`${id}-wrong`} className="panel__note calibration__wrong" role="alert">
          {texts.pixelSizeWrong}
        </p>
      )}
    </>
  );
}
