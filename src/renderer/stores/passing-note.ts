import { create } from "zustand";
import type { CanvasTexts } from "../../shared/texts/canvas-en";

/** What can be said in passing. */
type PassingNoteKind = keyof CanvasTexts["notes"];

/** How long a note stays. */
const NOTE_MS = 2500;

/** What is said on the picture for a moment; null while there is nothing to say. */
export const usePassingNoteStore = create<{ readonly note: PassingNoteKind | null }>()(() => ({
  note: null,
}));

let timer: ReturnType<typeof setTimeout> | null = null;

/** Says something on the picture for a moment, in place of what was said before. */
export function noteInPassing(note: PassingNoteKind): void {
  if (timer !== null) clearTimeout(timer);
  usePassingNoteStore.setState({ note });
  timer = setTimeout(() => usePassingNoteStore.setState({ note: null }), NOTE_MS);
}
