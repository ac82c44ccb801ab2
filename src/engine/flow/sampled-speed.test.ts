import { join } from "node:path";
import { expect, it } from "vitest";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { openMovie } from "../movie/movie";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { sampleSpeed } from "./sampled-speed";

const TEXTURE = "geq=lum='128+50*sin(X/4+Y/9)+50*sin(Y/5-X/11)':cb=128:cr=128";

it("tells the speed of a movie that begins at rest, and nothing of one frame", async () => {
  const folder = temporaryFolder();
  const path = join(folder, "late.mkv");
  // At rest for a quarter, then 2 px/frame.
  ffmpeg(
    ...["-f", "lavfi", "-i", `nullsrc=s=300x96:r=25:d=0.8,${TEXTURE},crop=128:96:'max(0,2*(n-5))':0`],
    ...["-c:v", "ffv1", path],
  );
  const one = join(folder, "one.png");
  ffmpeg("-f", "lavfi", "-i", "testsrc2=s=64x48", "-frames:v", "1", one);
  const pool = await startTestPool(2);
  try {
    const done: number[] = [];
    const sampled = await sampleSpeed(pool, await openMovie(tools, path), DEFAULT_FLOW_PARAMETERS, {
      onProgress: (count) => done.push(count),
    });
    expect(sampled.pairs).toBe(12);
    expect(done).toHaveLength(12);
    expect(sampled.speed).toBeGreaterThan(1.8);
    expect(sampled.speed).toBeLessThan(2.4);
    const nothing = await sampleSpeed(pool, await openMovie(tools, one), DEFAULT_FLOW_PARAMETERS);
    expect(nothing).toEqual({ speed: Number.NaN, pairs: 0 });
  } finally {
    await pool.dispose();
  }
});
