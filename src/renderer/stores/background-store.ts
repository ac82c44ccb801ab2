import { create } from "zustand";
import type { BackgroundProgress } from "../../shared/preparation";

/** How far the background is that pictures wait for; as many frames done as there are while none is made. */
export const useBackgroundStore = create<BackgroundProgress>()(() => ({ done: 0, total: 0 }));

export function backgroundMade(progress: BackgroundProgress): void {
  useBackgroundStore.setState(progress);
}
