import { expect, it } from "vitest";
import { missingFrames, rangesText } from "./missing-frames";

const known = (text: string) => Uint8Array.from(text, (mark) => (mark === "#" ? 1 : 0));
const andMore = (ranges: string) => `${ranges} and others`;

it.each([
  ["####", 4, 0, ""],
  ["", 3, 3, "0–2"],
  ["##..#.##", 10, 5, "2–3, 5, 8–9"],
  [".#.#.#.#", 8, 4, "0, 2, 4 and others"],
  ["######", 4, 0, ""],
])("of %j with %d frames misses %d: %s", (marks, frameCount, count, text) => {
  const missing = missingFrames(known(marks), frameCount);
  expect(missing.count).toBe(count);
  expect(rangesText(missing, andMore)).toBe(text);
});
