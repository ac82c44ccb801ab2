import { create } from "zustand";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import type { Picture } from "../../shared/picture";
import { sampleTruth } from "../../shared/sample-motion";
import { checkFlow, type FlowCheck } from "../canvas/flow-error";
import { useViewStore } from "./view-store";

/** How the flow on the screen compares with the true motion of the built-in sample. */
export interface SampleState {
  /** Null where there is nothing to compare: no arrows, or another movie. */
  readonly check: FlowCheck | null;
}

export const useSampleStore = create<SampleState>()(() => ({ check: null }));

/** Compares the arrows of this picture of the sample with the truth; null forgets. */
export function publishSampleCheck(picture: Picture | null): void {
  useSampleStore.setState({ check: picture === null ? null : checkPicture(picture) });
}

function checkPicture(picture: Picture): FlowCheck | null {
  const arrows = picture.flow?.arrows;
  const { visible, minimumSpeed } = useViewStore.getState().overlay.arrows;
  if (!arrows || !visible) return null;
  const grid = arrowGrid(picture.image.width, picture.image.height, arrows.spacing);
  return checkFlow(grid, arrows.samples, minimumSpeed, (x, y) => sampleTruth(picture.frame, x, y));
}
