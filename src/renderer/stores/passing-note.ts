import { create } from "zustand";
import type { CanvasTexts } from "../../shared/texts/canvas-en";
import type { Message, MessageValues } from "../../shared/texts/message";

/** What can be said in passing. */
type Notes = CanvasTexts["notes"];

/** How long a note stays. */
const NOTE_MS = 2500;

/** What is said on the picture for a moment; null while there is nothing to say. */
export const usePassingNoteStore = create<{ readonly note: Message<Notes> | null }>()(() => ({
  note: null,
}));

let timer: ReturnType<typeof setTimeout> | null = null;

/** Says something on the picture for a moment, in place of what was said before. */
export function noteInPassing<N extends keyof Notes>(name: N, ...values: MessageValues<Notes, N>): void {
  if (timer !== null) clearTimeout(timer);
  usePassingNoteStore.setState({ note: { name, values } });
  timer = setTimeout(() => usePassingNoteStore.setState({ note: null }), NOTE_MS);
}
