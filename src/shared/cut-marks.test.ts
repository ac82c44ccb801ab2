import { expect, it } from "vitest";
import { markedCuts, markOfPair, NO_CUT_MARKS, withCutMark } from "./cut-marks";

it("what a person says of a cut goes before what is found", () => {
  const set = withCutMark(NO_CUT_MARKS, 12, true);
  expect(markedCuts([4, 30], set)).toEqual([4, 12, 30]);
  const both = withCutMark(set, 30, false);
  expect(markedCuts([4, 30], both)).toEqual([4, 12]);
  // Found again by another analysis, it stays deleted; set again, it is there again.
  expect(markedCuts([30], both)).toEqual([12]);
  expect(markedCuts([4], withCutMark(both, 30, true))).toEqual([4, 12, 30]);
  expect(withCutMark(both, 12, false)).toEqual({ set: [], deleted: [12, 30] });
  const found = [4, 30];
  expect(markedCuts(found, NO_CUT_MARKS)).toBe(found);
});

it("a pair is marked by the frame at which the new scene begins", () => {
  const marks = withCutMark(withCutMark(NO_CUT_MARKS, 12, true), 30, false);
  expect([10, 11, 12, 29].map((frame) => markOfPair(marks, frame))).toEqual([null, true, null, false]);
});
