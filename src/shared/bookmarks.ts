/** A frame of a movie with a name that a person gave it. */
export interface Bookmark {
  readonly frame: number;
  readonly name: string;
}

/** Most characters of a name. */
export const BOOKMARK_NAME_LENGTH = 80;
/** So many are kept of a movie at most. */
export const MOST_BOOKMARKS = 500;

/** The bookmark at a frame, or null. */
export function bookmarkAt(bookmarks: readonly Bookmark[], frame: number): Bookmark | null {
  return bookmarks.find((bookmark) => bookmark.frame === frame) ?? null;
}

/**
 * The bookmarks in the order of their frames with one more, in place of one that is there already; a name of spaces alone
 * leaves them as they are, and so does one too many.
 */
export function withBookmark(bookmarks: readonly Bookmark[], { frame, name }: Bookmark): readonly Bookmark[] {
  const kept = name.trim().slice(0, BOOKMARK_NAME_LENGTH);
  const others = withoutBookmark(bookmarks, frame);
  if (kept === "" || others.length >= MOST_BOOKMARKS) return bookmarks;
  if (bookmarkAt(bookmarks, frame)?.name === kept) return bookmarks;
  return [...others, { frame, name: kept }].sort((a, b) => a.frame - b.frame);
}

export function withoutBookmark(bookmarks: readonly Bookmark[], frame: number): readonly Bookmark[] {
  return bookmarks.filter((bookmark) => bookmark.frame !== frame);
}

/** The nearest bookmark after a frame (1) or before it (-1), or null. */
export function bookmarkBeside(
  bookmarks: readonly Bookmark[],
  frame: number,
  direction: 1 | -1,
): Bookmark | null {
  return direction === 1
    ? (bookmarks.find((bookmark) => bookmark.frame > frame) ?? null)
    : (bookmarks.findLast((bookmark) => bookmark.frame < frame) ?? null);
}

/** The lowest number that no name has which is made of a number by `nameOf`. */
export function freeNumber(bookmarks: readonly Bookmark[], nameOf: (number: number) => string): number {
  const taken = new Set(bookmarks.map(({ name }) => name));
  let number = 1;
  while (taken.has(nameOf(number))) number += 1;
  return number;
}
