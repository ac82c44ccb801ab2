import { describe, it } from "vitest";
import { SharedHeap } from "../../workers/shared-heap";
import { expectExactMovie } from "../testing/exactness";
import { temporaryFolder } from "../testing/movies";
import { CODECS, makeZooMovie } from "../testing/zoo";

/** Codecs of the zoo: each frame has the bytes of a decode from start to end, however it is reached. */

const folder = temporaryFolder();
const heap = new SharedHeap();

describe("codecs and groups of pictures", () => {
  it.for(CODECS.map((movie, k) => [movie.file, movie, k] as const))(
    "%s",
    async ([, movie, seed], { skip }) => {
      const made = await makeZooMovie(movie, folder);
      if ("skipped" in made) return skip(made.skipped);
      await expectExactMovie(made.path, heap, seed, movie.intraOnly ? "brief" : "thorough");
    },
  );
});
