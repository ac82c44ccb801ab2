import { useEffect } from "react";
import { create } from "zustand";
import type { LeaveKind } from "../../../shared/ipc";
import { request } from "../../api";
import { Modal } from "../../components/modal";
import { Progress } from "../../components/progress";
import { reportProblem } from "../../stores/movie-store";
import { useTexts } from "../../texts/use-texts";
import { type ExportState, useExportStore } from "./export-store";

/** How somebody wants to leave while an export is under way; null while nobody does. */
const useLeaveStore = create<{ readonly asked: LeaveKind | null }>()(() => ({ asked: null }));

/** Asks before the window is left in the middle of an export. */
export function LeaveQuestion() {
  const asked = useLeaveStore((state) => state.asked);
  useEffect(
    () => window.kinoflow.on("leave:asked", ({ kind }) => useLeaveStore.setState({ asked: kind })),
    [],
  );
  // An export that has come to its end in the meantime is nothing to ask about any more.
  useEffect(
    () => useExportStore.subscribe((state) => !isUnderWay(state) && useLeaveStore.setState({ asked: null })),
    [],
  );
  return asked && <LeaveDialog kind={asked} />;
}

function LeaveDialog({ kind }: { readonly kind: LeaveKind }) {
  const { exporting, window: texts } = useTexts();
  const share = useExportStore(shareDone);
  return (
    <Modal
      title={texts.leaving.title}
      closable
      onClose={() => void answer(false)}
      actions={
        <>
          <button type="button" className="button" onClick={() => void answer(true)}>
            {texts.leaving.stop[kind]}
          </button>
          <button type="button" className="button button--primary" onClick={() => void answer(false)}>
            {texts.leaving.keep}
          </button>
        </>
      }
    >
      <p>
        {texts.leaving.done(Math.floor(100 * share))} {texts.leaving.consequence}
      </p>
      <Progress label={exporting.label} share={share} />
    </Modal>
  );
}

function isUnderWay({ phase }: ExportState): boolean {
  return phase === "choosing" || phase === "running";
}

function shareDone(state: ExportState): number {
  if (state.phase !== "running" || state.progress.total === 0) return 0;
  return state.progress.done / state.progress.total;
}

async function answer(leave: boolean): Promise<void> {
  useLeaveStore.setState({ asked: null });
  const outcome = await request("leave:answer", { leave });
  if (!outcome.ok) reportProblem(outcome.error);
}
