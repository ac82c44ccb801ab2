import { copyFileSync, readdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openMovie } from "../engine/recordings/movie/movie";
import { makeMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { BookmarksService } from "./bookmarks-service";
import { MovieContents } from "./movie-contents";

const folder = temporaryFolder();
const service = (name: string) => new BookmarksService(join(folder, name), new MovieContents());

it("keeps bookmarks with the movie, by its content", async () => {
  const path = makeMovie(folder, "first.mkv", { args: ["-c:v", "libx264"] });
  const movie = await openMovie(tools, path);
  const bookmarks = [
    { frame: 3, name: "starts" },
    { frame: 30, name: "停" },
  ];
  expect(await service("kept").list(movie)).toEqual([]);
  await service("kept").keep(movie, bookmarks);

  const copy = join(folder, "another name.mkv");
  copyFileSync(path, copy);
  expect(await service("kept").list(await openMovie(tools, copy))).toEqual(bookmarks);
  const other = makeMovie(folder, "other.mkv", { seconds: 1, args: ["-c:v", "libx264"] });
  expect(await service("kept").list(await openMovie(tools, other))).toEqual([]);

  await service("kept").keep(movie, []);
  expect(readdirSync(join(folder, "kept"))).toEqual([]);
});

it("takes what is damaged for none", async () => {
  const movie = await openMovie(tools, makeMovie(folder, "third.mkv", { args: ["-c:v", "libx264"] }));
  await service("damaged").keep(movie, [{ frame: 1, name: "one" }]);
  const [file] = readdirSync(join(folder, "damaged"));
  writeFileSync(join(folder, "damaged", file), '[{"frame": "x"}]');
  expect(await service("damaged").list(movie)).toEqual([]);
});
