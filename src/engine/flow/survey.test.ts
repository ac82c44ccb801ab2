import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FlowPool } from "../../workers/flow-pool";
import { openMovie } from "../recordings/movie/movie";
import { GRAINY_GROUND, MOTION_MOVIES, type MotionMovie, makeMotionMovie } from "../testing/motion-movies";
import { ffmpeg, makeMovie, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { surveyMovie } from "./survey";

const folder = temporaryFolder();
let pool: FlowPool;
beforeAll(async () => {
  pool = await startTestPool(2);
});
afterAll(() => pool.dispose());

/** The large ones take seconds to be made. */
const movies = MOTION_MOVIES.filter(({ name }) => name !== "portrait 4K");

describe("surveyMovie", () => {
  const surveyOf = async (kind: MotionMovie) => {
    const movie = await openMovie(tools, makeMotionMovie(tools.ffmpeg.path, folder, kind));
    const survey = await surveyMovie(pool, movie);
    movie.close();
    return survey;
  };

  it.each(movies)("finds the speed of what moves: $name", async (kind) => {
    const survey = await surveyOf(kind);
    expect(survey.moves).toBe(kind.speed !== null);
    if (kind.speed === null) expect(survey.firstMotion).toBeNull();
    else {
      expect(survey.typicalSpeed / kind.speed).toBeGreaterThan(0.8);
      expect(survey.typicalSpeed / kind.speed).toBeLessThan(1.25);
      expect(survey.fastSpeed).toBeGreaterThanOrEqual(survey.typicalSpeed);
    }
  });

  it("tells the noise of a ground that stands still from what moves on it, and says how fast it is", async () => {
    const { moves, typicalSpeed, restSpeed } = await surveyOf(GRAINY_GROUND);
    expect(moves).toBe(true);
    // The rims of the things, about as many pixels as these themselves, count with them and are slower.
    expect(typicalSpeed).toBeGreaterThan(1.4);
    expect(typicalSpeed).toBeLessThan(3.3);
    expect(restSpeed).toBeGreaterThan(0.3);
    expect(restSpeed).toBeLessThan(typicalSpeed / 1.5);
  });

  it("knows of no noise where all of the picture moves", async () => {
    const pan = MOTION_MOVIES.find(({ name }) => name === "240 fps");
    if (!pan) throw new Error("There is no such movie.");
    expect((await surveyOf(pan)).restSpeed).toBe(0);
  });

  it("says the same when it is asked again", async () => {
    const path = makeMovie(folder, "twice.mp4");
    const surveys = [0, 1].map(async () => {
      const movie = await openMovie(tools, path);
      const survey = await surveyMovie(pool, movie);
      movie.close();
      return survey;
    });
    const [first, second] = await Promise.all(surveys);
    expect(second).toEqual(first);
  });

  it("says where the motion begins", async () => {
    const kind = MOTION_MOVIES.find(({ name }) => name === "first frame a duplicate");
    if (!kind) throw new Error("There is no such movie.");
    const movie = await openMovie(tools, makeMotionMovie(tools.ffmpeg.path, folder, kind));
    expect((await surveyMovie(pool, movie)).firstMotion).toBe(1);
    movie.close();
  });

  it("takes no cut for motion", async () => {
    // Three pictures that stand still for a second each: nothing but the cuts changes.
    const still = (seconds: number) => `trim=start=${seconds}:end_frame=1,setpts=PTS-STARTPTS`;
    const slide = (k: number, extra: string) =>
      `[${k}]${still(0)}${extra},loop=24:1,setpts=N/25/TB,fps=25,format=yuv420p[s${k}]`;
    const source = ["-f", "lavfi", "-i", "mandelbrot=size=160x120:rate=25"];
    const path = join(folder, "slides.mkv");
    ffmpeg(
      ...[...source, ...source, ...source, "-filter_complex"],
      `${slide(0, "")};${slide(1, ",negate")};${slide(2, ",hflip,eq=brightness=0.2")};[s0][s1][s2]concat=n=3:v=1`,
      ...["-frames:v", "75", "-c:v", "ffv1", "-y", path],
    );
    const movie = await openMovie(tools, path);
    expect(movie.info.frameCount).toBe(75);
    expect(await surveyMovie(pool, movie)).toMatchObject({ moves: false, pairs: 0, firstMotion: null });
    movie.close();
  });

  it("is at a loss with a single frame, and ends when it is cancelled", async () => {
    const one = await openMovie(tools, makeMovie(folder, "one.mp4", { args: ["-frames:v", "1"] }));
    expect(await surveyMovie(pool, one)).toMatchObject({ moves: false, pairs: 0, firstMotion: null });
    one.close();
    const movie = await openMovie(tools, makeMovie(folder, "long.mp4"));
    const control = new AbortController();
    const survey = surveyMovie(pool, movie, {
      signal: control.signal,
      quiet: () => Promise.resolve(control.abort()),
    });
    await expect(survey).rejects.toMatchObject({ code: "cancelled" });
    movie.close();
  });
});
