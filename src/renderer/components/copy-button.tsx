import { useEffect, useState } from "react";
import { useTexts } from "../texts/use-texts";

interface CopyButtonProps {
  readonly label: string;
  readonly title: string;
  readonly disabled?: boolean;
  /** What goes to the clipboard; asked when the button is pressed. */
  readonly text: () => string;
}

/** How long the button says that it has copied. */
const COPIED_MS = 2000;

/** Puts a text on the clipboard, and says so for a moment. */
export function CopyButton({ label, title, disabled = false, text }: CopyButtonProps) {
  const { frame } = useTexts().panels;
  const [outcome, setOutcome] = useState<"copied" | "couldNotCopy" | null>(null);

  useEffect(() => {
    if (outcome === null) return;
    const timer = setTimeout(() => setOutcome(null), COPIED_MS);
    return () => clearTimeout(timer);
  }, [outcome]);

  const copy = async (): Promise<void> => {
    try {
      await navigator.clipboard.writeText(text());
      setOutcome("copied");
    } catch {
      setOutcome("couldNotCopy");
    }
  };
  return (
    <button
      type="button"
      className="button button--small"
      title={title}
      disabled={disabled}
      onClick={() => void copy()}
    >
      {outcome === null ? label : frame[outcome]}
    </button>
  );
}
