import { type FormEvent, useId, useState } from "react";
import type { MovieInfo } from "../../../shared/movie";
import { FIRST_FOCUS, Modal } from "../../components/modal";
import { parsePlace } from "../../playback/go-to";
import { useSession } from "../../session-context";
import { closeDialog } from "../../stores/dialog-store";
import { useTexts } from "../../texts/use-texts";

/** Goes to a frame, a time or a share of the movie. */
export function GoToDialog({ movie }: { readonly movie: MovieInfo }) {
  const { player } = useSession();
  const texts = useTexts();
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const formId = useId();
  const fieldId = useId();
  const noteId = useId();

  const go = (event: FormEvent): void => {
    event.preventDefault();
    const place = parsePlace(text, movie, texts);
    if ("problem" in place) {
      setProblem(place.problem);
      return;
    }
    player.pause();
    player.seek(place.frame);
    closeDialog();
  };

  return (
    <Modal
      title={texts.goTo.title}
      closable
      onClose={closeDialog}
      actions={
        <>
          <button type="button" className="button" onClick={closeDialog}>
            {texts.common.cancel}
          </button>
          <button type="submit" form={formId} className="button button--primary">
            {texts.goTo.go}
          </button>
        </>
      }
    >
      <form className="go-to" id={formId} onSubmit={go}>
        <label htmlFor={fieldId} className="visually-hidden">
          {texts.goTo.field}
        </label>
        <input
          type="text"
          className="search search--boxed"
          id={fieldId}
          aria-describedby={noteId}
          aria-invalid={problem !== null}
          autoComplete="off"
          spellCheck={false}
          value={text}
          {...FIRST_FOCUS}
          onChange={(event) => {
            setText(event.currentTarget.value);
            setProblem(null);
          }}
        />
        <p
          className={problem === null ? "go-to__note quiet" : "go-to__note go-to__note--problem"}
          id={noteId}
        >
          {problem === null ? texts.goTo.examples : <span role="alert">{problem}</span>}
        </p>
      </form>
    </Modal>
  );
}
