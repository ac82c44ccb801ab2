import { resolve } from "node:path";
import { expect, it } from "vitest";
import { moviesOf } from "./launch-arguments";

it("takes what is no switch, relative to where it was called", () => {
  const argv = ["/usr/bin/kinoflow", "--no-sandbox", "a.mp4", "--flag=1", "/b.mp4"];
  expect(moviesOf(argv, "/home/x", true)).toEqual([resolve("/home/x/a.mp4"), resolve("/b.mp4")]);
});

it("leaves out the path of the app while developing", () => {
  expect(moviesOf(["electron", "--no-sandbox", "/app", "m.mp4"], "/w", false)).toEqual([resolve("/w/m.mp4")]);
  expect(moviesOf(["electron", "/app"], "/w", false)).toEqual([]);
});
