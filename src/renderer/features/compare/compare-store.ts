import { create } from "zustand";
import type { ComparisonReport } from "../../../shared/comparison";
import type { ErrorValue } from "../../../shared/errors";
import type { EventPayloads, RequestPayload } from "../../../shared/ipc";
import { request } from "../../api";

/** Where the comparison stands. */
export type CompareState =
  | { readonly phase: "idle" }
  | {
      readonly phase: "running";
      readonly progress: EventPayloads["compare:progress"] | null;
      readonly cancelling: boolean;
    }
  | { readonly phase: "done"; readonly report: ComparisonReport }
  | { readonly phase: "failed"; readonly error: ErrorValue };

export const useCompareStore = create<CompareState>()(() => ({ phase: "idle" }));

function become(state: CompareState): void {
  useCompareStore.setState(state, true);
}

/** Runs all implementations on a random pair and on the pair that starts at `frame`. */
export async function runComparison(
  pair: Pick<RequestPayload<"compare:run">, "token" | "frame" | "pairing" | "deinterlace">,
  windowRadius: number,
): Promise<void> {
  become({ phase: "running", progress: null, cancelling: false });
  const leave = window.kinoflow.on("compare:progress", (progress) => {
    const state = useCompareStore.getState();
    if (state.phase === "running") become({ ...state, progress });
  });
  const outcome = await request("compare:run", { ...pair, windowRadius });
  leave();
  if (outcome.ok) become({ phase: "done", report: outcome.value });
  else if (outcome.error.code === "cancelled") become({ phase: "idle" });
  else become({ phase: "failed", error: outcome.error });
}

/** Asks for an end; the run itself then says that it was cancelled. */
export function cancelComparison(): void {
  const state = useCompareStore.getState();
  if (state.phase !== "running" || state.cancelling) return;
  become({ ...state, cancelling: true });
  void request("compare:cancel");
}

/** Forgets what was compared, unless it is still running. */
export function resetComparison(): void {
  if (useCompareStore.getState().phase !== "running") become({ phase: "idle" });
}
