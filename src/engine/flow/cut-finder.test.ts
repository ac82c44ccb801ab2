import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { NO_CUT_MARKS, withCutMark } from "../../shared/cut-marks";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS } from "../../shared/flow";
import { arrowGrid } from "../../shared/overlay/arrow-grid";
import { defaultOverlaySettings } from "../../shared/overlay/settings";
import { NEXT_FRAME } from "../../shared/pairing";
import type { PictureRequest } from "../../shared/picture";
import { automaticReliability } from "../../shared/reliability";
import type { FlowPool } from "../../workers/flow-pool";
import { analyseMovie } from "../analysis/analyse-movie";
import { CutRows, factsOfRows } from "../analysis/cut-rows";
import { exportOverlayVideo } from "../export/overlay-video";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { ffmpeg, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "../view/picture-session";
import { CutFinder } from "./cut-finder";

const folder = temporaryFolder();
const flow = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade" } as const;
const never = new AbortController().signal;
/** Frames at which a scene of the movie begins; the last two are near each other. */
const CUTS = [20, 40, 44];
let pool: FlowPool;
let movie: Recording;
let rows: FrameAnalysis[];

beforeAll(async () => {
  pool = await startTestPool(2);
  const path = join(folder, "scenes.mp4");
  const scenes = [
    ["testsrc2=s=160x120:r=25", 20],
    // Fast, so that many pairs look like cuts by themselves.
    ["mandelbrot=s=160x120:r=25,trim=end_frame=1,loop=24:1,setpts=N/25/TB,scroll=h=0.083,negate", 20],
    ["smptebars=s=160x120:r=25", 4],
    ["testsrc2=s=160x120:r=25", 20],
  ] as const;
  const parts = scenes.map(
    ([source, frames], k) => `${source},fps=25,trim=end_frame=${frames},setsar=1,format=yuv420p[p${k}]`,
  );
  const joined = `${parts.map((_, k) => `[p${k}]`).join("")}concat=n=${parts.length}`;
  ffmpeg(
    "-filter_complex",
    `${parts.join(";")};${joined}`,
    ...["-c:v", "libx264", "-preset", "ultrafast", "-g", "12", "-pix_fmt", "yuv420p", path],
  );
  movie = await openMovie(tools, path);
  rows = await analysed(0, movie.info.frameCount - 1);
});
afterAll(() => pool.dispose());

async function analysed(start: number, end: number): Promise<FrameAnalysis[]> {
  const all: FrameAnalysis[] = [];
  const onRow = (row: FrameAnalysis) => all.push(row);
  await analyseMovie(
    pool,
    movie,
    { start, end, flow, figures: DEFAULT_FIGURES, deinterlace: false },
    { onRow },
  );
  return all.sort((a, b) => a.frame - b.frame);
}

function request(frame: number): PictureRequest {
  return {
    ...{
      id: frame,
      token: movie.info.token,
      frame,
      deinterlace: false,
      levels: null,
      flow,
      compare: { flow, frame },
    },
    ...{ nextImage: false, minimumReliability: 0, figurePixels: "reliable", minimumSpeed: 0, points: [] },
    arrows: arrowGrid(16, 16, 8),
    ...{ colour: { kind: "speed", limit: 2, step: 1, fading: false }, streamlines: { spacing: 20 } },
  };
}

describe("a picture of the last frame before a cut", () => {
  it("has no flow, also where it is the first thing that is asked for, and says why", async () => {
    for (const cut of CUTS) {
      const session = new PictureSession(movie, pool);
      const picture = await session.picture(request(cut - 1), never);
      expect(picture).toMatchObject({ isCut: true, flow: null, compare: null, flowError: null });
      const probe = { frame: cut - 1, deinterlace: false, flow, map: null, points: [[10, 10]] } as const;
      await expect(session.probe(probe)).rejects.toMatchObject({ said: { name: "acrossCut" } });
      await session.close();
    }
  });

  it("is known as the analysis of the whole movie knows it, for every frame", async () => {
    // With room for a few frames only, and for many.
    for (const budget of [0, 1e8]) {
      const session = new PictureSession(movie, pool, budget);
      const across: number[] = [];
      for (let frame = 0; frame < movie.info.frameCount; frame++) {
        const picture = await session.picture(request(frame), never);
        if (picture.isCut) across.push(frame + 1);
        else if (frame + 1 < movie.info.frameCount) expect(picture.flow?.first).toBe(frame);
      }
      expect(across).toEqual(CUTS);
      const { frameCount } = movie.info;
      const found = await factsOfRows(rows, NEXT_FRAME, {
        ...{ cutMarks: NO_CUT_MARKS, frameCount, cutsAmong: () => Promise.resolve([]) },
      });
      expect([...found].flatMap(([frame, { isCut }]) => (isCut ? [frame + 1] : []))).toEqual(CUTS);
      await session.close();
    }
  });

  it("is what a person says, before what is found", async () => {
    const session = new PictureSession(movie, pool);
    const shows = async (frame: number) => (await session.picture(request(frame), never)).isCut;
    expect(await shows(9)).toBe(false);
    session.cutMarks = withCutMark(withCutMark(NO_CUT_MARKS, 10, true), 20, false);
    expect(await shows(9)).toBe(true);
    expect(await shows(19)).toBe(false);
    // The field that was computed before is not read either.
    const probe = { frame: 9, deinterlace: false, flow, map: null, points: [] } as const;
    await expect(session.probe(probe)).rejects.toMatchObject({ said: { name: "acrossCut" } });
    session.cutMarks = NO_CUT_MARKS;
    expect([await shows(9), await shows(19)]).toEqual([false, true]);
    await session.close();
  });
});

it("looks around only where a pair may be a cut", async () => {
  const frames = movie.openFrames(pool.heap, { budgetBytes: 1e8 });
  const finder = new CutFinder(movie, frames);
  const first = await frames.get(5);
  const second = await frames.get(6);
  expect(await finder.isCut(5, { first, second })).toBe(false);
  expect(Math.max(...frames.cachedFrames)).toBe(6);
  first.release();
  second.release();
  expect(await new CutFinder(movie, frames, NO_CUT_MARKS, false).isFound(19, null)).toBe(false);
  await frames.close();
});

describe("rows of a range", () => {
  const judge = async (start: number, end: number, marks = NO_CUT_MARKS, find = true) => {
    const frames = movie.openFrames(pool.heap, { budgetBytes: 1e8 });
    const finder = new CutFinder(movie, frames);
    const asked: number[] = [];
    const told: [number, boolean][] = [];
    const judged = new CutRows({
      ...{ cuts: { marks, find }, range: { start, end }, frameCount: movie.info.frameCount },
      cutsAmong: async (among, known) => {
        asked.push(...among);
        for (const [frame, change] of known) finder.tell(frame, change);
        const verdicts = await Promise.all(among.map((frame) => finder.isFound(frame, null)));
        return among.filter((_, k) => verdicts[k]);
      },
      onRow: ({ frame }, { isCut }) => told.push([frame, isCut]),
    });
    for (const row of rows.slice(start, end + 1)) judged.add(row);
    await judged.finish();
    const decoded = [...frames.cachedFrames];
    await frames.close();
    expect(told.map(([frame]) => frame)).toEqual(rows.slice(start, end + 1).map(({ frame }) => frame));
    return { cuts: told.flatMap(([frame, isCut]) => (isCut ? [frame + 1] : [])), asked, decoded };
  };

  it("say where the cuts are, as the whole movie does, also at the ends of the range", async () => {
    expect(await judge(0, 63)).toEqual({ cuts: CUTS, asked: [], decoded: [] });
    const { cuts, asked } = await judge(19, 40);
    expect(cuts).toEqual([20, 40]);
    expect(asked).toContain(19);
    expect((await judge(19, 19)).cuts).toEqual([20]);
    expect((await judge(3, 12)).asked).toEqual([]);
  });

  it("do not have the range decoded again", async () => {
    const { cuts, asked, decoded } = await judge(22, 41);
    expect([cuts, asked]).toEqual([[40], [39]]);
    // 41 and the next ones, from the keyframe before them on.
    expect(Math.min(...decoded)).toBe(36);
  });

  it("go by what a person says", async () => {
    const marks = withCutMark(withCutMark(NO_CUT_MARKS, 10, true), 44, false);
    expect((await judge(0, 63, marks)).cuts).toEqual([10, 20, 40]);
    expect(await judge(0, 63, marks, false)).toMatchObject({ cuts: [10], asked: [] });
  });
});

it("an export draws nothing across a cut but the legend", async () => {
  const overlay = { ...defaultOverlaySettings(160, 120), legend: false };
  const frameOf = (path: string, frame: number) =>
    ffmpeg(
      ...["-i", path, "-vf", `select=eq(n\\,${frame})`, "-frames:v", "1"],
      ...["-pix_fmt", "gray", "-f", "rawvideo", "-"],
    );
  const difference = (a: Buffer, b: Buffer) =>
    a.reduce((sum, value, k) => sum + Math.abs(value - (b[k] ?? 0)), 0) / a.length;
  const output = join(folder, "out.mp4");
  const arrows = { ...overlay.arrows, scale: 20, minimumSpeed: 0 };
  const wanted = {
    ...{ start: 0, end: 63, flow, deinterlace: false, output },
    overlay: { ...overlay, arrows, minimumReliability: automaticReliability(flow.method) },
  };
  await exportOverlayVideo(tools, pool, movie, wanted);
  const drawn = (frame: number) => difference(frameOf(output, frame), frameOf(movie.path, frame));
  for (const cut of CUTS) expect(drawn(cut - 1)).toBeLessThan(2);
  expect(drawn(18)).toBeGreaterThan(3);
  // The same where a person says so.
  const marks = withCutMark(NO_CUT_MARKS, 19, true);
  await exportOverlayVideo(tools, pool, movie, { ...wanted, cuts: { marks, find: false } });
  expect(drawn(18)).toBeLessThan(2);
  expect(drawn(19)).toBeGreaterThan(3);
});
