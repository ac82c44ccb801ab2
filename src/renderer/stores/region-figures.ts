import { create } from "zustand";
import type { RegionSums } from "../../shared/measure/region-figures";

/** What was counted of the regions in the frame on the screen. */
export interface RegionFiguresState {
  /** The frame that it is of; null while nothing was counted. */
  readonly frame: number | null;
  /** By the ids of the regions. */
  readonly sums: ReadonlyMap<string, RegionSums>;
}

export const NO_REGION_FIGURES: RegionFiguresState = { frame: null, sums: new Map() };

export const useRegionFigures = create<RegionFiguresState>()(() => NO_REGION_FIGURES);
