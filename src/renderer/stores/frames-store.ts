import { create } from "zustand";
import type { FrameCacheState } from "../../shared/frame-cache";

/** Which frames of the open movie are in memory; null until main has told. */
export const useFramesStore = create<{ readonly state: FrameCacheState | null }>()(() => ({ state: null }));

/** True when somebody found out that this frame cannot be decoded. `missing` rises. */
export function isMissing(state: FrameCacheState | null, frame: number): boolean {
  if (state === null) return false;
  const { missing } = state;
  let low = 0;
  let high = missing.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((missing[middle] ?? Number.POSITIVE_INFINITY) < frame) low = middle + 1;
    else high = middle;
  }
  return missing[low] === frame;
}
