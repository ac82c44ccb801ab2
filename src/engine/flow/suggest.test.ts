import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FlowPool } from "../../workers/flow-pool";
import { randomNumbers } from "../../workers/testing/pictures";
import { render, waves } from "../../workers/testing/scenes";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { noiseOf } from "./noise";
import { sampledFrames } from "./sampled-pairs";
import { suggestForMovie } from "./suggest";

const folder = temporaryFolder();
const SIZE = { width: 192, height: 144 };
const FRAMES = 12;
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

function addNoise(frame: Uint8ClampedArray, sigma: number, seed: number): Uint8ClampedArray {
  const random = randomNumbers(seed);
  const normal = () => Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
  return frame.map((grey) => grey + sigma * normal());
}

/** A movie of a texture that moves by `speed` px/frame, slantwise. */
async function movingTexture(name: string, speed: number, noise = 0): Promise<Recording> {
  const texture = waves(3);
  const [u, v] = [0.8 * speed, 0.6 * speed];
  const frames = Array.from({ length: FRAMES }, (_, k) => {
    const clean = render(SIZE.width, SIZE.height, (x, y) => texture(x - k * u, y - k * v));
    return noise === 0 ? clean : addNoise(clean, noise, k);
  });
  const path = join(folder, `${name}.mkv`);
  execFileSync(
    tools.ffmpeg.path,
    [
      ...[
        "-v",
        "error",
        "-f",
        "rawvideo",
        "-pix_fmt",
        "gray",
        "-s",
        `${SIZE.width}x${SIZE.height}`,
        "-r",
        "25",
      ],
      ...["-i", "-", "-c:v", "ffv1", path],
    ],
    { input: Buffer.concat(frames.map((frame) => Uint8Array.from(frame))) },
  );
  return openMovie(tools, path);
}

describe("suggestForMovie", () => {
  it("suggests a single scale for a slow texture", async () => {
    const suggestion = await suggestForMovie(pool, await movingTexture("slow", 0.6));
    expect(suggestion.found.p95Speed).toBeGreaterThan(0.5);
    expect(suggestion.found.p95Speed).toBeLessThan(0.8);
    expect(suggestion).toMatchObject({ still: false, noisy: false, levels: 1 });
    expect(suggestion.flow.method).toBe("lucas-kanade");
  });

  it("gives 20 px/frame enough levels to be about a pixel at the coarsest", async () => {
    const suggestion = await suggestForMovie(pool, await movingTexture("fast", 20));
    expect(suggestion.found.p95Speed).toBeGreaterThan(18);
    expect(suggestion.found.p95Speed).toBeLessThan(25);
    expect(suggestion.flow.method).toBe("dense-pyramidal");
    // 192 x 144 halved to 12 x 9: the most that the smallest side of 8 px allows.
    expect(suggestion.levels).toBe(5);
    expect(20 / 2 ** (suggestion.levels - 1)).toBeLessThan(1.5);
  });

  it("widens the window for noise, and tells how strong it is", async () => {
    const clean = await suggestForMovie(pool, await movingTexture("clean", 3));
    const noisy = await suggestForMovie(pool, await movingTexture("noisy", 3, 8));
    expect(clean).toMatchObject({ noisy: false });
    expect(noisy).toMatchObject({ noisy: true });
    expect(noisy.found.noise).toBeGreaterThan(6);
    expect(noisy.found.noise).toBeLessThan(10);
    expect(noisy.flow.dense.windowRadius).toBeGreaterThan(clean.flow.dense.windowRadius);
  });

  it("says so where nothing moves", async () => {
    const suggestion = await suggestForMovie(pool, await movingTexture("still", 0));
    expect(suggestion).toMatchObject({ still: true, flow: { method: "dense-pyramidal" } });
  });

  it("ends when it is cancelled, and is content with a few pairs where time is up", async () => {
    const movie = await movingTexture("cancelled", 1);
    const control = new AbortController();
    control.abort();
    await expect(suggestForMovie(pool, movie, { signal: control.signal })).rejects.toMatchObject({
      code: "cancelled",
    });
    expect((await suggestForMovie(pool, movie, { patienceMs: 0 })).pairs).toBe(3);
  });
});

describe("sampledFrames", () => {
  it("are spread over the movie, the first few as well", () => {
    const frames = sampledFrames(800, 8);
    expect([...frames].sort((a, b) => a - b)).toEqual([50, 150, 250, 350, 450, 550, 650, 750]);
    expect(frames.slice(0, 2)).toEqual([50, 450]);
  });

  it("are all there are in a short movie", () => {
    expect([...sampledFrames(3, 8)].sort()).toEqual([0, 1, 2]);
    expect(sampledFrames(0, 8)).toEqual([]);
  });
});

describe("noiseOf", () => {
  it.each([1, 3, 10])("tells noise of %d grey levels on a plain and a ramp", (sigma) => {
    for (const scene of [() => 128, (x: number, y: number) => 60 + x / 2 + y / 4]) {
      const picture = addNoise(render(200, 150, scene), sigma, 5);
      const measured = noiseOf(Uint8Array.from(picture), 200, 150);
      expect(measured).toBeGreaterThan(0.85 * sigma);
      expect(measured).toBeLessThan(1.15 * sigma);
    }
  });

  it("finds hardly any in a picture without, nor in one too small to tell", () => {
    const plain = Uint8Array.from(render(64, 64, () => 128));
    expect(noiseOf(plain, 64, 64)).toBeLessThan(0.1);
    expect(noiseOf(plain.subarray(0, 128), 64, 2)).toBe(0);
  });
});
