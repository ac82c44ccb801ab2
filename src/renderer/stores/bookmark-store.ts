import {
  type Bookmark,
  bookmarkAt,
  bookmarkBeside,
  freeNumber,
  MOST_BOOKMARKS,
  withBookmark,
  withoutBookmark,
} from "../../shared/bookmarks";
import { request } from "../api";
import { currentTexts } from "../texts/use-texts";
import { reportProblem, useMovieStore } from "./movie-store";
import { noteInPassing } from "./passing-note";
import { useViewStore, viewActions } from "./view-store";

/** What main keeps of the movie whose bookmarks were read last. */
let kept: { readonly token: string; readonly bookmarks: readonly Bookmark[] } | null = null;

/** Reads the bookmarks of each movie that is opened, and has main keep what becomes of them, undone or not. */
export function followBookmarks(): void {
  useMovieStore.subscribe(({ movie }, before) => {
    if (movie !== null && movie.token !== before.movie?.token) void read(movie.token);
  });
  useViewStore.subscribe(({ bookmarks }, before) => {
    // Not at once: where it is another movie that has none, that is known a moment later.
    if (bookmarks !== before.bookmarks) queueMicrotask(() => void keep());
  });
}

async function read(token: string): Promise<void> {
  kept = null;
  const outcome = await request("bookmarks:list", { token });
  if (useMovieStore.getState().movie?.token !== token) return;
  if (!outcome.ok) {
    reportProblem(outcome.error, currentTexts().bookmarks.subject);
    return;
  }
  // Somebody may have been quicker than the disk.
  const early = useViewStore.getState().bookmarks;
  const bookmarks = early.reduce<readonly Bookmark[]>(withBookmark, outcome.value);
  kept = { token, bookmarks: outcome.value };
  useViewStore.setState({ bookmarks });
}

async function keep(): Promise<void> {
  const { bookmarks } = useViewStore.getState();
  const token = useMovieStore.getState().movie?.token;
  if (kept === null || token !== kept.token || bookmarks === kept.bookmarks) return;
  kept = { token, bookmarks };
  const outcome = await request("bookmarks:keep", { token, bookmarks });
  if (!outcome.ok) reportProblem(outcome.error, currentTexts().bookmarks.subject);
}

function current(): readonly Bookmark[] {
  return useViewStore.getState().bookmarks;
}

/** The bookmark nearest to a frame on one side, or null. */
export function nearestBookmark(frame: number, direction: 1 | -1): Bookmark | null {
  return bookmarkBeside(current(), frame, direction);
}

/** What a frame's bookmark is called, or would be until somebody names it. */
export function bookmarkName(frame: number): string {
  const { unnamed } = currentTexts().bookmarks;
  return bookmarkAt(current(), frame)?.name ?? unnamed(freeNumber(current(), unnamed));
}

export const bookmarkActions = {
  /** Sets a bookmark without a name of its own, or deletes the one that is there. */
  toggle(frame: number): void {
    const there = bookmarkAt(current(), frame);
    if (there === null) {
      bookmarkActions.set(frame, bookmarkName(frame));
    } else {
      bookmarkActions.remove(frame);
      noteInPassing("bookmarkDeleted", there.name);
    }
  },
  /** Sets a bookmark, or gives the one that is there another name. A name that says nothing changes nothing. */
  set(frame: number, name: string): void {
    const isNew = bookmarkAt(current(), frame) === null;
    if (isNew && current().length >= MOST_BOOKMARKS) {
      noteInPassing("bookmarksFull", MOST_BOOKMARKS);
      return;
    }
    const next = withBookmark(current(), { frame, name });
    if (next === current()) return;
    viewActions.setBookmarks(next);
    if (isNew) noteInPassing("bookmarkSet", name.trim());
  },
  remove(frame: number): void {
    viewActions.setBookmarks(withoutBookmark(current(), frame));
  },
} as const;
