import { existsSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { temporaryFolder } from "../engine/testing/movies";
import { RecentMovies } from "./recent-movies";

const folder = temporaryFolder();
let count = 0;
const fresh = (): string => join(folder, String(count++));

function movie(name: string): string {
  const path = join(folder, name);
  writeFileSync(path, name);
  return path;
}

it("lists the newest first, each once, also after a restart", async () => {
  const place = fresh();
  const recent = new RecentMovies(place);
  const [a, b] = [movie("a.mp4"), movie("b.mp4")];
  await recent.add(a, "a.mp4", 1);
  await recent.add(b, "b.mp4", 2);
  await recent.add(a, "a.mp4", 3);
  await recent.addPicture(a, Buffer.from("picture"));
  rmSync(b);
  const list = await new RecentMovies(place).list();
  expect(list.map(({ name, openedAt, exists }) => ({ name, openedAt, exists }))).toEqual([
    { name: "a.mp4", openedAt: 3, exists: true },
    { name: "b.mp4", openedAt: 2, exists: false },
  ]);
  expect(list[0].thumbnail).toBe(`data:image/png;base64,${Buffer.from("picture").toString("base64")}`);
  expect(list[1].thumbnail).toBeNull();
  expect(JSON.stringify(list)).not.toContain(folder);
  expect(recent.pathOf(list[0].id)).toBe(a);
});

it("remembers twelve, and no pictures of others", async () => {
  const place = fresh();
  const recent = new RecentMovies(place);
  for (let k = 0; k < 15; k++) {
    await recent.add(`/movies/${k}.mp4`, `${k}.mp4`, k);
    await recent.addPicture(`/movies/${k}.mp4`, Buffer.from([k]));
  }
  expect(await recent.list()).toHaveLength(12);
  expect(readdirSync(join(place, "thumbnails"))).toHaveLength(12);
});

it("forgets one, and all", async () => {
  const place = fresh();
  const recent = new RecentMovies(place);
  await recent.add("/movies/x.mp4", "x.mp4", 1);
  await recent.add("/movies/y.mp4", "y.mp4", 2);
  await recent.addPicture("/movies/y.mp4", Buffer.from("y"));
  const [y] = await recent.list();
  await recent.remove(y.id);
  expect((await recent.list()).map(({ name }) => name)).toEqual(["x.mp4"]);
  expect(() => recent.pathOf(y.id)).toThrow("not in the list");
  await recent.clear();
  expect(await recent.list()).toEqual([]);
  expect(existsSync(join(place, "thumbnails"))).toBe(false);
});

it("begins anew where the list is damaged", async () => {
  const place = fresh();
  await new RecentMovies(place).add("/movies/x.mp4", "x.mp4", 1);
  writeFileSync(join(place, "recent.json"), "{");
  expect(await new RecentMovies(place).list()).toEqual([]);
});
