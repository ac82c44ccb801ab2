import { create } from "zustand";
import { CENTRE } from "../canvas/divider";
import { sameFlowParameters } from "../lib/flow-parameters";
import type { SidesPainted } from "../lib/side-names";

/** The divider between two flows on the picture. */
export interface DividerState {
  /** The share of what is seen of the picture that lies left of it, 0 to 1. */
  readonly share: number;
  /** What is painted on its two sides; null while it is not on the screen. */
  readonly painted: SidesPainted | null;
}

export const useDividerStore = create<DividerState>()(() => ({ share: CENTRE, painted: null }));

export const dividerActions = {
  moveTo(share: number): void {
    useDividerStore.setState({ share });
  },
  /** Says what has been painted. */
  setPainted(painted: SidesPainted | null): void {
    const { painted: before } = useDividerStore.getState();
    if (!sameSides(painted, before)) useDividerStore.setState({ painted });
  },
} as const;

function sameSides(one: SidesPainted | null, other: SidesPainted | null): boolean {
  if (one === null || other === null) return one === other;
  return (
    sameFlowParameters(one.a, other.a) &&
    sameFlowParameters(one.b, other.b) &&
    one.frames?.a === other.frames?.a &&
    one.frames?.b === other.frames?.b
  );
}
