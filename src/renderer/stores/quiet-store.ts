import { create } from "zustand";
import type { Message } from "../../shared/texts/message";
import type { SightTexts } from "../../shared/texts/sight-en";

type Note = Message<SightTexts["quiet"]> | null;

/** Why the picture on the screen shows no motion; null where it does. */
export const useQuietStore = create<{ readonly note: Note }>()(() => ({ note: null }));

/** Says it, where it is not said already. */
export function sayQuietly(note: Note): void {
  const before = useQuietStore.getState().note;
  if (JSON.stringify(before) !== JSON.stringify(note)) useQuietStore.setState({ note });
}
