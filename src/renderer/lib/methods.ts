import type { FlowMethod } from "../../shared/flow";

/** What people call the implementations. */
export const METHOD_LABELS: Readonly<Record<FlowMethod, string>> = {
  streaming: "Streaming (fast)",
  "summed-area": "Summed-area tables",
  naive: "Naive",
};

/** From the one to use to the one to learn from. */
export const METHODS_FOR_CHOICE: readonly FlowMethod[] = ["streaming", "summed-area", "naive"];

/** "5 × 5 px": the window of a radius. */
export function windowSize(radius: number): string {
  const side = 2 * radius + 1;
  return `${side} × ${side} px`;
}
