import { create } from "zustand";
import type { ErrorValue } from "../../../shared/errors";
import type { ExportProgress, RequestPayload } from "../../../shared/ipc";
import { request } from "../../api";

/** Where the export stands. */
export type ExportState =
  | { readonly phase: "idle" }
  /** The system asks where to; nothing runs yet. */
  | { readonly phase: "choosing" }
  | { readonly phase: "running"; readonly progress: ExportProgress; readonly cancelling: boolean }
  | {
      readonly phase: "done";
      readonly fileName: string;
      readonly frames: number;
      readonly leftOut: number;
      readonly seconds: number;
    }
  | { readonly phase: "failed"; readonly error: ErrorValue };

export const useExportStore = create<ExportState>()(() => ({ phase: "idle" }));

function become(state: ExportState): void {
  useExportStore.setState(state, true);
}

/** Asks for a place and exports there. */
export async function runExport(payload: RequestPayload<"export:run">): Promise<void> {
  become({ phase: "choosing" });
  const leave = window.kinoflow.on("export:progress", (progress) => {
    const state = useExportStore.getState();
    become({ phase: "running", progress, cancelling: state.phase === "running" && state.cancelling });
  });
  const outcome = await request("export:run", payload);
  leave();
  if (!outcome.ok) {
    become(
      outcome.error.code === "cancelled" ? { phase: "idle" } : { phase: "failed", error: outcome.error },
    );
  } else if (outcome.value.status === "cancelled") {
    become({ phase: "idle" });
  } else {
    const { fileName, frames, leftOut, seconds } = outcome.value;
    become({ phase: "done", fileName, frames, leftOut, seconds });
  }
}

/** Asks for an end; the export itself then says that it was cancelled. */
export function cancelExport(): void {
  const state = useExportStore.getState();
  if (state.phase !== "running" || state.cancelling) return;
  become({ ...state, cancelling: true });
  void request("export:cancel");
}

/** Forgets a finished export. */
export function resetExport(): void {
  const { phase } = useExportStore.getState();
  if (phase === "done" || phase === "failed") become({ phase: "idle" });
}
