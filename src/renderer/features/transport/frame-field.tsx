import { type KeyboardEvent, useState } from "react";
import { useSession } from "../../session-context";
import { useTexts } from "../../texts/use-texts";

interface FrameFieldProps {
  /** The frame on the screen. */
  readonly frame: number;
  readonly last: number;
  /** Digits that the field has room for. */
  readonly digits: number;
}

/** The number of the frame on the screen; a number typed over it is gone to with Enter. */
export function FrameField({ frame, last, digits }: FrameFieldProps) {
  const { player } = useSession();
  const { transport } = useTexts();
  const [draft, setDraft] = useState<string | null>(null);

  const goTo = (text: string): void => {
    const typed = Number.parseInt(text, 10);
    if (!Number.isFinite(typed)) return;
    player.pause();
    player.seek(typed);
  };

  const handleKey = (event: KeyboardEvent<HTMLInputElement>): void => {
    const field = event.currentTarget;
    switch (event.key) {
      case "Enter":
        // What stands there: the latest of what was typed may not have come back as a draft yet.
        if (field.value !== String(frame)) goTo(field.value);
        setDraft(null);
        // The keys of the window are back at once.
        field.blur();
        break;
      case "Escape":
        setDraft(null);
        field.blur();
        break;
      case "ArrowUp":
      case "ArrowDown":
        event.preventDefault();
        setDraft(null);
        player.step(event.key === "ArrowUp" ? 1 : -1);
        break;
    }
  };

  return (
    <input
      type="number"
      className="number-input number-input--bare"
      aria-label={transport.frame}
      style={{ width: `calc(${digits}ch + 8px)` }}
      min={0}
      max={last}
      step={1}
      value={draft ?? String(frame)}
      onChange={(event) => setDraft(event.currentTarget.value)}
      onFocus={(event) => event.currentTarget.select()}
      onBlur={() => setDraft(null)}
      onKeyDown={handleKey}
    />
  );
}
