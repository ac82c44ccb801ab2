import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import { NO_CHOSEN_SCALES } from "../shared/chosen-scales";
import { ChosenScalesOfMovies } from "./chosen-scales";

const folder = mkdtempSync(join(tmpdir(), "kinoflow-test-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("keeps what was chosen for a movie, by its path, until nothing is chosen any more", async () => {
  const path = join(folder, "scales.json");
  const kept = new ChosenScalesOfMovies(path);
  await kept.keep("/a.mp4", { ...NO_CHOSEN_SCALES, arrows: 7.5 });
  await kept.keep("/b.mp4", {
    ...NO_CHOSEN_SCALES,
    colours: 3,
    levels: { black: 100, white: 600, gamma: 1.5 },
  });
  const again = new ChosenScalesOfMovies(path);
  expect(again.of("/a.mp4")).toEqual({ ...NO_CHOSEN_SCALES, arrows: 7.5 });
  expect(again.of("/b.mp4").levels).toEqual({ black: 100, white: 600, gamma: 1.5 });
  expect(again.of("/c.mp4")).toEqual(NO_CHOSEN_SCALES);
  await again.keep("/a.mp4", NO_CHOSEN_SCALES);
  expect(new ChosenScalesOfMovies(path).of("/a.mp4")).toEqual(NO_CHOSEN_SCALES);
  await again.clear();
  expect(new ChosenScalesOfMovies(path).of("/b.mp4")).toEqual(NO_CHOSEN_SCALES);
});

it("reads what was kept before there were levels", () => {
  const path = join(folder, "earlier.json");
  const kept = new ChosenScalesOfMovies(path);
  return kept.keep("/a.mp4", { ...NO_CHOSEN_SCALES, arrows: 4 }).then(() => {
    const text = readFileSync(path, "utf8");
    writeFileSync(path, text.replace(/,\s*"levels":\s*null/, ""));
    expect(readFileSync(path, "utf8")).not.toContain("levels");
    expect(new ChosenScalesOfMovies(path).of("/a.mp4")).toEqual({ ...NO_CHOSEN_SCALES, arrows: 4 });
  });
});

it("has none in a damaged file", () => {
  const path = join(folder, "damaged.json");
  writeFileSync(path, '[{"id": 7}]');
  expect(new ChosenScalesOfMovies(path).of("/a.mp4")).toEqual(NO_CHOSEN_SCALES);
});
