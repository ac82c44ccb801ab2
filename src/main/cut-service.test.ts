import { copyFileSync, existsSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openMovie } from "../engine/recordings/movie/movie";
import { makeMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { type CutMarks, NO_CUT_MARKS } from "../shared/cut-marks";
import type { EventPayloads } from "../shared/ipc";
import { CutService } from "./cut-service";
import { MovieContents } from "./movie-contents";

const folder = temporaryFolder();
const kept = join(folder, "cuts");

async function open(path: string): Promise<Parameters<CutService["recall"]>[0]> {
  return { movie: await openMovie(tools, path), session: { cutMarks: NO_CUT_MARKS } };
}

function service() {
  const told: EventPayloads["cuts:marks"][] = [];
  return { told, cuts: new CutService(kept, new MovieContents(), (marks) => told.push(marks)) };
}

it("keeps marks by the content of the movie, and has them apply when it is opened again under another name", async () => {
  const path = makeMovie(folder, "one.mp4", { seconds: 1 });
  const marks: CutMarks = { set: [10], deleted: [4] };
  const first = await open(path);
  const before = service();
  await before.cuts.recall(first);
  expect(before.told).toEqual([]);
  const keeping = before.cuts.keep(first, marks);
  // At once: the next picture is asked for without waiting for the disk.
  expect(first.session.cutMarks).toBe(marks);
  await keeping;

  const renamed = join(folder, "renamed.mp4");
  copyFileSync(path, renamed);
  const again = await open(renamed);
  const { cuts, told } = service();
  await cuts.recall(again);
  expect(again.session.cutMarks).toEqual(marks);
  expect(told).toEqual([{ token: again.movie.info.token, marks }]);

  const other = await open(makeMovie(folder, "other.mp4", { seconds: 1, rate: 24 }));
  await cuts.recall(other);
  expect(other.session.cutMarks).toBe(NO_CUT_MARKS);

  // Without any there is nothing to keep.
  await cuts.keep(again, NO_CUT_MARKS);
  expect(readdirSync(kept)).toEqual([]);
});

it("lets what a person marks meanwhile count", async () => {
  const path = makeMovie(folder, "hasty.mp4", { seconds: 1, rate: 30 });
  const { cuts, told } = service();
  await cuts.keep(await open(path), { set: [5], deleted: [] });
  const movie = await open(path);
  const recalled = cuts.recall(movie);
  const marks: CutMarks = { set: [7], deleted: [] };
  const kept = cuts.keep(movie, marks);
  await Promise.all([recalled, kept]);
  expect(movie.session.cutMarks).toBe(marks);
  expect(told).toEqual([]);
  await cuts.keep(movie, NO_CUT_MARKS);
});

it("does without marks that are damaged", async () => {
  const movie = await open(makeMovie(folder, "two.mp4", { seconds: 1 }));
  const { cuts, told } = service();
  await cuts.keep(movie, { set: [3], deleted: [] });
  const [name] = readdirSync(kept);
  expect(existsSync(join(kept, name))).toBe(true);
  writeFileSync(join(kept, name), '{"set":["x"]');
  movie.session.cutMarks = NO_CUT_MARKS;
  await cuts.recall(movie);
  expect([movie.session.cutMarks, told]).toEqual([NO_CUT_MARKS, []]);
});
