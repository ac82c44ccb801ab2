import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
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
  await kept.keep("/a.mp4", { arrows: 7.5, colours: null });
  await kept.keep("/b.mp4", { arrows: null, colours: 3 });
  const again = new ChosenScalesOfMovies(path);
  expect(again.of("/a.mp4")).toEqual({ arrows: 7.5, colours: null });
  expect(again.of("/c.mp4")).toEqual(NO_CHOSEN_SCALES);
  await again.keep("/a.mp4", NO_CHOSEN_SCALES);
  expect(new ChosenScalesOfMovies(path).of("/a.mp4")).toEqual(NO_CHOSEN_SCALES);
  await again.clear();
  expect(new ChosenScalesOfMovies(path).of("/b.mp4")).toEqual(NO_CHOSEN_SCALES);
});

it("has none in a damaged file", () => {
  const path = join(folder, "damaged.json");
  writeFileSync(path, '[{"id": 7}]');
  expect(new ChosenScalesOfMovies(path).of("/a.mp4")).toEqual(NO_CHOSEN_SCALES);
});
