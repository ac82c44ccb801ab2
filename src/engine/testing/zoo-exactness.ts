import { describe, it } from "vitest";
import { SharedHeap } from "../../workers/shared-heap";
import { expectExactMovie, type Thoroughness } from "./exactness";
import { temporaryFolder } from "./movies";
import type { ZooMovie } from "./zoo/recipes";
import { makeZooMovie } from "./zoo/zoo";

/**
 * Tests that each frame of movies of the zoo has the bytes of a decode from start to end, however it is reached. A file of
 * tests takes one group of movies, so that the files take about as long as each other and can run beside each other.
 */
export function describeExactness(
  title: string,
  movies: readonly ZooMovie[],
  thoroughness: (movie: ZooMovie) => Thoroughness,
): void {
  const folder = temporaryFolder();
  const heap = new SharedHeap();
  describe(title, () => {
    it.for(movies.map((movie, seed) => [movie.file, movie, seed] as const))(
      "%s",
      async ([, movie, seed], { skip }) => {
        const made = await makeZooMovie(movie, folder);
        if ("skipped" in made) return skip(made.skipped);
        await expectExactMovie(made.path, heap, seed, thoroughness(movie));
      },
    );
  });
}
