import { create } from "zustand";
import type { ErrorValue } from "../../../shared/errors";
import type { RequestPayload } from "../../../shared/ipc";
import type { TruthReport, VerificationProgress, VerificationReport } from "../../../shared/verification";
import { request } from "../../api";

/** Where a judgement of the present method stands. */
export type Judgement<Report> =
  | { readonly phase: "idle" }
  | {
      readonly phase: "running";
      readonly progress: VerificationProgress | null;
      readonly cancelling: boolean;
    }
  | { readonly phase: "done"; readonly report: Report }
  | { readonly phase: "failed"; readonly error: ErrorValue };

const IDLE = { phase: "idle" } as const;

export const useVerifyStore = create<Judgement<VerificationReport>>()(() => IDLE);
export const useTruthStore = create<Judgement<TruthReport>>()(() => IDLE);

/** Moves a frame by a known motion, and judges methods by that. */
export async function runVerification(wish: RequestPayload<"verify:run">): Promise<void> {
  useVerifyStore.setState({ phase: "running", progress: null, cancelling: false }, true);
  const leave = window.kinoflow.on("verify:progress", (progress) => {
    const state = useVerifyStore.getState();
    if (state.phase === "running") useVerifyStore.setState({ ...state, progress }, true);
  });
  const outcome = await request("verify:run", wish);
  leave();
  if (outcome.ok) useVerifyStore.setState({ phase: "done", report: outcome.value }, true);
  else if (outcome.error.code === "cancelled") useVerifyStore.setState(IDLE, true);
  else useVerifyStore.setState({ phase: "failed", error: outcome.error }, true);
}

/** Asks for a file of a true flow, and judges the present method by that. What was there stays where nobody chooses one. */
export async function judgeByTruth(wish: RequestPayload<"truth:judge">): Promise<void> {
  const before = useTruthStore.getState();
  useTruthStore.setState({ phase: "running", progress: null, cancelling: false }, true);
  const outcome = await request("truth:judge", wish);
  if (outcome.ok && outcome.value !== null) {
    useTruthStore.setState({ phase: "done", report: outcome.value }, true);
  } else if (outcome.ok) useTruthStore.setState(before, true);
  else if (outcome.error.code === "cancelled") useTruthStore.setState(IDLE, true);
  else useTruthStore.setState({ phase: "failed", error: outcome.error }, true);
}

/** Asks for an end; what runs then says that it was cancelled. */
export function cancelJudgement(): void {
  const cancelling = (state: Judgement<unknown>) => (state.phase === "running" ? { cancelling: true } : {});
  useVerifyStore.setState(cancelling);
  useTruthStore.setState(cancelling);
  void request("verify:cancel");
}

/** Forgets what was found: it is of another frame or method when the dialog opens again. */
export function forgetVerification(): void {
  if (useVerifyStore.getState().phase !== "running") useVerifyStore.setState(IDLE, true);
}

export function forgetTruth(): void {
  if (useTruthStore.getState().phase !== "running") useTruthStore.setState(IDLE, true);
}
