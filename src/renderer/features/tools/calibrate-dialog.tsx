import { type FormEvent, useId, useState } from "react";
import { parseLength } from "../../../shared/measure/length";
import { FIRST_FOCUS, Modal } from "../../components/modal";
import { closeDialog } from "../../stores/dialog-store";
import { markActions } from "../../stores/marks-store";
import { toolState } from "../../stores/tool-store";
import { useTexts } from "../../texts/use-texts";
import { lengthOf, scaleLine } from "../../tools/calibration";
import { chooseTool, FIRST_TOOL } from "../../tools/registry";
import { pixelText } from "../../tools/where";

/** Asks how long the line on the picture is, which is what a pixel's size follows from. */
export function CalibrateDialog() {
  const { common, tools } = useTexts();
  const { calibrate } = tools;
  const [pixels] = useState(() => {
    const line = scaleLine();
    return line === null ? 0 : lengthOf(line);
  });
  const [text, setText] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [formId, fieldId, noteId] = [useId(), useId(), useId()];

  const set = (event: FormEvent): void => {
    event.preventDefault();
    const length = parseLength(text);
    if (length === null || !(pixels > 0)) {
      setProblem(text.trim() === "" ? calibrate.empty : calibrate.notUnderstood(text.trim()));
      return;
    }
    const pixel = { value: Number((length.value / pixels).toPrecision(9)), unit: length.unit };
    markActions.change(null, ({ calibration }) => ({ calibration: { ...calibration, pixel } }));
    closeDialog();
    chooseTool(FIRST_TOOL);
    toolState.say(calibrate.done(`${Number(pixel.value.toPrecision(4))} ${pixel.unit}`));
  };

  return (
    <Modal
      title={calibrate.title}
      closable
      onClose={closeDialog}
      actions={
        <>
          <button type="button" className="button" onClick={closeDialog}>
            {common.cancel}
          </button>
          <button type="submit" form={formId} className="button button--primary">
            {calibrate.set}
          </button>
        </>
      }
    >
      <form className="go-to" id={formId} onSubmit={set}>
        <label htmlFor={fieldId} className="visually-hidden">
          {calibrate.field}
        </label>
        <input
          type="text"
          className="search search--boxed"
          id={fieldId}
          aria-describedby={noteId}
          aria-invalid={problem !== null}
          autoComplete="off"
          spellCheck={false}
          placeholder="0.5 mm"
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
          {problem === null ? calibrate.note(pixelText(pixels)) : <span role="alert">{problem}</span>}
        </p>
      </form>
    </Modal>
  );
}
