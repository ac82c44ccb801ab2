import { expect, it } from "vitest";
import { lengthOfMicrometres, lengthText, parseLength } from "./length";

it.each([
  [0.65, "0.65 µm"],
  [0.0325, "32.5 nm"],
  [400, "0.4 mm"],
  [99, "99 µm"],
  [100, "0.1 mm"],
  [2_500_000, "2.5 m"],
])("tells %d micrometres as %s, which reads as the same length", (micrometres, text) => {
  const length = lengthOfMicrometres(micrometres);
  expect(lengthText(length)).toBe(text);
  expect(parseLength(text)).toEqual(length);
});
