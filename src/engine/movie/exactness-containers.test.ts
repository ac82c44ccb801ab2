import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { SharedHeap } from "../../workers/shared-heap";
import { expectExactMovie } from "../testing/exactness";
import { sharedMovie, temporaryFolder, tools } from "../testing/movies";
import { CONTAINERS, makeZooMovie, NAMES, SHAPES, TIMES } from "../testing/zoo";
import { openMovie } from "./movie";

/** The rest of the zoo, and the shared movies: each frame has the bytes of a decode from start to end. */

const folder = temporaryFolder();
const heap = new SharedHeap();

describe.for([
  ["shapes and colours", SHAPES, "brief"],
  ["times", TIMES, "thorough"],
  ["containers", CONTAINERS, "thorough"],
  ["names", NAMES, "brief"],
] as const)("%s", ([, movies, thoroughness]) => {
  it.for(movies.map((movie, k) => [movie.file, movie, k] as const))(
    "%s",
    async ([, movie, seed], { skip }) => {
      const made = await makeZooMovie(movie, folder);
      if ("skipped" in made) return skip(made.skipped);
      await expectExactMovie(made.path, heap, seed, thoroughness);
    },
  );
});

for (const kind of ["real", "formats"]) {
  const place = sharedMovie(kind);
  describe.skipIf(place === null)(`movies of ${kind} (of the shared test data)`, () => {
    it.for(place === null ? [] : readdirSync(place).sort())("%s", async (name, { skip }) => {
      const path = join(place ?? "", name);
      const refused = await openMovie(tools, path).then(
        () => false,
        () => true,
      );
      if (refused) return skip("it is refused, which another test looks at");
      await expectExactMovie(path, heap, name.length, "brief");
    });
  });
}
