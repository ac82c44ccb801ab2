import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { isAsItWas, rememberAsItIs } from "./as-it-was.mjs";

let folder: string;
let stamp: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "kinoflow-as-it-was-"));
  stamp = join(folder, "cache", "stamp.json");
  file = join(folder, "program");
  writeFileSync(file, "one");
});
afterEach(() => {
  vi.unstubAllEnvs();
  rmSync(folder, { recursive: true, force: true });
});

const remember = (): void => rememberAsItIs("engine", [file, join(folder, "missing")], stamp);

test("nothing is as it was before anything was remembered", () => {
  expect(isAsItWas("engine", stamp)).toBe(false);
  remember();
  expect(isAsItWas("engine", stamp)).toBe(true);
});

test.each([
  ["a file of another size", () => writeFileSync(file, "other")],
  ["a file of another time", () => utimesSync(file, new Date(), new Date(1e12))],
  ["a file that is gone", () => rmSync(file)],
  ["a file that has come", () => writeFileSync(join(folder, "missing"), "")],
  ["another PATH", () => vi.stubEnv("PATH", folder)],
  ["another ffmpeg", () => vi.stubEnv("FFMPEG_BIN", file)],
  ["a damaged stamp", () => writeFileSync(stamp, "{")],
  ["a stamp of something else", () => writeFileSync(stamp, "[1]")],
])("%s is noticed", (_what, change) => {
  remember();
  change();
  expect(isAsItWas("engine", stamp)).toBe(false);
  // What is remembered anew is replaced as a whole.
  remember();
  expect(isAsItWas("engine", stamp)).toBe(true);
});

test("where nothing can be written, nothing is remembered, and nobody is disturbed", () => {
  mkdirSync(join(folder, "cache"));
  mkdirSync(stamp);
  remember();
  expect(isAsItWas("engine", stamp)).toBe(false);
});
