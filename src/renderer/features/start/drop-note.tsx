import { create } from "zustand";
import { NoticeBar } from "../../components/notice-bar";
import { useMovieStore } from "../../stores/movie-store";
import { useTexts } from "../../texts/use-texts";

/** What is to be said of the files that were dropped last, until it is dismissed or others are dropped. */
export const useDropNoteStore = create<{
  readonly note: { readonly count: number; readonly name: string } | null;
}>()(() => ({ note: null }));

// It is about that movie only.
useMovieStore.subscribe(({ openingName }) => {
  const { note } = useDropNoteStore.getState();
  if (openingName !== null && note !== null && openingName !== note.name)
    useDropNoteStore.setState({ note: null });
});

/** Says which of several files that were dropped is opened. */
export function DropNote() {
  const { start } = useTexts();
  const note = useDropNoteStore((state) => state.note);
  if (note === null) return null;
  return (
    <NoticeBar
      kind="information"
      subject={null}
      message={start.oneOfDropped(note.count, note.name)}
      onDismiss={() => useDropNoteStore.setState({ note: null })}
    />
  );
}
