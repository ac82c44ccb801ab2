import { expect, it } from "vitest";
import { markedRange, NO_MARKS, withEnd, withStart } from "./marks";

it("has no range until something is marked", () => {
  expect(markedRange(NO_MARKS, 100)).toBeNull();
});

it("reaches to the end of the movie on the side that is not marked", () => {
  expect(markedRange(withStart(NO_MARKS, 10), 100)).toEqual({ start: 10, end: 99 });
  expect(markedRange(withEnd(NO_MARKS, 10), 100)).toEqual({ start: 0, end: 10 });
});

it("never turns round", () => {
  const marks = withEnd(withStart(NO_MARKS, 10), 20);
  expect(markedRange(marks, 100)).toEqual({ start: 10, end: 20 });
  expect(markedRange(withStart(marks, 30), 100)).toEqual({ start: 30, end: 99 });
  expect(markedRange(withEnd(marks, 5), 100)).toEqual({ start: 0, end: 5 });
  expect(markedRange(withEnd(marks, 10), 100)).toEqual({ start: 10, end: 10 });
});
