import { expect, it } from "vitest";
import {
  type Bookmark,
  bookmarkAt,
  bookmarkBeside,
  freeNumber,
  MOST_BOOKMARKS,
  withBookmark,
  withoutBookmark,
} from "./bookmarks";

const TWO: readonly Bookmark[] = [
  { frame: 10, name: "lands" },
  { frame: 40, name: "jumps" },
];

it("keeps bookmarks in the order of their frames, one a frame", () => {
  expect(withBookmark(TWO, { frame: 20, name: "  turns " }).map(({ name }) => name)).toEqual([
    ...["lands", "turns", "jumps"],
  ]);
  expect(withBookmark(TWO, { frame: 40, name: "leaps" })).toEqual([TWO[0], { frame: 40, name: "leaps" }]);
  expect(withoutBookmark(TWO, 10)).toEqual([TWO[1]]);
  expect(bookmarkAt(TWO, 10)?.name).toBe("lands");
  expect(bookmarkAt(TWO, 11)).toBeNull();
});

it("changes nothing for a name that says nothing, the same name, and one too many", () => {
  expect(withBookmark(TWO, { frame: 20, name: "  " })).toBe(TWO);
  expect(withBookmark(TWO, { frame: 10, name: "lands" })).toBe(TWO);
  const full = Array.from({ length: MOST_BOOKMARKS }, (_, frame) => ({ frame, name: "one" }));
  expect(withBookmark(full, { frame: 9999, name: "more" })).toBe(full);
  expect(bookmarkAt(withBookmark(full, { frame: 3, name: "other" }), 3)?.name).toBe("other");
});

it("finds the next one on either side", () => {
  expect(bookmarkBeside(TWO, 10, 1)?.frame).toBe(40);
  expect(bookmarkBeside(TWO, 10, -1)).toBeNull();
  expect(bookmarkBeside(TWO, 41, -1)?.frame).toBe(40);
  expect(bookmarkBeside([], 0, 1)).toBeNull();
});

it("finds a number that is free", () => {
  const nameOf = (number: number) => `Bookmark ${number}`;
  expect(freeNumber([], nameOf)).toBe(1);
  expect(freeNumber([{ frame: 3, name: "Bookmark 1" }, ...TWO], nameOf)).toBe(2);
});
