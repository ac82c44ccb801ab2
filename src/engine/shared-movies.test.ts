import { readdirSync, rmSync } from "node:fs";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../shared/flow";
import { defaultOverlaySettings } from "../shared/overlay/settings";
import type { FlowPool } from "../workers/flow-pool";
import { exportOverlayVideo } from "./export/overlay-video";
import { openMovie } from "./recordings/movie/movie";
import { presentationTimes, sharedMovie, temporaryFolder, tools } from "./testing/movies";
import { startTestPool } from "./testing/pool";

/** Every movie of the shared test data, where it is there: opened, and its last stretch exported. */

let pool: FlowPool;
const folder = temporaryFolder();
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

for (const kind of ["real", "formats", "broken"]) {
  const place = sharedMovie(kind);
  describe.skipIf(place === null)(`movies of ${kind} (of the shared test data)`, () => {
    it.for(place === null ? [] : readdirSync(place).sort())("%s", async (name) => {
      const movie = await openMovie(tools, join(place ?? "", name)).catch((error: unknown) => error);
      if (movie instanceof Error) {
        // Only what is broken may be refused, and never by accident.
        expect(kind).toBe("broken");
        expect(movie).toMatchObject({ code: expect.toBeOneOf(["not-a-movie", "no-video", "no-frames"]) });
        return;
      }
      const opened = movie as Awaited<ReturnType<typeof openMovie>>;
      const { frameCount, width, height } = opened.info;
      const start = Math.max(0, frameCount - 4);
      const output = join(folder, "out.mp4");
      const exported = exportOverlayVideo(tools, pool, opened, {
        start,
        end: frameCount - 1,
        flow: DEFAULT_FLOW_PARAMETERS,
        deinterlace: false,
        overlay: defaultOverlaySettings(width, height),
        output,
      });
      if (Math.min(width, height) < 9) {
        await expect(exported).rejects.toMatchObject({ code: "invalid-argument" });
        return;
      }
      await exported;
      expect(presentationTimes(output).length).toBe(frameCount - start);
      rmSync(output);
    });
  });
}
