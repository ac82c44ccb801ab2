/** What bookmarks are called in English; part of the catalogue in en.ts. */
export const bookmarksEn = {
  title: "Bookmarks",
  none: "No bookmark yet. B sets one at the playhead, Shift+B sets one and asks for its name.",
  set: "Set here",
  setTitle: "Sets a bookmark at the playhead",
  full: (most: number) => `There are ${most} bookmarks, which is the most.`,
  /** The name of one that nobody has named. */
  unnamed: (number: number) => `Bookmark ${number}`,
  goTo: (name: string, place: string) => `Go to ${name}, ${place}`,
  rename: (name: string) => `Rename ${name}`,
  newName: (name: string) => `New name of ${name}`,
  remove: (name: string) => `Delete ${name}`,
  /** On the timeline. */
  mark: (name: string, place: string) => `${name} · ${place}`,
  marks: "Bookmarks on the timeline",
  /** In the palette. */
  command: (name: string, frame: number) => `Go to bookmark: ${name} (frame ${frame})`,
  dialogTitle: "Bookmark",
  dialogName: "Name",
  save: "Save",
  subject: "Bookmarks",
  keywords: "marker moment note",
};

/** The shape of this part of the catalogue. */
export type BookmarksTexts = typeof bookmarksEn;
