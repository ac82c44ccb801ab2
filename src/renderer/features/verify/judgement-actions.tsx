import { closeDialog } from "../../stores/dialog-store";
import { useTexts } from "../../texts/use-texts";
import { cancelJudgement } from "./verify-store";

interface JudgementActionsProps {
  readonly running: boolean;
  readonly cancelling: boolean;
  /** What the button says that begins it. */
  readonly begin: string;
  readonly onBegin: () => void;
}

/** The buttons of a dialog that judges a method. */
export function JudgementActions({ running, cancelling, begin, onBegin }: JudgementActionsProps) {
  const { common } = useTexts();
  if (running) {
    return (
      <button type="button" className="button" disabled={cancelling} onClick={cancelJudgement}>
        {cancelling ? common.cancelling : common.cancel}
      </button>
    );
  }
  return (
    <>
      <button type="button" className="button" onClick={closeDialog}>
        {common.close}
      </button>
      <button type="button" className="button button--primary" onClick={onBegin}>
        {begin}
      </button>
    </>
  );
}
