import { readdirSync } from "node:fs";
import { join } from "node:path";
import { describe, it } from "vitest";
import { SharedHeap } from "../../../workers/shared-heap";
import { expectExactMovie } from "../../testing/exactness";
import { sharedMovie, tools } from "../../testing/movies";
import { openMovie } from "./movie";

/** The shared movies: each frame has the bytes of a decode from start to end. */

const heap = new SharedHeap();

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
