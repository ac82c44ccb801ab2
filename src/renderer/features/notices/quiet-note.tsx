import { say } from "../../../shared/texts/message";
import { useQuietStore } from "../../stores/quiet-store";
import { useTexts } from "../../texts/use-texts";

/** Says in one line why nothing of the motion is drawn. */
export function QuietNote() {
  const texts = useTexts();
  const note = useQuietStore((state) => state.note);
  if (note === null) return null;
  return (
    <p className="viewer__note" role="status">
      {say(texts.sight.quiet, note)}
    </p>
  );
}
