import { create } from "zustand";
import { parseObject, storage } from "./local-storage";

/** What of the window is folded away until somebody wants it, and then stays open. */
export interface Folds {
  /** What the frame on the screen cost, in the inspector. */
  readonly cost: boolean;
  /** What is done to frames before their flow. */
  readonly preparation: boolean;
}

const STORAGE_KEY = "kinoflow.folds";

/** What is open, as it was remembered; anything unreadable is folded. */
export function parseFolds(text: string | null): Folds {
  const { cost, preparation } = parseObject(text);
  return { cost: cost === true, preparation: preparation === true };
}

/** True is open. */
export const useFoldsStore = create<Folds>()(() => parseFolds(storage()?.getItem(STORAGE_KEY) ?? null));

export function setFold(name: keyof Folds, open: boolean): void {
  useFoldsStore.setState({ [name]: open });
  storage()?.setItem(STORAGE_KEY, JSON.stringify(useFoldsStore.getState()));
}
