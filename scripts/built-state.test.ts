import { mkdirSync, mkdtempSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { stateOfSources } from "./built-state.mjs";

let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "kinoflow-sources-"));
  mkdirSync(join(root, "src/deep"), { recursive: true });
  for (const name of ["src/b.ts", "src/deep/a.ts", "package.json"]) writeFileSync(join(root, name), name);
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

const state = (): string => stateOfSources(root, ["src", "package.json", "not-there"]);

test("the state of sources names each of them", () => {
  const names = state()
    .split("\n")
    .map((line) => line.split(" ")[0]);
  expect(names).toEqual(["package.json", "src/b.ts", "src/deep/a.ts"]);
});

test.each([
  ["another content", () => writeFileSync(join(root, "src/deep/a.ts"), "longer than before")],
  ["another time", () => utimesSync(join(root, "src/b.ts"), new Date(), new Date(1e12))],
  ["one more", () => writeFileSync(join(root, "src/deep/c.tsx"), "")],
  ["one less", () => rmSync(join(root, "package.json"))],
])("%s changes it", (_what, change) => {
  const before = state();
  expect(state()).toBe(before);
  change();
  expect(state()).not.toBe(before);
});

test("tests are not built", () => {
  const before = state();
  writeFileSync(join(root, "src/b.test.ts"), "");
  writeFileSync(join(root, "src/deep/b.test.tsx"), "");
  expect(state()).toBe(before);
});
