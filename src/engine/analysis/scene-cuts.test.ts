import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { sceneCuts } from "../../shared/scene-cuts";
import { openMovie } from "../recordings/movie/movie";
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
  const { count } = movie.timeline;
  const rows: FrameAnalysis[] = [];
  const onRow = (row: FrameAnalysis): void => {
    rows[row.frame] = row;
  };
  const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" } as const;
  const how = { flow, figures: DEFAULT_FIGURES, deinterlace: false };
  await analyseMovie(pool, movie, { start: 0, end: count - 1, ...how }, { onRow });
  return sceneCuts((frame) => rows[frame], count, count).cuts;
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
  for (const frames of [1, 2, 5]) {
    const flash = `eq=brightness=0.6:enable=between(n\\,10\\,${9 + frames})`;
    expect(await cutsOf(`flash-${frames}.mp4`, [QUIET], flash)).toEqual([]);
  }
  // The camera is somewhere else from one frame to the next, for good.
  const texture = "color=gray:s=400x180:r=25,noise=alls=100:all_seed=1,gblur=3";
  const jolt = `${texture},trim=end_frame=1,loop=24:1,setpts=N/25/TB,crop=320:180:if(gte(n\\,12)\\,40\\,0):0`;
  expect(await cutsOf("jolt.mp4", [jolt])).toEqual([]);
});

it("finds none where something passes near the camera, in clouds of particles, or where a title comes", async () => {
  // Someone as large as two thirds of the picture is past in a fifth of a second.
  const person = "smptebars=s=220x180:r=25:d=1,noise=alls=40:all_seed=2,eq=brightness=-0.3,format=yuv420p";
  for (const speed of [40, 90, 180]) {
    const pass = `${OTHER},fps=25[a];${person}[b];[a][b]overlay=x=${speed}*(n-8)-220:y=0:shortest=1`;
    expect(await cutsOf(`person-${speed}.mp4`, [pass])).toEqual([]);
  }
  const cloud = "color=black:s=320x180:r=25:d=1,noise=alls=90:allf=t:all_seed=3,gblur=1.5,eq=contrast=3";
  expect(await cutsOf("cloud.mp4", [cloud])).toEqual([]);
  const title = "drawbox=x=0:y=120:w=320:h=60:color=white:t=fill:enable=gte(n\\,12)";
  expect(await cutsOf("title.mp4", [OTHER], title)).toEqual([]);
});

it("finds none where frames are shown several times", async () => {
  for (const times of [3, 5, 6]) {
    const slow = `mandelbrot=s=320x180:r=25,trim=end_frame=1,loop=24:1,setpts=N/25/TB,scroll=h=0.1,fps=${25 / times},fps=25`;
    expect(await cutsOf(`repeats-${times}.mp4`, [slow])).toEqual([]);
  }
});

it("finds the cuts in half a picture whose other half stands still", async () => {
  // The left half of the first frame stays over all others.
  const still = "trim=end_frame=1,crop=160:180:0:0,loop=-1:1,setpts=N/25/TB";
  const halves = `split[all][one];[one]${still}[still];[all][still]overlay=shortest=1`;
  expect(await cutsOf("half.mp4", [QUIET, OTHER, FAST, DARK], halves)).toEqual([25, 50, 75]);
});

it("finds the cuts between bars at the borders", async () => {
  const narrow = "crop=100:180,pad=320:180:110:0";
  expect(await cutsOf("pillars.mp4", [QUIET, OTHER, DARK, QUIET], narrow)).toEqual([25, 50, 75]);
  const wide = "crop=320:90,pad=320:180:0:45,noise=alls=3:allf=t";
  expect(await cutsOf("letters.mp4", [QUIET, OTHER, FAST, DARK], wide)).toEqual([25, 50, 75]);
  // A scene that races between bars is no cut, nor is a title on black.
  expect(await cutsOf("narrow-race.mp4", [FAST], narrow)).toEqual([]);
  const title = "drawbox=x=40:y=70:w=100:h=30:color=white:t=fill:enable=gte(n\\,12)";
  expect(await cutsOf("black-title.mp4", ["color=black:s=320x180:r=25:d=1"], title)).toEqual([]);
});

it("finds cuts that are near each other, and those at the first and at the last pair", async () => {
  const first = (source: string, frames: number) => `${source},trim=end_frame=${frames},setpts=N/25/TB`;
  expect(await cutsOf("near.mp4", [QUIET, first(OTHER, 4), DARK])).toEqual([25, 29]);
  expect(await cutsOf("ends.mp4", [first(DARK, 1), QUIET, first(OTHER, 1)])).toEqual([1, 26]);
});
