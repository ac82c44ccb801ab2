import { say } from "../../../shared/texts/message";
import { usePassingNoteStore } from "../../stores/passing-note";
import { useTexts } from "../../texts/use-texts";

/** A word on the picture that goes by itself; what everybody sees is told to screen readers only. The place for it is always there, so that screen readers hear of it. */
export function PassingNote() {
  const { canvas } = useTexts();
  const note = usePassingNoteStore((state) => state.note);
  return (
    <div className="passing-note" role="status">
      {note !== null && (
        <p className={note.name === "panelsBack" ? "visually-hidden" : "passing-note__text"}>
          {say(canvas.notes, note)}
        </p>
      )}
    </div>
  );
}
