import { readFileSync } from "node:fs";
import { join } from "node:path";
import { afterAll, expect, it } from "vitest";
import type { FrameAnalysis } from "../../shared/analysis";
import { DEFAULT_FIGURES } from "../../shared/figures";
import { DEFAULT_FLOW_PARAMETERS, DENSE_PRESET_PARAMETERS } from "../../shared/flow";
import { defaultOverlaySettings } from "../../shared/overlay/settings";
import { type Pairing, strideOf, withPairing } from "../../shared/pairing";
import type { PictureRequest } from "../../shared/picture";
import { analyseMovie } from "../analysis/analyse-movie";
import { writeTable } from "../analysis/analysis-csv";
import { factsOfRows } from "../analysis/cut-rows";
import { readCurves } from "../analysis/read-curves";
import { exportOverlayVideo } from "../export/overlay-video";
import type { Recording } from "../recording/recording";
import { openMovie } from "../recordings/movie/movie";
import { makeMotionMovie, placedTextures } from "../testing/motion-movies";
import { presentationTimes, temporaryFolder, tools } from "../testing/movies";
import { startTestPool } from "../testing/pool";
import { PictureSession } from "../view/picture-session";
import { PairFinder } from "./pair-finder";
import { suggestForMovie } from "./suggest";
import { surveyMovie } from "./survey";

const folder = temporaryFolder();
const pool = await startTestPool(2);
afterAll(() => pool.dispose());

const open = (name: string, places: Parameters<typeof placedTextures>[1]) =>
  openMovie(tools, makeMotionMovie(tools.ffmpeg.path, folder, placedTextures(name, places)));
const [U, V] = [2.3, -1.4];
const count = 10;
const frames = Array.from({ length: count }, (_, frame) => frame);
/** Moves by (2.3, -1.4) px from each frame to the next. */
const steady = await open(
  "steady",
  frames.map((frame) => [U * frame, V * frame]),
);
/** Double frames: (2.3, -1.4) px from the one to the other, and another texture in every pair. */
const pairs = await open(
  "pairs",
  frames.slice(0, 6).map((frame) => [U * (frame % 2), V * (frame % 2), 5 + Math.floor(frame / 2)]),
);
/** Every picture three times. */
const thrice = await open(
  "thrice",
  Array.from({ length: 15 }, (_, frame) => [U * Math.floor(frame / 3), V * Math.floor(frame / 3)]),
);
afterAll(() => {
  for (const movie of [steady, pairs, thrice]) movie.close();
});

const fast = { ...DEFAULT_FLOW_PARAMETERS, dense: DENSE_PRESET_PARAMETERS.balanced };
const single = { ...DEFAULT_FLOW_PARAMETERS, method: "lucas-kanade", windowRadius: 9 } as const;
const never = new AbortController().signal;
const PAIRS: Pairing = { kind: "pairs", pulseSeparation: null };

async function rowsOf(
  movie: Recording,
  pairing: Pairing,
  flow: typeof fast = fast,
): Promise<readonly FrameAnalysis[]> {
  const rows: FrameAnalysis[] = [];
  const range = { start: 0, end: movie.timeline.count - 1 };
  const wish = { flow: withPairing(flow, pairing), figures: DEFAULT_FIGURES, deinterlace: false };
  await analyseMovie(pool, movie, { ...range, ...wish }, { onRow: (row) => rows.push(row) });
  return rows.sort((a, b) => a.frame - b.frame);
}

/** The cells of the table of an analysis, by the names of the columns. */
async function tableOf(
  movie: Recording,
  pairing: Pairing,
): Promise<readonly Readonly<Record<string, string>>[]> {
  const rows = await rowsOf(movie, pairing);
  const path = join(folder, "table.csv");
  const { times } = movie.info;
  const knowledge = {
    frameCount: times.length,
    cutMarks: { set: [], deleted: [] },
    cutsAmong: async () => [],
  };
  const facts = await factsOfRows(rows, pairing, knowledge);
  await writeTable(path, rows, { times, figures: DEFAULT_FIGURES, pairing }, facts);
  const [header = "", ...lines] = readFileSync(path, "utf8").trimEnd().split("\n");
  const names = header.split(",");
  return lines.map((line) => Object.fromEntries(line.split(",").map((cell, k) => [names[k], cell])));
}

function expectMotion(
  row: Pick<FrameAnalysis, "meanU" | "meanV">,
  u: number,
  v: number,
  within = 0.12,
): void {
  expect(Math.abs(row.meanU - u)).toBeLessThan(within);
  expect(Math.abs(row.meanV - v)).toBeLessThan(within);
}

it("divides the displacement of a step by it", async () => {
  for (const step of [1, 2, 3]) {
    const rows = await rowsOf(steady, { kind: "step", step });
    expect(rows).toHaveLength(count);
    for (const row of rows.slice(0, count - step)) expectMotion(row, U, V);
    for (const row of rows.slice(count - step)) expect(row.meanU).toBeNaN();
    // How the picture changes is told of neighbours, whatever is compared.
    expect(rows.slice(0, -step).map(({ lumaDifference }) => lumaDifference)).toEqual(
      (await rowsOf(steady, { kind: "step", step: 1 }))
        .slice(0, -step)
        .map(({ lumaDifference }) => lumaDifference),
    );
  }
});

it("is the same of the method that needs no field", async () => {
  const slow = await open(
    "slow",
    frames.map((frame) => [0.2 * frame, -0.1 * frame]),
  );
  const rows = await rowsOf(slow, { kind: "step", step: 2 }, { ...single });
  for (const row of rows.slice(0, count - 2)) expectMotion(row, 0.2, -0.1, 0.09);
  slow.close();
});

it("writes a table of steps in px/frame, with the seconds of a frame", async () => {
  const table = await tableOf(steady, { kind: "step", step: 2 });
  expect(table.map(({ second }) => second)).toEqual(["2", "3", "4", "5", "6", "7", "8", "9", "", ""]);
  for (const { dt, mean_u } of table.slice(0, 8)) {
    expect(Number(dt)).toBeCloseTo(0.04, 9);
    expect(Number(mean_u)).toBeCloseTo(U, 1);
  }
});

it("has a row for each pair of double frames, whose seconds are those between the pulses", async () => {
  const rows = await rowsOf(pairs, PAIRS);
  expect(rows.map(({ frame }) => frame)).toEqual([0, 2, 4]);
  for (const row of rows) expectMotion(row, U, V);
  const table = await tableOf(pairs, { kind: "pairs", pulseSeparation: 120 });
  expect(table.map(({ frame, second, dt, cut, repeated }) => [frame, second, dt, cut, repeated])).toEqual([
    ["0", "1", "0.00012", "0", "0"],
    ["2", "3", "0.00012", "0", "0"],
    ["4", "5", "0.00012", "0", "0"],
  ]);
});

it("says what has happened since the reference, before it and after it", async () => {
  const rows = await rowsOf(steady, { kind: "reference", frame: 3 });
  expect(rows).toHaveLength(count);
  // Farther on, most of the picture is not in the reference.
  for (const row of rows.slice(0, 8)) {
    if (row.frame === 3) expect(row.meanU).toBeNaN();
    else {
      const since = row.frame - 3;
      expectMotion(row, U * since, V * since, 0.15 * Math.hypot(U, V) * Math.abs(since));
    }
  }
});

it("finds frames that are stored over again, and leaves them out where that is wanted", async () => {
  const repeated = await tableOf(thrice, { kind: "step", step: 1 });
  expect(repeated.map((row) => row.repeated).join("")).toBe("11011011011011");
  const left = await tableOf(thrice, { kind: "new" });
  expect(left.filter((row) => row.mean_u !== "").map(({ frame }) => frame)).toEqual(["0", "3", "6", "9"]);
  for (const { mean_u, second, dt, frame } of left.filter((row) => row.mean_u !== "")) {
    expect(Number(mean_u)).toBeCloseTo(U, 1);
    expect(Number(second)).toBe(Number(frame) + 3);
    expect(Number(dt)).toBeCloseTo(0.12, 9);
  }
  const source = thrice.openFrames(pool.heap, { budgetBytes: 0 });
  const finder = new PairFinder(thrice, source);
  const seconds = [0, 1, 2, 3, 11, 12, 14].map((frame) => finder.second(frame, { kind: "new" }));
  expect(await Promise.all(seconds)).toEqual([3, 3, 3, 6, 12, null, null]);
  await source.close();
});

it("shows pairs, and reads them, as they are said", async () => {
  const session = new PictureSession(steady, pool);
  const request = (frame: number, pairing: Pairing): PictureRequest => ({
    ...{ id: 1, token: steady.info.token, frame, deinterlace: false, flow: withPairing(fast, pairing) },
    ...{ compare: null, nextImage: true, minimumReliability: 0, figurePixels: "all", minimumSpeed: 0 },
    ...{ levels: null, arrows: null, colour: null, streamlines: null, points: [[80.5, 60.5]] },
  });
  for (const [frame, pairing, second, factor] of [
    [1, { kind: "step", step: 3 }, 4, 1],
    [4, PAIRS, 5, 1],
    [6, { kind: "reference", frame: 2 }, 2, 4],
  ] as const) {
    const { flow, nextImage } = await session.picture(request(frame, pairing), never);
    expect([flow?.first, flow?.second]).toEqual([frame, second]);
    expect(nextImage).not.toBeNull();
    const [u = 0, v = 0] = flow?.probed[0] ?? [];
    expect(u).toBeCloseTo(factor * U, 0);
    expect(v).toBeCloseTo(factor * V, 0);
    expect(flow?.report.medianSpeed).toBeCloseTo(factor * Math.hypot(U, V), 0);
    const field = { frame, deinterlace: false, flow: withPairing(fast, pairing) };
    const read = await session.probe({ ...field, map: "difference", points: [[80.5, 60.5]] });
    expect(read.values[0]?.slice(0, 2)).toEqual([u, v]);
    // The second frame, moved back by the displacement of the pair, is the first one.
    expect(Math.abs(read.values[0]?.[3] ?? Number.NaN)).toBeLessThan(8);
  }
  const odd = await session.picture(request(3, PAIRS), never);
  expect([odd.flow, odd.flowError, odd.nextImage]).toEqual([null, null, null]);
  await expect(
    session.probe({ frame: 3, deinterlace: false, flow: withPairing(fast, PAIRS), map: null, points: [] }),
  ).rejects.toMatchObject({ said: { name: "noNextFrame" } });
  await session.close();
});

it("reads curves of pairs", async () => {
  const values = new Map<number, Float32Array>();
  const flow = withPairing(fast, PAIRS);
  await readCurves(
    pool,
    pairs,
    { flow, deinterlace: false, frames: [0, 1, 2, 3, 4], points: [[80, 60]] },
    { signal: never, onValues: (frame, read) => values.set(frame, read) },
  );
  expect([0, 2, 4].map((frame) => Math.round(10 * (values.get(frame)?.[0] ?? 0)) / 10)).toEqual(
    [U, U, U].map((u) => expect.closeTo(u, 0)),
  );
  expect(values.get(1)?.[0]).toBeNaN();
});

it("takes scales and suggestions from pairs", async () => {
  const { typicalSpeed, pairs: measured, moves } = await surveyMovie(pool, pairs, { pairing: PAIRS });
  expect([measured, moves]).toEqual([3, true]);
  expect(typicalSpeed).toBeCloseTo(Math.hypot(U, V), 1);
  const stepped = await surveyMovie(pool, steady, { pairing: { kind: "step", step: 3 } });
  expect(stepped.typicalSpeed).toBeCloseTo(Math.hypot(U, V), 1);
  const suggestion = await suggestForMovie(pool, pairs, { pairing: PAIRS });
  expect(suggestion).toBeDefined();
});

it("exports a frame a pair, shown as long as both were", async () => {
  const output = join(folder, "pairs-out.mp4");
  const overlay = defaultOverlaySettings(160, 120);
  for (const [pairing, shown] of [
    [PAIRS, 3],
    [{ kind: "step", step: 2 }, 6],
    [{ kind: "reference", frame: 1 }, 6],
    [{ kind: "new" }, 6],
  ] as const) {
    const flow = withPairing(fast, pairing);
    const request = { start: 0, end: 5, flow, deinterlace: false, overlay, output };
    expect(await exportOverlayVideo(tools, pool, pairs, request)).toMatchObject({
      frames: shown,
      leftOut: 0,
    });
    const times = Array.from({ length: shown }, (_, k) => 0.04 * strideOf(pairing) * k);
    expect(presentationTimes(output).map((time) => Math.round(1000 * time) / 1000)).toEqual(
      times.map((time) => Math.round(1000 * time) / 1000),
    );
  }
});
