import { create } from "zustand";
import { CENTRE } from "../canvas/divider";

/** The divider between two flows on the picture. */
export interface DividerState {
  /** The share of what is seen of the picture that lies left of it, 0 to 1. */
  readonly share: number;
  /** What is painted on its two sides, shortly; null while it is not on the screen. */
  readonly painted: SidesPainted | null;
}

/** Null where a side has no flow, as at the last frame. */
export interface SidesPainted {
  readonly a: string | null;
  readonly b: string | null;
}

export const useDividerStore = create<DividerState>()(() => ({ share: CENTRE, painted: null }));

export const dividerActions = {
  moveTo(share: number): void {
    useDividerStore.setState({ share });
  },
  /** Says what has been painted. */
  setPainted(painted: SidesPainted | null): void {
    const { painted: before } = useDividerStore.getState();
    if (painted?.a === before?.a && painted?.b === before?.b && (painted === null) === (before === null))
      return;
    useDividerStore.setState({ painted });
  },
} as const;
