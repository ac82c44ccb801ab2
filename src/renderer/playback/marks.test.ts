import { expect, it } from "vitest";
import { isRangeSettled, markedRange, NO_MARKS, targetRange, withEnd, withStart } from "./marks";

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

it("is about the whole movie where nothing is marked", () => {
  expect(targetRange(NO_MARKS, 10)).toEqual({ start: 0, end: 9 });
  expect(targetRange(withStart(NO_MARKS, 4), 10)).toEqual({ start: 4, end: 9 });
});

it("is settled once its end is known", () => {
  expect(isRangeSettled({ indexComplete: true }, NO_MARKS)).toBe(true);
  expect(isRangeSettled({ indexComplete: false }, NO_MARKS)).toBe(false);
  expect(isRangeSettled({ indexComplete: false }, withStart(NO_MARKS, 4))).toBe(false);
  expect(isRangeSettled({ indexComplete: false }, withEnd(NO_MARKS, 4))).toBe(true);
});
