import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { sceneCuts } from "../../shared/scene-cuts";
import { openMovie } from "../movie/movie";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { analyseMovie } from "./analyse-movie";

const folder = temporaryFolder();
const pool = await startTestPool(2);
afterAll(() => pool.dispose());

/** Sources of a second each, 25 frames, and what they show. */
const QUIET = "testsrc2=s=320x180:r=25:d=1";
const OTHER = "mandelbrot=s=320x180:r=25:end_pts=400,trim=duration=1";
/** A pan by a twelfth of the picture with every frame. */
const FAST = "mandelbrot=s=320x180:r=25,trim=end_frame=1,loop=24:1,setpts=N/25/TB,scroll=h=0.083,negate";
const DARK = "smptebars=s=320x180:r=25:d=1,eq=brightness=-0.2:contrast=0.6";

/** Where the cuts of a movie of these parts are, as its own analysis has them. */
async function cutsOf(name: string, parts: readonly string[], filter = "null"): Promise<readonly number[]> {
  const path = join(folder, name);
  const labelled = parts.map((part, k) => `${part},format=yuv420p,setsar=1,fps=25[p${k}]`).join(";");
  const joined = `${parts.map((_, k) => `[p${k}]`).join("")}concat=n=${parts.length},${filter}`;
  ffmpeg(
    ...["-filter_complex", `${labelled};${joined}`],
    ...["-c:v", "libx264", "-preset", "ultrafast", "-crf", "23", "-pix_fmt", "yuv420p", path],
  );
  const movie = await openMovie(tools, path);
  await movie.indexed;
  const { count } = movie.index;
  const lumaDifference = new Float32Array(count);
  const histogramDistance = new Float32Array(count);
  const onRow = (row: FrameAnalysis): void => {
    lumaDifference[row.frame] = row.lumaDifference;
    histogramDistance[row.frame] = row.histogramDistance;
  };
  const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" } as const;
  const how = { flow, figures: DEFAULT_FIGURES, deinterlace: false };
  await analyseMovie(pool, movie, { start: 0, end: count - 1, ...how }, { onRow });
  return sceneCuts({ lumaDifference, histogramDistance }, count, count);
}

it("finds the cuts between scenes, still and moving ones", async () => {
  expect(await cutsOf("cuts.mp4", [QUIET, OTHER, FAST, DARK, QUIET])).toEqual([25, 50, 75, 100]);
});

it("finds none in a fade through black, nor in a dissolve", async () => {
  const fade = "fade=out:13:12,fade=in:25:12:enable=gte(n\\,25)";
  expect(await cutsOf("fade.mp4", [OTHER, QUIET], fade)).toEqual([]);
  const dissolve = [
    `${QUIET},fps=25,settb=1/25[a];${OTHER},format=yuv420p,fps=25,settb=1/25[b];[a][b]xfade=duration=0.5:offset=0.4`,
  ];
  expect(await cutsOf("dissolve.mp4", dissolve)).toEqual([]);
});

it("finds none where the picture races, flashes or jolts", async () => {
  expect(await cutsOf("race.mp4", [FAST])).toEqual([]);
  expect(await cutsOf("flash.mp4", [QUIET], "eq=brightness=0.6:enable=eq(n\\,12)")).toEqual([]);
  // The camera is somewhere else from one frame to the next, for good.
  const texture = "color=gray:s=400x180:r=25,noise=alls=100:all_seed=1,gblur=3";
  const jolt = `${texture},trim=end_frame=1,loop=24:1,setpts=N/25/TB,crop=320:180:if(gte(n\\,12)\\,40\\,0):0`;
  expect(await cutsOf("jolt.mp4", [jolt])).toEqual([]);
});
