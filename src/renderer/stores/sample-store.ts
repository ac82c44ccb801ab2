import { create } from "zustand";
import type { Picture, PictureFlow } from "../../shared/picture";
import { sampleTruth } from "../../shared/sample-motion";
import { checkFlow, type FlowCheck } from "../canvas/flow-error";
import { useViewStore } from "./view-store";

/** How the flow on the screen compares with the true motion of the built-in sample. */
export interface SampleState {
  /** Null where there is nothing to compare: no arrows, or another movie. */
  readonly check: FlowCheck | null;
  /** Of the flow beside that one; null where there is none. */
  readonly compared: FlowCheck | null;
}

export const useSampleStore = create<SampleState>()(() => ({ check: null, compared: null }));

/** Compares the arrows of this picture of the sample with the truth; null forgets. */
export function publishSampleCheck(picture: Picture | null): void {
  useSampleStore.setState({
    check: picture === null ? null : checkArrows(picture.flow),
    compared: picture?.compare ? checkArrows(picture.compare.flow) : null,
  });
}

function checkArrows(flow: PictureFlow | null): FlowCheck | null {
  const arrows = flow?.arrows;
  const { arrows: drawn, minimumSpeed } = useViewStore.getState().overlay;
  if (!arrows || !drawn.visible) return null;
  return checkFlow(arrows.grid, arrows.samples, minimumSpeed, (x, y) => sampleTruth(flow.first, x, y));
}
