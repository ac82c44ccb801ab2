import { copyFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, it } from "vitest";
import { openMovie } from "../engine/recordings/movie/movie";
import { makeMovie, temporaryFolder, tools } from "../engine/testing/movies";
import { MovieContents } from "./movie-contents";
import { PairingService } from "./pairing-service";

const folder = temporaryFolder();
const service = () => new PairingService(join(folder, "kept"), new MovieContents());

it("keeps which frames are compared with the movie, by its content", async () => {
  const path = makeMovie(folder, "first.mkv", { seconds: 1, args: ["-c:v", "libx264"] });
  const movie = await openMovie(tools, path);
  expect(await service().of(movie)).toBeNull();
  const pairing = { kind: "pairs", pulseSeparation: 50 } as const;
  await service().keep(movie, pairing);
  const copy = join(folder, "another name.mkv");
  copyFileSync(path, copy);
  const again = await openMovie(tools, copy);
  expect(await service().of(again)).toEqual(pairing);
  await service().keep(again, null);
  expect(await service().of(movie)).toBeNull();
  expect(readdirSync(join(folder, "kept"))).toEqual([]);
  movie.close();
  again.close();
});
