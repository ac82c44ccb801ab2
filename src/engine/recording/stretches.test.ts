import { expect, it } from "vitest";
import { stretches } from "./stretches";

it.each([
  [[], []],
  [[7], [7, 7]],
  [
    [3, 1, 2, 10, 12, 11, 20],
    [1, 3, 10, 12, 20, 20],
  ],
])("%j are the stretches %j", (frames, expected) => {
  expect([...stretches(frames)]).toEqual(expected);
});
